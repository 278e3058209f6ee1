"""The cookies of a browser, as requests and scripts need them.

As in browsers, a host keeps so many, and those go first that were not sent or set for the longest
time (RFC 6265 sections 5.3 and 6.1).
"""

import re
from collections.abc import Iterator, Mapping
from copy import copy
from http import cookiejar
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request
from weakref import WeakKeyDictionary

import httpx

from fakes.wire.loopback import is_loopback

MOST_COOKIES = 180
# What a host without a dot is called by the standard library.
LOCAL = ".local"
# Of the last century, where a cookie ends before it began.
SHORT_YEAR = re.compile(r"(\d{1,2}-[A-Za-z]{3}-)([7-9]\d)(?!\d)")


class PolicyOfBrowsers(cookiejar.DefaultCookiePolicy):
    """Secure cookies are sent to this machine by plain http too, as browsers send them.

    Which connections are secure is theirs to say: RFC 6265, section 5.4. A cookie that names no
    domain is for its own host alone, as the same section says.
    """

    def __init__(self) -> None:
        super().__init__(strict_ns_domain=self.DomainStrictNonDomain)
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
        setting = response.headers.get_list("set-cookie")[-MOST_COOKIES:]
        asked = response.request
        # One by one: what a header ends, the one before it may have begun.
        for header in filter(None, (as_browsers_read(one, asked.url.host) for one in setting)):
            one = httpx.Response(200, headers=[(b"set-cookie", header.encode())], request=asked)
            self.cookies.extract_cookies(one)
        if setting:
            self.kept.drop_unused(MOST_COOKIES)

    def set(self, name: str, value: str, domain: str, path: str) -> None:
        self.cookies.set(name, value, domain, path)

    def keep(self, told: Mapping[str, Any]) -> None:
        """Takes a cookie as a browser's profile has it, with all that was said of it."""
        domain = told["domain"] if "." in told["domain"] else told["domain"] + LOCAL
        expires = int(told["expires"]) if told.get("expires", -1) > 0 else None
        rest = {"HttpOnly": ""} if told["httpOnly"] else {}
        self.kept.set_cookie(
            cookiejar.Cookie(
                version=0,
                name=told["name"],
                value=told["value"],
                port=None,
                port_specified=False,
                domain=domain,
                domain_specified=domain.startswith("."),
                domain_initial_dot=domain.startswith("."),
                path=told["path"],
                path_specified=True,
                secure=told["secure"],
                expires=expires,
                discard=expires is None,
                comment=None,
                comment_url=None,
                rest=rest | ({"SameSite": told["sameSite"]} if told.get("sameSite") else {}),
            )
        )

    def drop(self, told: Mapping[str, Any]) -> None:
        """Forgets a cookie that a profile had and has no more."""
        domains = (told["domain"], told["domain"] + LOCAL)
        for one in list(self.kept):
            if one.domain in domains and (one.name, one.path) == (told["name"], told["path"]):
                self.kept.clear(one.domain, one.path, one.name)

    def goes_to(self, url: str) -> bool:
        """Whether a request to `url` would carry a cookie."""
        request = Request(url)  # noqa: S310 - it is never opened
        self.kept.add_cookie_header(request)
        return request.has_header("Cookie")

    @property
    def names(self) -> list[str]:
        """The names of all cookies that are kept."""
        return [cookie.name for cookie in self.kept]

    def copied(self, *without: str) -> "CookieJar":
        """Another browser's, with the same cookies but those called `without`."""
        other = CookieJar()
        for cookie in self.kept:
            if cookie.name not in without:
                other.kept.set_cookie(copy(cookie))
        return other

    def for_scripts(self, page: str) -> list[dict[str, Any]]:
        """The cookies as a browser's profile takes them, each with all that was said of it.

        `page` is the URL of the one that will see them.
        """
        host = urlsplit(page).hostname or ""
        return [_for_profile(cookie, host) for cookie in self.kept if not cookie.is_expired()]


def as_browsers_read(header: str, host: str) -> str:
    """A Set-Cookie header from `host` as the standard library has to see it to do as browsers.

    Empty if no browser keeps the cookie: one whose name begins with `__Host-` or `__Secure-`, and
    which is not what that says (RFC 6265bis section 4.1.3).
    """
    pair, *rest = header.split(";")
    parted = (one.partition("=") for one in rest)
    attributes = [(name.strip().lower(), value.strip()) for name, _, value in parted]
    prefix = pair.strip().lower()
    said = dict(attributes)
    if prefix.startswith(("__host-", "__secure-")) and "secure" not in said:
        return ""
    if prefix.startswith("__host-") and ("domain" in said or said.get("path") != "/"):
        return ""
    kept = (f"{name}={value}" if value else name for name, value in kept_of(attributes, host))
    return "; ".join([pair, *kept])


def kept_of(attributes: list[tuple[str, str]], host: str) -> Iterator[tuple[str, str]]:
    """The attributes that count (RFC 6265 sections 5.1.1, 5.2.4 and 5.3)."""
    for name, value in attributes:
        if name == "domain" and "." not in host and value.lstrip(".").lower() == host.lower():
            continue  # a host without a dot is its own domain, and nobody else's
        if name == "path" and not value.startswith("/"):
            continue
        yield name, SHORT_YEAR.sub(r"\g<1>19\2", value) if name == "expires" else value


def _for_profile(cookie: cookiejar.Cookie, host: str) -> dict[str, Any]:
    told = {
        "name": cookie.name,
        "value": cookie.value or "",
        "domain": host if cookie.domain == host + LOCAL else cookie.domain,
        "path": cookie.path,
        "secure": cookie.secure,
        "httpOnly": _said(cookie, "HttpOnly") is not None,
        "expires": -1 if cookie.expires is None else cookie.expires,
    }
    same_site = (_said(cookie, "SameSite") or "").capitalize()
    return told | ({"sameSite": same_site} if same_site in ("Strict", "Lax", "None") else {})


def _said(cookie: cookiejar.Cookie, attribute: str) -> str | None:
    """What a Set-Cookie header says of an attribute in any spelling; None if it does not name it.

    The standard library keeps those that it does not know as they were written.
    """
    for spelled in (attribute, attribute.lower(), attribute.upper(), attribute.capitalize()):
        if cookie.has_nonstandard_attr(spelled):
            return cookie.get_nonstandard_attr(spelled) or ""
    return None
