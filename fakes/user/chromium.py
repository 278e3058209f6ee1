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
from fakes.user.login import MOST_STEPS, BrowserMissing, made, past_negotiation
from fakes.user.plain_forms import PlainForms, plain_move
from fakes.user.shown import Shown
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
    """A login driver that sees and does what a user with JavaScript does.

    One that `spares` goes on by HTTP on pages that Chromium has shown to be plain before.
    """

    def __init__(self, program: str, *, spares: bool = False) -> None:
        self._program = program
        self._spares = spares
        self.told = Told()
        self._started: tuple[Playwright, Chromium] | None = None
        self._assets: WeakKeyDictionary[Journal, Assets] = WeakKeyDictionary()
        self._plain: WeakKeyDictionary[Journal, PlainForms] = WeakKeyDictionary()
        self._seen: Tab | None = None

    def close(self) -> None:
        if self._started is not None:
            playwright, chromium = self._started
            self._started = self._seen = None
            chromium.close()
            playwright.stop()

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        landing = past_negotiation(browser, landing, watch)
        if not landing.scripted:
            return landing
        with self._tab(browser, landing, watch) as tab:
            tab.forms(to_look=True)
            seen = tab.where()
            if tab.can_go_on:
                tab.hold()
                self._seen = tab
            return seen

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        with self._tab(browser, landing, "", drawn=True) as tab:
            tab.settle(lambda: False)
            return tab.picture()

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        attempt = self.told.attempt(credentials)
        for _ in range(MOST_STEPS if self._spares else 0):
            move = self._plain_forms(browser).move_at(browser, landing, attempt, watch)
            if move is None:
                break
            landing = past_negotiation(browser, made(browser, move, watch), watch)
        return self.go_on(browser, landing, attempt, watch)

    def go_on(self, browser: Browser, landing: Landing, attempt: Attempt, watch: str) -> Landing:
        """The rest of a login that `attempt` began. Raises LoginFailed, ExchangeError."""
        if landing.left:
            return attempt.done(landing)
        with self._tab(browser, landing, watch) as tab:
            for _ in range(MOST_STEPS):
                shown = tab.forms()
                if tab.landing.left:
                    return attempt.done(tab.landing)
                self._step(tab, shown, browser, attempt, watch)
            if tab.landing.left:
                return attempt.done(tab.landing)
            raise LoginFailed(tab.where(), f"It was not done after {MOST_STEPS} pages.", BY_HAND)

    def _step(
        self, tab: Tab, shown: list[Shown], browser: Browser, attempt: Attempt, watch: str
    ) -> None:
        """Does the next thing that a user does, and learns whether it takes Chromium."""
        page = tab.landing
        plain = plain_move(browser, page, attempt, watch)
        seen = tab.where()
        shown = [one.headed(seen.forms) for one in shown]
        place = Place.at(seen, [one.form for one in shown], browser, watch)
        tab.make(next_move(place, attempt), shown)
        sent = tab.sent_from(page)
        if plain is not None and sent is not None:
            self._plain_forms(browser).learn(page, plain, sent)

    @contextmanager
    def _tab(
        self, browser: Browser, landing: Landing, watch: str, *, drawn: bool = False
    ) -> Iterator[Tab]:
        """A tab that shows `landing`: the one where it was seen just now, else a fresh profile."""
        tab, self._seen = self._seen, None
        if tab is not None and (drawn or not tab.resume(browser, landing, watch)):
            tab.close()
            tab = None
        if tab is None:
            context = self._running().new_context(service_workers="block")
            try:
                assets = self._assets.setdefault(browser.client.journal, Assets())
                tab = Tab(context, browser, landing, watch, assets, drawn=drawn)
            except BaseException:
                context.close()
                raise
        try:
            yield tab
        finally:
            if tab is not self._seen:
                tab.close()

    def _running(self) -> Chromium:
        """Chromium, started when it is needed first. Raises BrowserMissing."""
        if self._started is None:
            playwright = sync_playwright().start()
            try:
                chromium = playwright.chromium.launch(executable_path=self._program, args=ARGUMENTS)
            except PlaywrightError as error:
                playwright.stop()
                why = " ".join(str(error).split())[:300]
                raise BrowserMissing(f"{self._program} does not start: {why}") from None
            self._started = playwright, chromium
        return self._started[1]

    def _plain_forms(self, browser: Browser) -> PlainForms:
        """What is known of the pages of a target: two may be at the same URLs."""
        return self._plain.setdefault(browser.client.journal, PlainForms())
