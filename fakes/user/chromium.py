"""Logging in by Chromium, for pages that are nothing before their scripts have run.

Chromium runs the pages and is typed into; it has no network of its own (see fakes.user.tab).
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright, sync_playwright

from fakes.user.answering import Place, next_move
from fakes.user.assets import Assets
from fakes.user.attempts import BY_HAND, Attempt, Credentials, LoginFailed, Told
from fakes.user.browser import Browser, Landing
from fakes.user.login import MOST_STEPS, BrowserMissing, past_negotiation
from fakes.user.tab import Tab
from fakes.wire.journal import Journal

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A sandbox of its own is refused to root, as in containers; every byte comes from our client, and
# what would not (its maker's services, sockets of scripts) finds no host.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
ARGUMENTS += ["--no-first-run", "--disable-quic"]


def find_chromium() -> str:
    """The path of the system's Chromium. Raises BrowserMissing."""
    for program in PROGRAMS:
        path = shutil.which(program)
        if path:
            return path
    raise BrowserMissing(
        f"--login browser: found none of {', '.join(PROGRAMS)} on PATH: install your system's "
        "chromium package (Debian: apt-get install chromium)"
    )


class ChromiumDriver:
    """A login driver that sees and does what a user with JavaScript does."""

    def __init__(self, program: str) -> None:
        self._program = program
        self.told = Told()
        self._started: tuple[Playwright, Chromium] | None = None
        self._assets: WeakKeyDictionary[Journal, Assets] = WeakKeyDictionary()

    def close(self) -> None:
        if self._started is not None:
            playwright, chromium = self._started
            self._started = None
            chromium.close()
            playwright.stop()

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        landing = past_negotiation(browser, landing, watch)
        if not landing.scripted:
            return landing
        with self._tab(browser, landing, watch) as tab:
            tab.forms(to_look=True)
            return tab.where()

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        with self._tab(browser, landing, "", drawn=True) as tab:
            tab.settle(lambda: False)
            return tab.picture()

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        return self.go_on(browser, landing, self.told.attempt(credentials), watch)

    def go_on(self, browser: Browser, landing: Landing, attempt: Attempt, watch: str) -> Landing:
        """The rest of a login that `attempt` began. Raises LoginFailed, ExchangeError."""
        with self._tab(browser, landing, watch) as tab:
            for _ in range(MOST_STEPS):
                shown = tab.forms()
                if tab.landing.left:
                    return attempt.done(tab.landing)
                seen = tab.where()
                shown = [one.headed(seen.forms) for one in shown]
                place = Place.at(seen, [one.form for one in shown], browser, watch)
                tab.make(next_move(place, attempt), shown)
            if tab.landing.left:
                return attempt.done(tab.landing)
            raise LoginFailed(tab.where(), f"It was not done after {MOST_STEPS} pages.", BY_HAND)

    @contextmanager
    def _tab(
        self, browser: Browser, landing: Landing, watch: str, *, drawn: bool = False
    ) -> Iterator[Tab]:
        """A tab that shows `landing`, in a profile of its own that ends with it."""
        if self._started is None:
            playwright = sync_playwright().start()
            try:
                chromium = playwright.chromium.launch(executable_path=self._program, args=ARGUMENTS)
            except PlaywrightError as error:
                playwright.stop()
                why = " ".join(str(error).split())[:300]
                raise BrowserMissing(f"{self._program} does not start: {why}") from None
            self._started = playwright, chromium
        context = self._started[1].new_context(service_workers="block")
        try:
            yield Tab(context, browser, landing, watch, self._assets_for(browser), drawn=drawn)
        finally:
            context.close()

    def _assets_for(self, browser: Browser) -> Assets:
        """What was loaded from the target: two may be at the same URLs."""
        return self._assets.setdefault(browser.client.journal, Assets())
