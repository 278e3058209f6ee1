"""Cookies as a provider sets them, with the attributes that a cookie jar forgets (RFC 6265)."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from fakes.user.browser import Browser
from fakes.wire.cookies import CookieJar

How = Literal["link", "form", "frame"]

# The year of a date that says that a cookie is over, in each of its forms.
EPOCH = re.compile(r"[ -](?:19)?70 ")


@dataclass(frozen=True, slots=True)
class Cookie:
    """One Set-Cookie header; the names of attributes are in lower case."""

    name: str
    value: str
    host: str
    attributes: dict[str, str]

    @property
    def ends(self) -> bool:
        """Whether it removes the cookie."""
        age = self.attributes.get("max-age", "1")
        past = EPOCH.search(self.attributes.get("expires", ""))
        return not self.value or past is not None or age.startswith(("0", "-"))

    def goes_along(self, how: How) -> bool:
        """Whether it is sent where another site leads a browser by a link, a form or a frame.

        With a form also if it says nothing: it is new, and browsers make an exception for that.
        """
        said = self.attributes.get("samesite", "").lower()
        if said == "none":
            return "secure" in self.attributes
        if said in ("lax", "strict"):
            return said == "lax" and how == "link"
        return how != "frame"

    def give(self, browser: Browser) -> None:
        """Puts the cookie into another browser."""
        path = self.attributes.get("path", "/") or "/"
        browser.jar.set(self.name, self.value, self.host, path)


def cookies_of(browser: Browser, *, before_login: bool = False) -> list[Cookie]:
    """The cookies that a browser was given and still has, the last of each name and path.

    With `before_login` those that it had when its user was asked for a password.
    """
    found: dict[tuple[str, ...], Cookie] = {}
    last = browser.before_login if before_login else None
    for url, header in browser.cookies_set[:last]:
        cookie = read_cookie(url, header)
        if cookie.name:
            found[(cookie.host, cookie.name, cookie.attributes.get("path", ""))] = cookie
    return [cookie for cookie in found.values() if not cookie.ends]


def sent_from_elsewhere(browser: Browser, how: How) -> CookieJar:
    """The cookies that a browser sends where another site leads it (RFC 6265bis section 5.7)."""
    withheld = [one.name for one in cookies_of(browser) if not one.goes_along(how)]
    return browser.jar.copied(*withheld)


def read_cookie(url: str, header: str) -> Cookie:
    """A Set-Cookie header, read as browsers do (RFC 6265 section 5.2)."""
    pair, *rest = header.split(";")
    name, _, value = pair.partition("=")
    attributes = {}
    for one in rest:
        key, _, told = one.partition("=")
        attributes[key.strip().lower()] = told.strip()
    return Cookie(name.strip(), value.strip(), urlsplit(url).hostname or "", attributes)
