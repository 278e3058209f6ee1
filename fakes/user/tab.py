"""One tab of Chromium: what its user sees, types and presses."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError

from fakes.user.answering import Move
from fakes.user.assets import Assets
from fakes.user.browser import Browser, Landing
from fakes.user.buttons import Button
from fakes.user.page_time import PageTime
from fakes.user.plain_forms import Sent
from fakes.user.shown import CONTROLS, READ_CONTROLS, Shown, shown_from
from fakes.user.traffic import NEVER_NEEDED, Traffic

PATIENCE_S = 20.0
# How long nothing may move before nothing more is waited for; and before a page that is only
# looked at has its time made to pass.
QUIET_S = 1.5
LEAST_S = 0.3
POLL_MS = 40
MOST_TEXT = 500_000
LARGEST_PICTURE = 500_000


class Tab:
    """A page that is open."""

    def __init__(
        self,
        context: BrowserContext,
        browser: Browser,
        landing: Landing,
        watch: str,
        assets: Assets,
        *,
        drawn: bool = False,
    ) -> None:
        """Images are fetched if the page is to be `drawn`."""
        self._context = context
        self._browser = browser
        self._watch = watch
        self.traffic = Traffic(context, browser, landing, watch, assets)
        if drawn:
            self.traffic.left_out = tuple(kind for kind in NEVER_NEEDED if kind != "image")
        self._page = self.traffic.page
        self._session = context.new_cdp_session(self._page)
        self._held_at = 0
        self._time = PageTime(self._page, self._session)
        self._page.goto(landing.reply.url, wait_until="commit")

    @property
    def landing(self) -> Landing:
        """Where the user is."""
        return self.traffic.landing

    @property
    def can_go_on(self) -> bool:
        """Whether a user can do something here: not where the time of the page was made to pass."""
        return not self.landing.left and not self._time.is_ours

    def hold(self) -> None:
        """Leaves the tab open for who goes on there."""
        self.traffic.is_held = True
        self._held_at = self._moment()

    def resume(self, browser: Browser, landing: Landing, watch: str) -> bool:
        """Goes on where the tab was left, if it shows `landing` and nothing was sent since."""
        same = browser is self._browser and watch == self._watch
        if not same or landing.reply is not self.landing.reply or self._held_at != self._moment():
            return False
        self.traffic.is_held = False
        self.traffic.last_request = time.monotonic()
        self.traffic.profile.show()
        return True

    def _moment(self) -> int:
        """A moment of the run, by what was sent until then."""
        return len(self._browser.client.journal.entries)

    def close(self) -> None:
        """Ends it; what its page still wanted to load is not sent."""
        self.traffic.is_held = True
        self._context.close()

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

    def forms(self, *, to_look: bool = False) -> list[Shown]:
        """The forms, as soon as there are any; none if nothing has moved for a while.

        Raises ExchangeError. A page that replaces itself has none for a moment. Where the user is
        only `to_look`, and sees nothing, the time of the page is made to pass.
        """
        shown = self.read()

        def seen() -> bool:
            nonlocal shown
            shown = self.read()
            return bool(shown)

        if not shown:
            self.settle(seen, to_look=to_look)
        return shown

    def settle(self, done: Callable[[], bool], *, to_look: bool = False) -> None:
        """Waits until the user has left, `done`, or nothing has moved for a while.

        Raises ExchangeError.
        """
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self._page.wait_for_timeout(POLL_MS)
            still_s = time.monotonic() - self.traffic.last_request
            if self._is_at_an_end(done) or still_s > QUIET_S:
                return
            if to_look and (self._time.is_ours or still_s > LEAST_S) and not self._moves(done, end):
                return

    def _is_at_an_end(self, done: Callable[[], bool]) -> bool:
        if self.traffic.trouble is not None:
            raise self.traffic.trouble
        return self.landing.left or done()

    def _moves(self, done: Callable[[], bool], end: float) -> bool:
        """Whether anything moves on the page while its time passes."""
        before = self.traffic.requests
        return self._time.pass_by(
            QUIET_S, end, lambda: self.traffic.requests != before or self._is_at_an_end(done)
        )

    def make(self, move: Move, forms: list[Shown]) -> None:
        """Does what the user does on a page with these `forms`, and waits for what comes next.

        Raises ExchangeError.
        """
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
