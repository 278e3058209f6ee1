"""What UserInfo answers (Core 5.3)."""

from functools import partial

from fakes.attacks.forging import ABSENT
from suites.application.application import Application
from suites.checks.check import check
from suites.checks.words import CRITICAL, MEDIUM, MUST
from suites.rp.tokens.userinfo import MARK, page_after, presume_userinfo_shown, userinfo_requests
from suites.verdicts.expect import Mismatch

userinfo_check = partial(
    check,
    spec="core:5.3.2",
    level=MUST,
    severity=CRITICAL,
    needs="code",
    remedy="Compare sub of the UserInfo response with that of the ID Token, and use nothing of it "
    "where they differ.",
)


def expect_unused(app: Application, *subs: object) -> None:
    """Nothing of a UserInfo response with such a `sub` is shown; the user may be in without it.

    Raises Mismatch, NotRun if an honest login does not work.
    """
    presume_userinfo_shown(app)
    app.presume_honest()
    for sub in subs:
        if MARK in page_after(app, sub=sub):
            told = "without sub" if sub is ABSENT else f"with sub {sub!r}"
            where = f"{app.target.whoami_url}, after UserInfo {told}"
            raise Mismatch("nothing of what it says", MARK, where)
    app.honest()


@userinfo_check("rp-userinfo/other-subject")
def test_userinfo_about_another_user_is_not_used(app: Application) -> None:
    """Tokens that were swapped make one user of two."""
    expect_unused(app, "somebody-else")


@userinfo_check("rp-userinfo/no-subject")
def test_userinfo_about_nobody_is_not_used(app: Application) -> None:
    """Sub is always there; what is without it is no UserInfo response."""
    expect_unused(app, ABSENT, "", [], None)


@check(
    "rp-userinfo/bearer-header",
    spec=["rfc9700:4.3.2", "rfc6750:2.3"],
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
