"""What UserInfo answers (Core 5.3)."""

from functools import partial

from fakes.attacks.forging import ABSENT, userinfo
from fakes.wire.request import Request
from suites.application.application import Application
from suites.checks.check import check
from suites.checks.words import CRITICAL, MEDIUM, MUST
from suites.op.memory import remembered
from suites.verdicts.expect import Mismatch, NotApplicable, OutOfReach

userinfo_check = partial(
    check,
    spec="core:5.3.2",
    level=MUST,
    severity=CRITICAL,
    needs="code",
    remedy="Compare sub of the UserInfo response with that of the ID Token, and use nothing of it "
    "where they differ.",
)

MARK = "told-by-userinfo"
TOLD_BY_USERINFO = {
    "email": f"{MARK}@example.com",
    **dict.fromkeys(("name", "given_name", "nickname", "preferred_username"), MARK),
}


@remembered
def userinfo_requests(app: Application) -> list[Request]:
    """Those of an honest login. Raises NotApplicable if there are none."""
    app.honest()
    asked = app.provider.asked("userinfo")
    if not asked:
        raise NotApplicable("The application does not ask UserInfo.")
    return asked


def page_after(app: Application, **said: object) -> str:
    """What the application shows of its user, where UserInfo says so."""
    return app.page_of(app.attempt(userinfo(**TOLD_BY_USERINFO | said)).browser)


@remembered
def presume_userinfo_shown(app: Application) -> None:
    """Raises NotApplicable if the application does not ask UserInfo, OutOfReach if it shows not."""
    userinfo_requests(app)
    app.presume_honest()
    if MARK not in page_after(app):
        raise OutOfReach(f"What UserInfo says does not appear at {app.target.whoami_url}.")


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
