"""The requests of a tab of Chromium, each made by our HTTP client.

So a script's requests are led by the host map, bounded, recorded and redacted like any other, and
nothing can reach the application.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qsl, urldefrag, urljoin

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request, Route

from fakes.user.addresses import origin
from fakes.user.browser import (
    MOST_REDIRECTS,
    REDIRECTS,
    Browser,
    Landing,
    RedirectLoop,
    landing_outside,
)
from fakes.user.plain_forms import Sent
from fakes.user.tabs.assets import Asset, Assets
from fakes.user.tabs.profile import Profile
from fakes.user.tabs.watchdog import Watchdog
from fakes.wire.client import Headers, Reply
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose, loaded

NEVER_NEEDED = ("image", "media", "font")
# What is the same whoever loads it, and tells the provider nothing.
ASSETS = (*NEVER_NEEDED, "script", "stylesheet", "manifest", "texttrack")
# What fulfilled responses must not repeat: the body is decoded, cookies are ours to keep.
NOT_PASSED_ON = ("content-length", "content-encoding", "transfer-encoding", "set-cookie")
# Events of Playwright: the page was read, or is none.
PAGE_IS_KNOWN = ("domcontentloaded", "download")
# What one tab may load.
MOST_LOADED = 2_000
PASSED_ON = ("accept", "content-type", "origin", "referer", "x-")


class Traffic:
    """Answers a tab; `landing` is where its user is, `trouble` what kept them from a page.

    `sent` is what led away from each page that did nothing else: it called nobody, and set no
    cookie. While it `is_held` nothing is sent. `origins` are those of its pages and frames. A page
    `is_read` until Chromium knows all of it: what it does cannot have begun.
    """

    def __init__(
        self,
        page: Page,
        browser: Browser,
        landing: Landing,
        watch: str,
        assets: Assets,
        watchdog: Watchdog,
        left_out: Sequence[str],
    ) -> None:
        """`page` has a profile of its own. Requests for the kinds `left_out` are not answered."""
        self.landing = landing
        self.typed: list[str] = []
        self.trouble: Exception | None = None
        self.last_request = time.monotonic()
        self.origins: set[str] = set()
        self._loads = self._calls = 0
        self.sent: list[tuple[Landing, Sent]] = []
        self.is_held = self.is_read = False
        self.page = page
        self.profile = Profile(page.context, browser.jar)
        self._browser = browser
        self._watch = watch
        self._assets = assets
        self._watchdog = watchdog
        self._left_out = left_out
        self._known = {urldefrag(landing.reply.url).url: landing.reply}
        page.context.route("**/*", self._answer)
        for event in PAGE_IS_KNOWN:
            page.on(event, self._known_whole)

    def end(self) -> None:
        """The page is for somebody else."""
        self.page.context.unroute_all()
        for event in PAGE_IS_KNOWN:
            self.page.remove_listener(event, self._known_whole)

    def _known_whole(self, _: object) -> None:
        self.is_read = False
        self.last_request = time.monotonic()

    def go(self, browser: Browser, landing: Landing, watch: str) -> None:
        """The same user goes on at `landing`."""
        self._browser, self.landing, self._watch = browser, landing, watch
        self._known = {urldefrag(landing.reply.url).url: landing.reply}
        self.trouble, self.is_held = None, False
        self.last_request = time.monotonic()

    def _answer(self, route: Route) -> None:
        request = route.request
        try:
            if self.is_held or self._loads > MOST_LOADED:
                route.abort()
            elif request.is_navigation_request() and request.frame == self.page.main_frame:
                self._navigate(route, request)
            elif request.resource_type in self._left_out or self._leaves(request.url):
                route.abort()
            else:
                self._fulfill(route, self._loaded(request))
        except PlaywrightError:
            pass  # the page went away while its request was under way
        except Exception as trouble:  # noqa: BLE001 - raised again where the page is looked at
            if request.is_navigation_request() or not isinstance(trouble, ExchangeError):
                self.trouble = trouble
            with suppress(PlaywrightError):
                route.abort()
        self.last_request = time.monotonic()

    def _navigate(self, route: Route, request: Request) -> None:
        reply = self._known.pop(urldefrag(request.url).url, None)
        if reply is None:
            self.profile.take()
            self.landing = self._go(request)
            if self.landing.left:
                route.fulfill(status=204)
                return
            reply = self.landing.reply
            if reply.url != urldefrag(request.url).url:
                # Chromium must know the page by the URL where the redirects ended.
                self._known[reply.url] = reply
                self.profile.show(self.landing.reply.url)
                target = reply.url.replace("&", "&amp;").replace('"', "&quot;")
                body = f'<meta http-equiv="refresh" content="0; url={target}">'
                route.fulfill(status=200, content_type="text/html", body=body)
                return
        self._calls = self.profile.changes = 0
        self.is_read = True
        self._fulfill(route, reply)

    def _go(self, request: Request) -> Landing:
        """Where a navigation of the page leads."""
        posted = request.method == "POST"
        pairs = parse_qsl(request.post_data or "", keep_blank_values=True) if posted else None
        if not self._calls and not self.profile.changes:
            sent = Sent(request.method, urldefrag(request.url).url, pairs or [])
            self.sent.append((self.landing, sent))
        if not self._leaves(request.url):
            with self._watchdog.paused():
                return self._browser.open(
                    request.url,
                    purpose=Purpose.FORM if posted else Purpose.PAGE,
                    form=pairs,
                    passwords=self.typed,
                    watch=self._watch,
                    sender=self._browser.origin_of(self.page.url, request.url),
                )
        if pairs is not None:
            return Landing(url=request.url, reply=self.landing.reply, mode="form_post", pairs=pairs)
        return landing_outside(request.url, self.landing.reply)

    def _leaves(self, url: str) -> bool:
        return self._browser.leaves(url, self._watch)

    def _loaded(self, request: Request) -> Reply:
        """What a page loads: from what was loaded before, or from its server."""
        self._loads += 1
        url = urldefrag(request.url).url
        wanted = Asset(url, request.resource_type, request.headers.get("origin", ""))
        unknown = not self._browser.jar.goes_to(url)
        reply = self._assets.find(wanted, unknown=unknown) if request.method == "GET" else None
        if reply is None:
            self.profile.take()
            reply = self._fetch(request)
            if reply.url == url:
                self._assets.keep(wanted, reply, unknown=unknown)
        if request.resource_type not in ASSETS or reply.header_values("set-cookie"):
            self._calls += 1
        return reply

    def _fetch(self, request: Request) -> Reply:
        """A script, a style sheet, or what a script asks for; redirects are followed."""
        method, url, body = request.method, urldefrag(request.url).url, request.post_data or ""
        headers = [
            (name, value) for name, value in request.headers.items() if name.startswith(PASSED_ON)
        ]
        for _ in range(MOST_REDIRECTS):
            reply = self._send(method, url, loaded(request.resource_type), headers, body)
            location = reply.header("location")
            if reply.status not in REDIRECTS or not location:
                return reply
            url = urldefrag(urljoin(url, location)).url
            if self._leaves(url):
                return replace(reply, status=204, body=b"")
            if reply.status not in (307, 308):
                method, body = "GET", ""
        raise RedirectLoop(f"more than {MOST_REDIRECTS} redirects, the last one to {url[:200]}")

    def _send(self, method: str, url: str, purpose: Purpose, headers: Headers, body: str) -> Reply:
        """One exchange with the cookies of the browser. Raises ExchangeError."""
        with self._watchdog.paused():
            reply = self._browser.client.send(
                method, url, purpose=purpose, headers=headers, body=body, jar=self._browser.jar
            )
        self._browser.note_cookies(url, reply)
        return reply

    def _fulfill(self, route: Route, reply: Reply) -> None:
        self.profile.show(self.landing.reply.url)
        if route.request.is_navigation_request():
            self.origins.add(origin(route.request.url))
        names = {name.lower() for name, _ in reply.headers} - set(NOT_PASSED_ON)
        headers = {name: reply.header(name) for name in names}
        route.fulfill(status=reply.status, headers=headers, body=reply.body)
