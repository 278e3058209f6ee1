"""The targets of a run while it runs: opened when first needed, closed at the end."""

from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import Any

from fakes.user.login import BrowserMissing, FormDriver, LoginDriver
from suites.op.op import Op
from suites.targets.sources import Source
from suites.targets.target import Target


class Ops:
    """The providers under judgement, by the name of their target."""

    def __init__(self, sources: list[Source], login: str | None) -> None:
        """`login` replaces what the targets say. Raises BrowserMissing."""
        self.sources = {source.name: source for source in sources}
        self._login = {source.name: login or source.login for source in sources}
        self._drivers = {kind: driver_for(kind) for kind in set(self._login.values())}
        self._open: dict[str, tuple[Op, Callable[[], None], float]] = {}
        self._told: dict[str, int] = {}

    @property
    def names(self) -> list[str]:
        return list(self.sources)

    def get(self, name: str) -> Op:
        """The provider behind target `name`, started if it is a fake."""
        if name not in self._open:
            target, close = self.sources[name].open()
            op = Op(target, self._drivers[self._login[name]])
            op.recognise()
            self._open[name] = (op, close, monotonic())
        return self._open[name][0]

    def target(self, name: str) -> Target:
        return self.get(name).target

    def today(self, name: str) -> date:
        return self.get(name).today()

    def rerun(self, name: str) -> str:
        return self.sources[name].rerun

    def news(self, name: str) -> dict[str, Any]:
        """What the report has not heard yet: new exchanges, and the state of the target."""
        op, _, since = (self.get(name), *self._open[name][1:])
        told = self._told.get(name, 0)
        self._told[name] = len(op.journal.entries)
        target = op.target
        state = {
            "name": target.name,
            "issuer": target.issuer,
            "vendor": target.vendor,
            "profile": target.profile.name,
            "auth_method": target.auth_method,
            "settings": target.settings,
            "requests": op.client.requests,
            "logins": op.logins,
            "duration_s": round(monotonic() - since, 3),
        }
        return {"exchanges": op.journal.entries[told:], "target": state}

    def clean_up(self) -> dict[str, list[str]]:
        """Removes what the run created at each target. Returns what stayed there, in sentences."""
        return {name: op.ledger.clean_up() for name, (op, *_) in self._open.items()}

    def close(self) -> None:
        """Closes every connection and stops every fake and every browser."""
        for op, close, _ in self._open.values():
            op.close()
            close()
        self._open.clear()
        for driver in self._drivers.values():
            driver.close()


def driver_for(login: str) -> LoginDriver:
    """The driver called `form` or `browser`. Raises BrowserMissing."""
    if login != "browser":
        return FormDriver()
    try:
        from fakes.user.chromium import ChromiumDriver, find_chromium
    except ModuleNotFoundError:
        raise BrowserMissing(
            "--login browser: Playwright is not installed: pip install -e '.[browser]'"
        ) from None
    return ChromiumDriver(find_chromium())
