"""Checks that are all alike: a URL that nobody registered is sent, and must not be led to.

Each is written as the function that makes the URL out of the registered one.
"""

from collections.abc import Callable, Mapping
from typing import Unpack
from urllib.parse import SplitResult, urlsplit

from fakes.wire.loopback import is_loopback
from suites.checks.check import CheckFunction, Declared
from suites.checks.words import MUST
from suites.op.op import Op
from suites.protocol.alike import alike
from suites.protocol.authorization.responses import expect_no_redirect, is_response_at
from suites.verdicts.expect import NotApplicable, Tolerated

EXACT = ("core:3.1.2.1", "rfc9700:2.1", "rfc9700:4.1.3")
REGISTER = (
    "Register the exact redirect URI of the application alone: no pattern, no prefix, no other "
    "form of it; if the provider compares more loosely than that, ask its vendor."
)
Make = Callable[[SplitResult], str | None]
NOTHING: Mapping[str, str | None] = {}
USUAL: Declared = {"spec": EXACT, "level": MUST, "remedy": REGISTER}


def unregistered_redirect_uri(
    identifier: str,
    *,
    request: Mapping[str, str | None] = NOTHING,
    at_registered: str = "",
    **declared: Unpack[Declared],
) -> Callable[[Make], CheckFunction]:
    """Makes a check of a function from the registered redirect URI to one that is not.

    The authorization request of a user who is logged in, with that URI and what `request` says,
    must lead nowhere. With `at_registered`, which says why, a response at the registered URL is
    worth a warning at most.
    """

    def judge(op: Op, make: Make) -> None:
        wrong = make(urlsplit(op.target.redirect_uri))
        _, landing = op.authorize(browser=None, **{**request, "redirect_uri": wrong})
        where = f"authorization request with {escaped('redirect_uri', wrong)}"
        if at_registered and is_response_at(landing, op.target.redirect_uri):
            told = f"a response at the registered {op.target.redirect_uri}"
            raise Tolerated("an error page of the provider", told, where, at_registered)
        expect_no_redirect(landing, op.target.redirect_uri, where=where)

    return alike(judge, identifier, **(USUAL | declared))


def escaped(name: str, url: str | None) -> str:
    """A parameter in printable ASCII, so that letters that look alike can be told apart."""
    if url is None:
        return f"no {name}"
    return f"{name}={url.encode('unicode_escape').decode()}"


def needs_public_host(uri: SplitResult) -> None:
    """Raises NotApplicable on loopback, where RFC 8252 section 7.3 lets any port pass."""
    if is_loopback(uri.hostname or ""):
        raise NotApplicable("The application runs on loopback, where ports may differ.")
