"""One tab of Chromium: what its user sees, types and presses."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from fakes.user.addresses import origin
from fakes.user.answering import Move
from fakes.user.browser import Browser, Landing
from fakes.user.buttons import Button
from fakes.user.plain_forms import Sent
from fakes.user.shown import CONTROLS, READ_CONTROLS, Shown, shown_from
from fakes.user.tabs.assets import Assets
from fakes.user.tabs.traffic import NEVER_NEEDED, Traffic
from fakes.user.tabs.watchdog import Watchdog

PATIENCE_S = 20.0
# How long nothing may move before nothing more is waited for.
QUIET_S = 1.5
# For one field or button to become such that a user could use it, and for a page to begin.
USABLE_MS = 5_000
BEGUN_MS = 20_000
POLL_MS = 40
IDLE_MS = 3_000
# Runs in the page.
NOTHING_STORED = """async () => !(localStorage.length + sessionStorage.length + window.name.length
    + (await indexedDB.databases()).length + (window.caches ? (await caches.keys()).length : 0))"""
IDLE = "() => new Promise(idle => requestIdleCallback(() => idle(true), {timeout: 2000}))"
MOST_TEXT = 500_000
LARGEST_PICTURE = 500_000


class Tab:
    """A page that is open."""

    def __init__(
        self,
        page: Page,
        browser: Browser,
        landing: Landing,
        watch: str,
        assets: Assets,
        watchdog: Watchdog,
        *,
        drawn: bool = False,
    ) -> None:
        """`page` shows nothing, in an empty profile. Images are fetched if it is to be `drawn`."""
        self._page = page
        self._browser = browser
        self._watch = watch
        self._watchdog = watchdog
        left_out = [kind for kind in NEVER_NEEDED if not drawn or kind != "image"]
        self.traffic = Traffic(page, browser, landing, watch, assets, watchdog, left_out)
        page.set_default_timeout(USABLE_MS)
        page.set_default_navigation_timeout(BEGUN_MS)
        self._session = page.context.new_cdp_session(page)
        self._held_at = 0
        watchdog.renew()
        self._page.goto(landing.reply.url, wait_until="commit")

    def go(self, browser: Browser, landing: Landing, watch: str) -> None:
        """Shows another page, to the same user; what scripts have stored is kept."""
        self._browser, self._watch = browser, watch
        self._watchdog.renew()
        self._blank()
        self.traffic.go(browser, landing, watch)
        self._page.goto(landing.reply.url, wait_until="commit")

    def _blank(self) -> None:
        """Shows nothing: a URL that differs in its fragment alone would not be opened."""
        # What did not come is told on a page that Chromium may still be about to show.
        with suppress(PlaywrightError):
            self._page.goto("about:blank")
        if self._page.url != "about:blank":
            self._page.goto("about:blank")

    @property
    def is_open(self) -> bool:
        """Whether its Chromium is still there."""
        return not self._page.is_closed()

    @property
    def text(self) -> str:
        """The page as it looks now; nothing while it is being replaced."""
        with suppress(PlaywrightError):
            return str(self._page.content())[:MOST_TEXT]
        return ""

    def sight(self) -> tuple[str, ...]:
        """What tells the page from one where something has happened; empty while it is replaced."""
        with suppress(PlaywrightError):
            return (self._document(), self._page.content())
        return ()

    @property
    def landing(self) -> Landing:
        """Where the user is."""
        return self.traffic.landing

    def hold(self) -> None:
        """Leaves the tab open for who goes on there."""
        self.traffic.profile.take()
        self.traffic.is_held = True
        self._held_at = self._moment()

    def resume(self, browser: Browser, landing: Landing, watch: str) -> bool:
        """Goes on where the tab was left, if it shows `landing` and nothing was sent since."""
        same = browser is self._browser and watch == self._watch
        if not same or landing.reply is not self.landing.reply or self._held_at != self._moment():
            return False
        self.traffic.is_held = False
        self.traffic.last_request = time.monotonic()
        self.traffic.profile.show(self.landing.reply.url)
        return True

    def _moment(self) -> int:
        """A moment of the run, by what was sent until then."""
        return len(self._browser.client.journal.entries)

    def close(self) -> Page | None:
        """Ends it; what its page still wanted to load is not sent.

        Its page is for the next tab, and shows nothing, if its scripts left nothing in its profile.
        """
        with suppress(PlaywrightError):
            if not self.traffic.is_held:
                self.traffic.profile.take()
            self.traffic.is_held = True
            if self.stores_nothing() and len(self._page.context.pages) == 1:
                self._page.goto("about:blank")
                self._session.detach()
                self.traffic.end()
                self._page.context.clear_cookies()
                return self._page
        with suppress(PlaywrightError):
            self._page.context.close()
        return None

    def stores_nothing(self) -> bool:
        """Whether the scripts of its pages left nothing in Chromium for those of the next."""
        with suppress(PlaywrightError):
            here = origin(self._page.url)
            return self.traffic.origins <= {here} and bool(self._page.evaluate(NOTHING_STORED))
        return False

    def sent_from(self, page: Landing) -> Sent | None:
        """What led away from `page`, if that did nothing else."""
        return next((sent for one, sent in self.traffic.sent if one is page), None)

    def where(self) -> Landing:
        """Where the user is, with the page as it looks now."""
        if self.landing.left:
            return self.landing
        return replace(self.landing, rendered=self._page.content()[:MOST_TEXT])

    def picture(self) -> bytes:
        """The page as it looks now, as a PNG; nothing if it is too large to keep."""
        drawn = self._page.screenshot(type="png")
        return drawn if len(drawn) <= LARGEST_PICTURE else b""

    def read(self) -> list[Shown]:
        """The forms that are visible now; none while a page is being replaced."""
        with suppress(PlaywrightError):
            document = self._document()
            found = self._page.locator(CONTROLS).evaluate_all(READ_CONTROLS)
            if document == self._document():
                return shown_from(found, self._page.url, document)
        return []

    def _document(self) -> str:
        """What tells this document from the next one at its URL."""
        document: str = self._session.send("Page.getFrameTree")["frameTree"]["frame"]["loaderId"]
        return document

    def forms(self) -> list[Shown]:
        """The forms, as soon as there are any; none if nothing has moved for a while.

        Raises ExchangeError. A page that replaces itself has none for a moment.
        """
        shown = self.read()

        def seen() -> bool:
            nonlocal shown
            shown = self.read()
            return bool(shown)

        if not shown:
            self.settle(seen)
        return shown

    def settle(self, done: Callable[[], bool], quiet_s: float = QUIET_S) -> None:
        """Waits until the user has left, `done`, or nothing has moved for a while.

        Raises ExchangeError.
        """
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self._watchdog.renew()
            self._page.wait_for_timeout(POLL_MS)
            if self.traffic.trouble is not None:
                raise self.traffic.trouble
            if self.landing.left or self._is_quiet(quiet_s) or done():
                return

    def _is_quiet(self, quiet_s: float) -> bool:
        """Whether nothing has moved for so long, and the page has nothing to do.

        On a busy machine a page may take longer than that to begin with what it got.
        """
        last = self.traffic.last_request
        if self.traffic.is_read or time.monotonic() - last <= quiet_s:
            return False
        with suppress(PlaywrightError):
            self._page.wait_for_function(IDLE, timeout=IDLE_MS)
        return last == self.traffic.last_request and not self.traffic.is_read

    def make(self, move: Move, forms: list[Shown]) -> None:
        """Does what the user does on a page with these `forms`, and waits for what comes next.

        Raises ExchangeError.
        """
        self._watchdog.renew()
        shown = next((one for one in forms if one.form == move.form), None)
        with suppress(PlaywrightError):
            if shown is None:
                self._page.goto(move.link, wait_until="commit")
            else:
                self._answer(shown, move.filled, move.button)
        self.traffic.last_request = time.monotonic()
        self.settle(lambda: self._moved_on(forms))

    def _answer(self, shown: Shown, filled: dict[str, str], button: Button | None) -> None:
        """Types `filled`, ticks boxes, and goes on by a button."""
        self.traffic.typed = shown.form.passwords_in(filled)
        self._browser.keep_secret(shown.form, filled)
        controls = self._page.locator(CONTROLS)
        last = None
        for place in shown.to_tick(everything=not filled):
            controls.nth(place).check()
        for place, text in shown.to_fill(filled):
            last = place
            if controls.nth(place).is_editable():
                controls.nth(place).fill(text)
        pressed = shown.button_to_press(button)
        if pressed is not None:
            controls.nth(pressed).click(no_wait_after=True)
        elif last is not None and shown.in_a_form:
            # Enter does nothing in a form of two fields without a button.
            controls.nth(last).evaluate("field => field.form.requestSubmit()")

    def _moved_on(self, before: list[Shown]) -> bool:
        now = self.read()
        seen = [(one.step, one.document) for one in before]
        return bool(now) and [(one.step, one.document) for one in now] != seen
