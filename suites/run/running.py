"""The targets of a run while it runs: opened when first needed, closed at the end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from fakes.user.either import EitherDriver, ScriptedDriver
from fakes.user.login import BrowserMissing, LoginDriver
from suites.checks.check import Check
from suites.checks.suite import Suite
from suites.run.ending import TimeLimit
from suites.run.seeking import sought
from suites.targets.sources import Source, Wanted
from suites.verdicts.expect import NotRun
from suites.verdicts.first_place import innermost
from suites.verdicts.subject import Subject


@dataclass(slots=True)
class Opened:
    """A target that is open: what is judged, how it is left, and what the report heard of it."""

    suite: Suite[Any]
    subject: Subject
    close: Callable[[], None]
    exchanges_told: int = 0


class Subjects:
    """What is under judgement, by its target's name; suites that open it alike share it."""

    def __init__(
        self,
        suites: Iterable[Suite[Any]],
        wanted: Wanted,
        login: str | None,
        limit: TimeLimit,
    ) -> None:
        """`login` replaces what the targets say. Raises SettingsError, BrowserMissing."""
        self._limit = limit
        found = sought(suites, wanted)
        self._names = {suite: [one.name for one in sources] for suite, sources in found.items()}
        self.sources: dict[str, Source] = {
            one.name: one for sources in found.values() for one in sources
        }
        self._login = {name: login or one.login for name, one in self.sources.items()}
        self._drivers = drivers_for(set(self._login.values()))
        self._open: dict[tuple[Callable[..., Any], str], Opened] = {}
        self._took_s = dict.fromkeys(self.sources, 0.0)
        self._states = {name: state_before_opening(name) for name in self.sources}

    def names(self, suite: Suite[Any]) -> list[str]:
        """The targets that a suite judges."""
        return self._names[suite.name]

    def names_for(self, suite: Suite[Any], check: Check) -> list[str]:
        """Those of them that a check of the suite concerns."""
        return [
            name
            for name in self.names(suite)
            if any(fnmatchcase(check.id, pattern) for pattern in self.sources[name].checks)
        ]

    def turn(self, name: str) -> int:
        """When target `name` has its turn, if it is judged in turn with others."""
        return list(self.sources).index(name) if name and self.sources[name].in_turn else -1

    def get(self, suite: Suite[Any], name: str) -> Subject:
        """What `suite` judges of target `name`, started if it is a fake."""
        return self._opened(suite, name).subject

    def opened(self, suite: Suite[Any], name: str) -> Subject | None:
        """The same if it is open, and the run has time left."""
        known = self._open.get((suite.open, name))
        return known.subject if known and not self._limit.is_over else None

    def _opened(self, suite: Suite[Any], name: str) -> Opened:
        key = (suite.open, name)
        if key not in self._open:
            target, close = self.sources[name].open()
            target.connection.patience.end_at(self._limit.end, self._limit.why)
            subject = suite.open(target, self._drivers[self._login[name]])
            self._open[key] = Opened(suite, subject, close)
        return self._open[key]

    def presume_time(self) -> None:
        """Raises NotRun if the time of the run is over."""
        if self._limit.is_over:
            raise NotRun(f"Not reached: {self._limit.why}.")

    def rerun(self, name: str) -> str:
        """The options that name the target to pytest."""
        return self.sources[name].rerun

    def took(self, name: str, seconds: float) -> None:
        """A check of target `name` took `seconds`; the first one also opens the target."""
        self._took_s[name] += seconds

    def news(self, suite: Suite[Any], name: str) -> dict[str, Any]:
        """What the report has not heard yet: new exchanges, and the state of the target."""
        opened = self._opened(suite, name)
        entries = opened.subject.journal.entries
        told, opened.exchanges_told = opened.exchanges_told, len(entries)
        state = opened.subject.state() | {
            "fake": self.sources[name].embedded,
            "judges": suite.judges,
            "suites": [one for one, names in self._names.items() if name in names],
            "checks": list(self.sources[name].checks),
            "login": self._login[name],
            "duration_s": round(self._took_s[name], 3),
        }
        self._states[name] = state
        return {"exchanges": entries[told:], "target": state}

    def last_state(self, name: str) -> dict[str, Any]:
        """The state of a target as it was told last."""
        return self._states[name]

    def clean_up(self, *, hurried: bool = False) -> dict[str, list[str]]:
        """Removes what the run created at each target. Returns what stayed there, in sentences.

        Where it is `hurried`, or the time of the run is over, that is given up after a while.
        """
        end, why = self._limit.for_clean_up(hurried=hurried)
        for one in self._open.values():
            one.subject.target.connection.patience.end_at(end, why)
        return {name: cleaned_up(one) for (_, name), one in self._open.items()}

    def close(self) -> None:
        """Closes every connection and stops every fake and every browser."""
        for one in self._open.values():
            one.subject.close()
            one.close()
        self._open.clear()
        for driver in self._drivers.values():
            driver.close()


def cleaned_up(opened: Opened) -> list[str]:
    """What stayed at a target; the report is written whatever is raised there."""
    try:
        return opened.suite.clean_up(opened.subject)
    except Exception as bug:  # noqa: BLE001 - whatever it is, the findings are there
        told = f"{type(bug).__name__} ({innermost(bug)})"
        return [f"What was made there was not all removed: the clean-up broke by {told}."]


def state_before_opening(name: str) -> dict[str, Any]:
    """The state of a target that could not be opened."""
    words = dict.fromkeys(("issuer", "vendor", "profile", "auth_method", "proxy"), "")
    return {"name": name, "settings": {}, "requests": 0, "logins": 0, "duration_s": 0.0} | words


def drivers_for(kinds: set[str]) -> dict[str, LoginDriver]:
    """The drivers called `form` and `browser`; one process has one Chromium at most.

    Raises BrowserMissing.
    """
    found: dict[str, LoginDriver] = {}
    chromium = chromium_driver() if "browser" in kinds else None
    if chromium is not None:
        found["browser"] = chromium
    if "form" in kinds:
        found["form"] = EitherDriver(lambda: chromium or chromium_driver())
    return found


def chromium_driver() -> ScriptedDriver:
    """A driver that runs scripts. Raises BrowserMissing."""
    try:
        from fakes.user.chromium import ChromiumDriver, find_chromium
    except ModuleNotFoundError:
        raise BrowserMissing(
            "--login browser: Playwright is not installed: pip install -e '.[browser]'"
        ) from None
    return ChromiumDriver(find_chromium(), spares=True)
