"""Logging in by Chromium, for pages that are nothing before their scripts have run.

Chromium runs the pages and is typed into; it has no network of its own (see fakes.user.tabs.tab).
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from fakes.user.answering import Move, next_move
from fakes.user.attempts import BY_HAND, Attempt, Credentials, LoginFailed, Told
from fakes.user.browser import Browser, Landing
from fakes.user.login import (
    MOST_STEPS,
    BrowserMissing,
    BrowserStopped,
    Until,
    made,
    never,
    past_negotiation,
)
from fakes.user.places import Place
from fakes.user.plain_forms import PlainForms, plain_move
from fakes.user.shown import Shown
from fakes.user.tabs.assets import Assets
from fakes.user.tabs.process import PATIENCE_S, ChromiumProcess, Running
from fakes.user.tabs.tab import Tab
from fakes.wire.cookies import CookieJar
from fakes.wire.journal import Journal

# An application's page that asked for nothing for so long has come to rest.
AT_REST_S = 0.75
MOST_WINDOWS = 8
SCRIPTS = re.compile(r"<script\b.*?(?:</script>|\Z)", re.IGNORECASE | re.DOTALL)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A target whose pages end Chromium does not have it started for ever.
MOST_STOPS = 3


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


def seen_of(page: str) -> str:
    """A page that has come to rest without its scripts, which name whatever they may show."""
    return SCRIPTS.sub("", page)


def nothing_came_of(move: Move) -> str:
    """That a page is as it was before, as a sentence: to do the same again would not help."""
    button = None if move.form is None else move.button or move.form.agreeing_button()
    told = f"the button “{(button.text or button.value)[:60]}”" if button else "what a user can do"
    return f"Nothing came of {told} on the page."


@dataclass
class Known:
    """What is known of the pages of one target: two may be at the same URLs.

    `stops` is how often Chromium ended at one of them.
    """

    assets: Assets = field(default_factory=Assets)
    plain: PlainForms = field(default_factory=PlainForms)
    stops: int = 0


class ChromiumDriver:
    """A login driver that sees and does what a user with JavaScript does.

    One that `spares` goes on by HTTP on pages that Chromium has shown to be plain before. A page
    that does not answer for `patience_s` is given up. `tabs` are counted.
    """

    def __init__(
        self, program: str, *, spares: bool = False, patience_s: float = PATIENCE_S
    ) -> None:
        self._process = ChromiumProcess(program, patience_s)
        self._spares = spares
        self.told = Told()
        self.tabs = 0
        self._known: WeakKeyDictionary[Journal, Known] = WeakKeyDictionary()
        self._seen: Tab | None = None
        self._empty: Page | None = None
        # By the cookies of a browser: what makes it the one that it is.
        self._windows: dict[CookieJar, Tab] = {}

    def close(self) -> None:
        self._seen = self._empty = None
        self._windows.clear()
        self._process.end()

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        landing = past_negotiation(browser, landing, watch)
        if not landing.scripted:
            return landing
        with self._tab(browser, landing, watch) as tab:
            tab.forms()
            seen = tab.where()
            if not seen.left:
                tab.hold()
                self._seen = tab
            return seen

    def show(
        self, browser: Browser, landing: Landing, *, watch: str = "", until: Until = never
    ) -> Landing:
        if landing.left or not landing.runs_scripts:
            return landing
        browser.ran_scripts = True
        with self._watched(browser, landing) as running:
            tab = self._window(running, browser, landing, watch)
            tab.settle(lambda: bool(until(seen_of(tab.text))), quiet_s=AT_REST_S)
            tab.hold()
            return replace(tab.landing, rendered=seen_of(tab.text))

    def _window(self, running: Running, browser: Browser, landing: Landing, watch: str) -> Tab:
        """The window of `browser`, which shows `landing` now."""
        tab = self._windows.pop(browser.jar, None)
        if tab is None or not tab.is_open:
            tab = self._opened(running, browser, landing, watch)
        else:
            tab.go(browser, landing, watch)
        self._windows[browser.jar] = tab
        if len(self._windows) > MOST_WINDOWS:
            spare = self._windows.pop(next(iter(self._windows))).close()
            self._empty = self._empty or spare
        return tab

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        with self._tab(browser, landing, "", drawn=True) as tab:
            tab.settle(lambda: False)
            return tab.picture()

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        attempt = self.told.attempt(credentials)
        for _ in range(MOST_STEPS if self._spares else 0):
            move = self._known_of(browser).plain.move_at(browser, landing, attempt, watch)
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
                before = tab.sight()
                move = self._step(tab, shown, browser, attempt, watch)
                if not (move.filled or tab.landing.left) and before and tab.sight() == before:
                    raise LoginFailed(tab.where(), nothing_came_of(move), BY_HAND)
            if tab.landing.left:
                return attempt.done(tab.landing)
            raise LoginFailed(tab.where(), f"It was not done after {MOST_STEPS} pages.", BY_HAND)

    def _step(
        self, tab: Tab, shown: list[Shown], browser: Browser, attempt: Attempt, watch: str
    ) -> Move:
        """Does the next thing that a user does, and learns whether it takes Chromium."""
        page = tab.landing
        plain = plain_move(browser, page, attempt, watch)
        seen = tab.where()
        shown = [one.headed(seen.forms) for one in shown]
        place = Place.at(seen, [one.form for one in shown], browser, watch)
        move = next_move(place, attempt)
        tab.make(move, shown)
        sent = tab.sent_from(page)
        if plain is not None and sent is not None and tab.stores_nothing():
            self._known_of(browser).plain.learn(page, plain, sent)
        return move

    @contextmanager
    def _tab(
        self, browser: Browser, landing: Landing, watch: str, *, drawn: bool = False
    ) -> Iterator[Tab]:
        """A tab that shows `landing`: the one where it was seen just now, else an empty profile.

        Raises BrowserMissing, BrowserStopped.
        """
        with self._watched(browser, landing) as running:
            tab = self._tab_at(running, browser, landing, watch, drawn=drawn)
            try:
                yield tab
            finally:
                if tab is not self._seen:
                    self._empty = tab.close()

    @contextmanager
    def _watched(self, browser: Browser, landing: Landing) -> Iterator[Running]:
        """Chromium, which has to answer in time. Raises BrowserMissing, BrowserStopped."""
        known, where = self._known_of(browser), landing.reply.url.partition("?")[0][:120]
        if known.stops >= MOST_STOPS:
            told = f"it ended {MOST_STOPS} times at pages of this provider"
            raise BrowserStopped(f"Chromium is not started again for {where}: {told}.")
        try:
            with self._process.watched() as running:
                yield running
        except PlaywrightError as error:
            why = " ".join(str(error).split())[:200]
            raise BrowserStopped(f"Chromium could not go on at {where}: {why}") from None
        finally:
            known.stops += self._process.has_ended

    def _tab_at(
        self, running: Running, browser: Browser, landing: Landing, watch: str, *, drawn: bool
    ) -> Tab:
        """The tab that was left at `landing`, or a new one."""
        seen, self._seen = self._seen, None
        if seen is not None:
            if not drawn and seen.resume(browser, landing, watch):
                return seen
            self._empty = seen.close()
        return self._opened(running, browser, landing, watch, drawn=drawn)

    def _opened(
        self,
        running: Running,
        browser: Browser,
        landing: Landing,
        watch: str,
        *,
        drawn: bool = False,
    ) -> Tab:
        """A new tab, in an empty profile."""
        self.tabs += 1
        page, self._empty = self._empty, None
        if page is None or page.is_closed():
            page = running.chromium.new_context(service_workers="block").new_page()
        assets = self._known_of(browser).assets
        try:
            return Tab(page, browser, landing, watch, assets, running.watchdog, drawn=drawn)
        except PlaywrightError:
            page.context.close()
            raise

    def _known_of(self, browser: Browser) -> Known:
        return self._known.setdefault(browser.client.journal, Known())
