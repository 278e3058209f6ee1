"""What UserInfo answers (Core 5.3)."""

from functools import partial

from fakes.attacks.forging import ABSENT, userinfo
from suites.application.application import Application
from suites.application.attacks import expect_each_refused, expect_refused
from suites.checks.check import check
from suites.checks.words import CRITICAL, MEDIUM, MUST
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


def presume_userinfo(app: Application) -> None:
    """Raises NotApplicable if the application does not ask it."""
    app.honest()
    if not app.provider.asked("userinfo"):
        raise NotApplicable("The application does not ask UserInfo.")


@userinfo_check("rp-userinfo/other-subject")
def test_userinfo_about_another_user_is_not_used(app: Application) -> None:
    """Tokens that were swapped make one user of two."""
    presume_userinfo(app)
    expect_refused(app, userinfo(sub="somebody-else"))


@userinfo_check("rp-userinfo/no-subject")
def test_userinfo_about_nobody_is_not_used(app: Application) -> None:
    """Sub is always there; what is without it is no UserInfo response."""
    presume_userinfo(app)
    expect_each_refused(app, [userinfo(sub=value) for value in (ABSENT, "", [], None)])


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
    presume_userinfo(app)
    for request in app.provider.asked("userinfo"):
        if "access_token" in dict(request.query):
            raise Mismatch("no access_token", "access_token", "UserInfo request, query")
