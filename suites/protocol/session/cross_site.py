"""Forms that a page of another site sends: their Origin, and the cookies that go with them."""

from dataclasses import replace

from fakes.people import ATTACKER
from fakes.user.browser import Browser
from fakes.user.forms import Form
from suites.op.op import Op
from suites.protocol.session.cookies import cookies_of
from suites.verdicts.expect import Mismatch, Tolerated

WHY = (
    "Browsers keep the cookies of the session from other sites (SameSite), but not from other "
    "hosts of the same site."
)
TIED = ("lax", "strict")


def foreign(form: Form) -> Form:
    """The form on a page of an attacker's."""
    return replace(form, page=f"https://{ATTACKER}/")


def kept_at_home(browser: Browser) -> bool:
    """Whether no cookie of `browser` goes with a form of another site (RFC 6265bis 5.6.7)."""
    return all(one.attributes.get("samesite", "").lower() in TIED for one in cookies_of(browser))


def from_another_site(op: Op, browser: Browser) -> Browser:
    """A browser with those cookies of `browser` that go with a form of another site."""
    other = op.new_browser()
    for place in browser.visited:
        other.been_to(place)
    for cookie in cookies_of(browser):
        if cookie.attributes.get("samesite", "").lower() not in TIED:
            cookie.give(other)
    return other


def form_taken(browser: Browser, expected: str, told: str, where: str) -> Mismatch:
    """What to raise where a form of another site was taken from `browser`."""
    if kept_at_home(browser):
        return Tolerated(expected, told, where, WHY)
    return Mismatch(expected, told, where)
