"""The cookies of a browser, as requests and scripts need them.

As in browsers, a host keeps so many, and those go first that were not sent or set for the longest
time (RFC 6265 sections 5.3 and 6.1).
"""

from http import cookiejar
from itertools import count
from urllib.parse import urlsplit
from urllib.request import Request
from weakref import WeakKeyDictionary

import httpx

from fakes.wire.loopback import is_loopback

MOST_COOKIES = 180


class PolicyOfBrowsers(cookiejar.DefaultCookiePolicy):
    """Secure cookies are sent to this machine by plain http too, as browsers send them.

    Which connections are secure is theirs to say: RFC 6265, section 5.4.
    """

    def __init__(self) -> None:
        super().__init__()
        self.used: WeakKeyDictionary[cookiejar.Cookie, int] = WeakKeyDictionary()
        self.turns = count()

    def use(self, cookie: cookiejar.Cookie) -> None:
        """It was set or sent just now."""
        self.used[cookie] = next(self.turns)

    def return_ok(self, cookie: cookiejar.Cookie, request: Request) -> bool:
        sent = super().return_ok(cookie, request)
        if sent:
            self.use(cookie)
        return sent

    def return_ok_secure(self, cookie: cookiejar.Cookie, request: Request) -> bool:
        host = urlsplit(request.full_url).hostname or ""
        return is_loopback(host) or super().return_ok_secure(cookie, request)


class KeptCookies(cookiejar.CookieJar):
    """Cookies that know when they were used."""

    def __init__(self) -> None:
        self.policy = PolicyOfBrowsers()
        super().__init__(self.policy)

    def set_cookie(self, cookie: cookiejar.Cookie) -> None:
        super().set_cookie(cookie)
        self.policy.use(cookie)

    def drop_unused(self, most: int) -> None:
        """Of the cookies of each host keep the `most` that were used last."""
        by_host: dict[str, list[cookiejar.Cookie]] = {}
        for one in self:
            by_host.setdefault(one.domain, []).append(one)
        for held in by_host.values():
            held.sort(key=self.policy.used.__getitem__)
            for one in held[:-most]:
                self.clear(one.domain, one.path, one.name)


class CookieJar:
    """The cookies of one browser."""

    def __init__(self) -> None:
        self.kept = KeptCookies()
        self.cookies = httpx.Cookies(self.kept)

    def take(self, response: httpx.Response) -> None:
        """Keeps what a response sets; of more than a host may keep, what came last."""
        pairs = response.headers.multi_items()
        setting = [pair for pair in pairs if pair[0] == "set-cookie"]
        if len(setting) > MOST_COOKIES:
            kept = httpx.Response(200, headers=setting[-MOST_COOKIES:], request=response.request)
            self.cookies.extract_cookies(kept)
        elif setting:
            self.cookies.extract_cookies(response)
        else:
            return
        self.kept.drop_unused(MOST_COOKIES)

    def set(self, name: str, value: str, domain: str, path: str) -> None:
        self.cookies.set(name, value, domain, path)

    def keep(self, name: str, value: str, domain: str, path: str) -> None:
        """Takes a cookie that a script has set, unless it is here already."""
        held = [(c.name, c.value, c.path) for c in self.cookies.jar]
        if (name, value, path) not in held:
            self.cookies.set(name, value, domain, path)

    def for_scripts(self, page: str) -> list[dict[str, object]]:
        """The cookies as a browser's profile takes them, for a page of the origin `page`."""
        host = urlsplit(page).hostname or ""
        return [
            {
                "name": cookie.name,
                "value": cookie.value or "",
                # The standard library calls a host without a dot HOST.local.
                "domain": host if cookie.domain == f"{host}.local" else cookie.domain,
                "path": cookie.path,
                "secure": cookie.secure,
                "httpOnly": cookie.has_nonstandard_attr("HttpOnly"),
            }
            for cookie in self.cookies.jar
        ]
