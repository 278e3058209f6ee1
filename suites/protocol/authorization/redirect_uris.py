"""Checks that are all alike: a URL that nobody registered is sent, and must not be led to.

Each is written as the function that makes the URL out of the registered one.
"""

from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urlsplit

from fakes.wire.loopback import is_loopback
from suites.checks.check import check, told_by
from suites.checks.words import MUST, SAFE, Level, RunClass, Severity
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_no_redirect
from suites.verdicts.expect import NotApplicable

EXACT = ("core:3.1.2.1", "rfc9700:2.1", "rfc9700:4.1.3")
REGISTER = (
    "Register the exact redirect URI of the application alone: no pattern, no prefix, no other "
    "form of it; if the provider compares more loosely than that, ask its vendor."
)
Make = Callable[[SplitResult], str | None]


def refused(
    identifier: str,
    *,
    severity: Severity,
    spec: Sequence[str] = EXACT,
    level: Level = MUST,
    remedy: str = REGISTER,
    needs: str | Sequence[str] = (),
    **request: str | None,
) -> Callable[[Make], Callable[[Op], None]]:
    """Makes a check of a function from the registered redirect URI to one that is not.

    The authorization request of a user who is logged in, with that URI and what `request` says,
    must lead nowhere.
    """

    def judge(op: Op, make: Make) -> None:
        wrong = make(urlsplit(op.target.redirect_uri))
        _, landing = op.authorize(browser=None, **request | {"redirect_uri": wrong})
        where = f"authorization request with {escaped('redirect_uri', wrong)}"
        expect_no_redirect(landing, op.target.redirect_uri, where=where)

    return unregistered(
        judge, identifier, spec=spec, level=level, severity=severity, remedy=remedy, needs=needs
    )


def unregistered(
    judge: Callable[[Op, Make], None],
    identifier: str,
    *,
    spec: Sequence[str],
    severity: Severity,
    remedy: str,
    level: Level = MUST,
    needs: str | Sequence[str] = (),
    run_class: RunClass = SAFE,
) -> Callable[[Make], Callable[[Op], None]]:
    """Makes a check of a function that makes a URL, with `judge` as the body of the check."""

    def mark(make: Make) -> Callable[[Op], None]:
        @told_by(make)
        def test(op: Op) -> None:
            judge(op, make)

        return check(
            identifier,
            spec=list(spec),
            level=level,
            severity=severity,
            remedy=remedy,
            needs=needs,
            run_class=run_class,
        )(test)

    return mark


def escaped(name: str, url: str | None) -> str:
    """A parameter in printable ASCII, so that letters that look alike can be told apart."""
    if url is None:
        return f"no {name}"
    return f"{name}={url.encode('unicode_escape').decode()}"


def needs_public_host(uri: SplitResult) -> None:
    """Raises NotApplicable on loopback, where RFC 8252 section 7.3 lets any port pass."""
    if is_loopback(uri.hostname or ""):
        raise NotApplicable("The application runs on loopback, where ports may differ.")
