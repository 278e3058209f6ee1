"""The process of Chromium: started when it is needed, watched, and started anew if it ended."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright, sync_playwright

from fakes.user.login import BrowserMissing
from fakes.user.tabs.watchdog import Watchdog

# A sandbox of its own is refused to root, as in containers; every byte comes from our client, and
# what would not (its maker's services, sockets of scripts) finds no host.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
ARGUMENTS += ["--no-first-run", "--disable-quic"]
# Longer than anything takes that a page is asked for, and has a limit of its own.
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Running:
    """Chromium, and who ends it if it does not answer."""

    chromium: Chromium
    watchdog: Watchdog

    @classmethod
    def started(cls, playwright: Playwright, program: str, patience_s: float) -> "Running":
        """Raises Playwright's Error."""
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        session = chromium.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        (pid,) = (one["id"] for one in processes if one["type"] == "browser")
        return cls(chromium, Watchdog(pid, patience_s))


class ChromiumProcess:
    """At most one at a time."""

    def __init__(self, program: str, patience_s: float) -> None:
        self._program = program
        self._patience_s = patience_s
        self._playwright: Playwright | None = None
        self._running: Running | None = None

    @contextmanager
    def watched(self) -> Iterator[Running]:
        """It, for as long as it has to answer in time. Raises BrowserMissing."""
        running = self._started()
        with running.watchdog.watching():
            yield running

    @property
    def has_ended(self) -> bool:
        """Whether it was started, and ended."""
        return self._running is not None and not self._running.chromium.is_connected()

    def end(self) -> None:
        """Ends it; one that does not answer is ended all the same."""
        running, self._running = self._running, None
        playwright, self._playwright = self._playwright, None
        if running is not None:
            with running.watchdog.watching(), suppress(PlaywrightError):
                running.chromium.close()
        if playwright is not None:
            playwright.stop()

    def _started(self) -> Running:
        if self._running is None or self.has_ended:
            self._playwright = self._playwright or sync_playwright().start()
            try:
                self._running = Running.started(self._playwright, self._program, self._patience_s)
            except PlaywrightError as error:
                self.end()
                why = " ".join(str(error).split())[:300]
                raise BrowserMissing(f"{self._program} does not start: {why}") from None
        return self._running
