"""What UserInfo answers (Core 5.3)."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from fakes.attacks.forging import ABSENT, userinfo
from fakes.people import BOB
from fakes.wire.request import Request
from suites.application.application import Application
from suites.application.attacks import where_after
from suites.checks.check import check
from suites.checks.words import CRITICAL, MEDIUM, MUST
from suites.op.memory import remembered
from suites.verdicts.expect import Mismatch, NotApplicable

userinfo_check = partial(
    check,
    spec="core:5.3.2",
    level=MUST,
    severity=CRITICAL,
    needs="code",
    remedy="Compare sub of the UserInfo response with that of the ID Token, and use nothing of it "
    "where they differ.",
)


@remembered
def userinfo_requests(app: Application) -> list[Request]:
    """Those of an honest login. Raises NotApplicable if there are none."""
    app.honest()
    asked = app.provider.asked("userinfo")
    if not asked:
        raise NotApplicable("The application does not ask UserInfo.")
    return asked


def expect_unused(app: Application, told: Iterable[dict[str, Any]]) -> None:
    """Alice is not shown as what UserInfo tells in her place; she may be in by the ID Token alone.

    Raises Mismatch, NotRun if an honest login does not work.
    """
    app.presume_honest()
    for claims in told:
        attack = userinfo(**claims)
        shown = app.page_of(app.attempt(attack).browser)
        used = [BOB.claims[name] for name in ("email", "name") if BOB.claims[name] in shown]
        if used:
            raise Mismatch("nothing of it", used[0], where_after([attack]))
    app.honest()


@userinfo_check("rp-userinfo/other-subject")
def test_userinfo_about_another_user_is_not_used(app: Application) -> None:
    """Tokens that were swapped make one user of two."""
    userinfo_requests(app)
    expect_unused(app, [BOB.claims])


@userinfo_check("rp-userinfo/no-subject")
def test_userinfo_about_nobody_is_not_used(app: Application) -> None:
    """Sub is always there; what is without it is no UserInfo response."""
    userinfo_requests(app)
    expect_unused(app, [BOB.claims | {"sub": value} for value in (ABSENT, "", [], None)])


@check(
    "rp-userinfo/bearer-header",
    spec=["rfc6750:2.1", "rfc6750:2.3"],
    level=MUST,
    severity=MEDIUM,
    needs="code",
    remedy="Send the access token in the Authorization header.",
)
def test_the_access_token_travels_in_no_url(app: Application) -> None:
    """URLs are logged on the way."""
    for request in userinfo_requests(app):
        if "access_token" in dict(request.query):
            raise Mismatch("no access_token", "access_token", "UserInfo request, query")
