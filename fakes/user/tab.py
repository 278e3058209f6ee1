"""One tab of Chromium whose every request is made by our HTTP client.

So a script's requests are led by the host map, bounded, recorded and redacted like any other, and
nothing can reach the application.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qsl, urldefrag, urljoin

from playwright.sync_api import BrowserContext, Request, Route
from playwright.sync_api import Error as PlaywrightError

from fakes.user.addresses import origin
from fakes.user.answering import Move
from fakes.user.browser import (
    MOST_REDIRECTS,
    REDIRECTS,
    Browser,
    Landing,
    RedirectLoop,
    landing_outside,
)
from fakes.user.buttons import Button
from fakes.user.shown import CONTROLS, READ_CONTROLS, Shown, shown_from
from fakes.wire.client import Reply
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose, loaded

PATIENCE_S = 20.0
QUIET_S = 1.5
POLL_MS = 40
MOST_TEXT = 500_000
LARGEST_PICTURE = 500_000
NEVER_NEEDED = ("image", "media", "font")
# What fulfilled responses must not repeat: the body is decoded, cookies are ours to keep.
NOT_PASSED_ON = ("content-length", "content-encoding", "transfer-encoding", "set-cookie")
PASSED_ON = ("accept", "content-type", "origin", "referer", "x-")


class Tab:
    """A page that is open; `landing` is where the user is."""

    def __init__(
        self,
        context: BrowserContext,
        browser: Browser,
        landing: Landing,
        watch: str,
        *,
        drawn: bool = False,
    ) -> None:
        """Images are fetched if the page is to be `drawn`."""
        self.landing = landing
        self._context = context
        self._browser = browser
        self._watch = watch
        self._left_out = tuple(kind for kind in NEVER_NEEDED if not drawn or kind != "image")
        self._known: dict[str, Reply] = {landing.reply.url: landing.reply}
        self._typed: list[str] = []
        self._trouble: Exception | None = None
        self._last_request = time.monotonic()
        context.route("**/*", self._answer_request)
        self._page = context.new_page()
        self._page.goto(landing.reply.url, wait_until="commit")

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
            found = self._page.locator(CONTROLS).evaluate_all(READ_CONTROLS)
            document = self._page.evaluate("performance.timeOrigin")
            return shown_from(found, self._page.url, document)
        return []

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

    def settle(self, done: Callable[[], bool]) -> None:
        """Waits until the user has left, `done`, or nothing has moved for a while.

        Raises ExchangeError.
        """
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self._page.wait_for_timeout(POLL_MS)
            if self._trouble is not None:
                raise self._trouble
            quiet = time.monotonic() - self._last_request > QUIET_S
            if self.landing.left or quiet or done():
                return

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
        self._last_request = time.monotonic()
        self.settle(lambda: self._moved_on(forms))

    def _answer(self, shown: Shown, filled: dict[str, str], button: Button | None) -> None:
        """Types `filled`, ticks boxes, and goes on by a button."""
        self._typed = shown.form.passwords_in(filled)
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

    def _answer_request(self, route: Route) -> None:
        request = route.request
        self._show_cookies_of_scripts()
        try:
            if request.is_navigation_request() and request.frame == self._page.main_frame:
                self._navigate(route, request)
            elif request.resource_type in self._left_out or self._leaves(request.url):
                route.abort()
            else:
                self._fulfill(route, self._fetch(request))
        except (ExchangeError, RedirectLoop) as trouble:
            if request.is_navigation_request():
                self._trouble = trouble
            with suppress(PlaywrightError):
                route.abort()
        except PlaywrightError:
            pass  # the page went away while its request was under way
        self._last_request = time.monotonic()

    def _navigate(self, route: Route, request: Request) -> None:
        reply = self._known.pop(urldefrag(request.url).url, None)
        if reply is None:
            self.landing = self._go(request)
            if self.landing.left:
                route.fulfill(status=204)
                return
            reply = self.landing.reply
            if reply.url != urldefrag(request.url).url:
                # Chromium must know the page by the URL where the redirects ended.
                self._known[reply.url] = reply
                self._show_cookies_of_responses(reply.url)
                target = reply.url.replace("&", "&amp;").replace('"', "&quot;")
                body = f'<meta http-equiv="refresh" content="0; url={target}">'
                route.fulfill(status=200, content_type="text/html", body=body)
                return
        self._fulfill(route, reply)

    def _go(self, request: Request) -> Landing:
        """Where a navigation of the page leads."""
        posted = request.method == "POST"
        pairs = parse_qsl(request.post_data or "", keep_blank_values=True) if posted else None
        if not self._leaves(request.url):
            return self._browser.open(
                request.url,
                purpose=Purpose.PAGE,
                form=pairs,
                passwords=self._typed,
                watch=self._watch,
                sender=self._browser.origin_of(self._page.url, request.url),
            )
        if pairs is not None:
            return Landing(url=request.url, reply=self.landing.reply, mode="form_post", pairs=pairs)
        return landing_outside(request.url, self.landing.reply)

    def _leaves(self, url: str) -> bool:
        return self._browser.leaves(url, self._watch)

    def _fetch(self, request: Request) -> Reply:
        """A script, a style sheet, or what a script asks for; redirects are followed."""
        method, url, body = request.method, request.url, request.post_data or ""
        headers = [
            (name, value) for name, value in request.headers.items() if name.startswith(PASSED_ON)
        ]
        for _ in range(MOST_REDIRECTS):
            reply = self._browser.client.send(
                method, url, purpose=loaded(request.resource_type), headers=headers, body=body,
                jar=self._browser.jar,
            )  # fmt: skip
            location = reply.header("location")
            if reply.status not in REDIRECTS or not location:
                return reply
            url = urldefrag(urljoin(url, location)).url
            if self._leaves(url):
                return replace(reply, status=204, body=b"")
            if reply.status not in (307, 308):
                method, body = "GET", ""
        raise RedirectLoop(f"more than {MOST_REDIRECTS} redirects, the last one to {url[:200]}")

    def _fulfill(self, route: Route, reply: Reply) -> None:
        self._show_cookies_of_responses(reply.url)
        names = {name.lower() for name, _ in reply.headers} - set(NOT_PASSED_ON)
        headers = {name: reply.header(name) for name in names}
        route.fulfill(status=reply.status, headers=headers, body=reply.body)

    def _show_cookies_of_responses(self, url: str) -> None:
        """Lets scripts see the cookies that the responses have set."""
        cookies = self._browser.jar.for_scripts(origin(url))
        with suppress(PlaywrightError):
            self._context.clear_cookies()
            self._context.add_cookies(cookies)

    def _show_cookies_of_scripts(self) -> None:
        """Keeps the cookies that scripts have set, for the requests that follow."""
        with suppress(PlaywrightError):
            for cookie in self._context.cookies():
                self._browser.jar.keep(
                    cookie["name"], cookie["value"], cookie["domain"], cookie["path"]
                )
