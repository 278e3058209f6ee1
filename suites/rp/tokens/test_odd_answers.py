"""Token and UserInfo responses of another kind than they should be (RFC 6749 section 5)."""

from functools import partial

from fakes.attacks.elsewhere import called
from fakes.attacks.forging import token_response
from fakes.attacks.odd_answers import (
    COOKIE,
    LargeTokens,
    TokensElsewhere,
    TokensWithCookie,
    UnsignedUserInfo,
    unreadable_tokens,
)
from suites.application.application import Application
from suites.application.attacks import expect_each_refused
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.rp.tokens.userinfo import MARK, page_after, presume_userinfo_shown, userinfo_requests
from suites.verdicts.expect import Mismatch

odd_check = partial(
    check,
    spec="rfc6749:5.1",
    level=MUST,
    severity=HIGH,
    needs="code",
    remedy="Read a token response as one JSON object of HTTP 200 from the configured endpoint, of "
    "bounded size, and use a bearer token only as such.",
)
BROKE = 500
ANOTHER_TYPE = {"token_type": "ssoproof"}


@odd_check("rp-token/unreadable", level=SHOULD, needs="token-endpoint")
def test_a_token_response_that_is_no_json_object_signs_nobody_in(app: Application) -> None:
    """A parser that repairs what it reads reads what nobody wrote."""
    expect_each_refused(app, unreadable_tokens())


@odd_check("rp-token/redirect", spec=["rfc6749:3.2", "rfc9700:4.12"], level=SHOULD)
def test_code_and_secret_follow_no_redirect(app: Application) -> None:
    """Wherever the redirect leads, somebody gets the code, the verifier and the secret."""
    app.presume_honest()
    app.attempt(TokensElsewhere)
    if called(app.provider):
        raise Mismatch("no request", "the token request", "what was asked for after HTTP 307")


@odd_check("rp-token/large", level=SHOULD, severity=MEDIUM)
def test_a_large_token_response_breaks_nothing(app: Application) -> None:
    """One answer takes the application down for everybody."""
    app.presume_honest()
    status = app.attempt(LargeTokens).landing.reply.status
    app.honest()
    if status == BROKE and not breaks_by_refusal(app):
        raise Mismatch("a page", f"HTTP {status}", "after a token response of 2,000,000 characters")


def breaks_by_refusal(app: Application) -> bool:
    """Whether every token response that is refused ends so, whatever is wrong with it."""
    return app.attempt(unreadable_tokens()[0]).landing.reply.status == BROKE


@odd_check("rp-token/foreign-cookies", level=SHOULD, severity=MEDIUM)
def test_headers_of_a_token_response_do_not_reach_the_browser(app: Application) -> None:
    """The provider, or a proxy before it, sets the cookies of the application's own site."""
    app.presume_honest()
    browser = app.attempt(TokensWithCookie).browser
    if any(COOKIE in header for _, header in browser.cookies_set):
        raise Mismatch("no cookie of the provider's", COOKIE, "Set-Cookie of the application")


@odd_check("rp-token/token-type", spec="rfc6749:7.1", severity=LOW)
def test_an_access_token_of_an_unknown_type_is_not_used(app: Application) -> None:
    """What is no bearer token must not travel as one."""
    userinfo_requests(app)
    app.presume_honest()
    app.attempt(token_response(**ANOTHER_TYPE))
    if app.provider.asked("userinfo"):
        raise Mismatch("no request", "a UserInfo request", "after token_type ssoproof")


@odd_check("rp-userinfo/unsigned-jwt", spec="core:5.3.4", level=SHOULD, severity=MEDIUM)
def test_a_userinfo_response_that_nobody_signed_is_not_used(app: Application) -> None:
    """As with ID Tokens: what is a JWT counts by its signature."""
    presume_userinfo_shown(app)
    app.presume_honest()
    if MARK in page_after(app, UnsignedUserInfo):
        raise Mismatch("nothing of it", MARK, app.target.whoami_url)
