"""Logging in by forms, and by Chromium from the page on that needs JavaScript."""

from collections.abc import Callable
from typing import Protocol

from fakes.user.attempts import Attempt, Credentials, LoginFailed, Told
from fakes.user.browser import Browser, Landing
from fakes.user.login import BrowserMissing, FormDriver, LoginDriver, Until, never

NEEDS_SCRIPTS = "JavaScript"


class ScriptedDriver(LoginDriver, Protocol):
    """A driver that runs scripts, and can take over in the middle of a login."""

    told: Told

    def go_on(self, browser: Browser, landing: Landing, attempt: Attempt, watch: str) -> Landing:
        """The rest of a login that `attempt` began. Raises LoginFailed, ExchangeError."""


class EitherDriver:
    """Fills in forms; what only scripts can show is left to a driver that runs them, if any."""

    def __init__(self, scripted: Callable[[], ScriptedDriver]) -> None:
        """`scripted` is made when it is needed first. It raises BrowserMissing."""
        self._forms = FormDriver()
        self._make = scripted
        self._made: ScriptedDriver | None = None
        self._missing = False

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        landing = self._forms.see(browser, landing, watch=watch)
        driver = self._scripted() if landing.scripted else None
        if driver is None:
            return landing
        browser.ran_scripts = True
        return driver.see(browser, landing, watch=watch)

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        if landing.rendered and self._made is not None:
            # What its scripts showed, only they can send.
            return self._made.log_in(browser, landing, credentials, watch=watch)
        try:
            return self._forms.log_in(browser, landing, credentials, watch=watch)
        except LoginFailed as failure:
            needed = failure.obstacle is not None and failure.obstacle.kind == NEEDS_SCRIPTS
            driver = self._scripted() if needed else None
            if driver is None or failure.attempt is None:
                raise
            browser.ran_scripts = True
            return driver.go_on(browser, failure.landing, failure.attempt, watch)

    def show(
        self, browser: Browser, landing: Landing, *, watch: str = "", until: Until = never
    ) -> Landing:
        return landing

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        return self._forms.picture(browser, landing)

    def close(self) -> None:
        if self._made is not None:
            self._made.close()

    def _scripted(self) -> ScriptedDriver | None:
        """The driver that runs scripts; None where there is none."""
        if self._made is None and not self._missing:
            try:
                self._made = self._make()
                self._made.told = self._forms.told
            except BrowserMissing:
                self._missing = True
        return self._made
