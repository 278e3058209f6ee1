"""What the token endpoint answers (Core 3.1.3.3, RFC 6749 section 5)."""

from functools import partial

from fakes.attacks.answers import ErrorForTokens, HtmlForTokens
from fakes.attacks.forging import ABSENT, token_response
from fakes.attacks.signatures import a_word
from suites.application.application import Application
from suites.application.attacks import expect_each_refused, expect_refused
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable

tokens_check = partial(
    check,
    spec=["core:3.1.3.3", "core:3.1.3.5"],
    level=MUST,
    severity=CRITICAL,
    needs="code",
    remedy="Sign nobody in but by a valid ID Token; UserInfo only adds to it.",
)


@tokens_check("rp-token/no-id-token", needs="token-endpoint")
def test_nobody_is_signed_in_without_an_id_token(app: Application) -> None:
    """An access token says what may be done, not who is there."""
    if app.target.auth_method == "hybrid":
        raise NotApplicable("By the hybrid flow the browser brings an ID Token beside the code.")
    values = (ABSENT, "", None)
    expect_each_refused(app, [token_response(id_token=value) for value in values])


@tokens_check("rp-token/no-way-round", spec=["core:3.1.3.7", "core:5.3.2"])
def test_userinfo_does_not_make_up_for_a_bad_id_token(app: Application) -> None:
    """An application that falls back to UserInfo judges no ID Token at all."""
    expect_refused(app, a_word())


@tokens_check("rp-token/page", severity=HIGH, needs="token-endpoint")
def test_a_page_in_place_of_tokens_signs_nobody_in(app: Application) -> None:
    """A proxy's error page is no token."""
    expect_refused(app, HtmlForTokens)


@tokens_check(
    "rp-token/error", spec="rfc6749:5.2", level=SHOULD, severity=MEDIUM, needs="token-endpoint"
)
def test_an_error_of_the_token_endpoint_signs_nobody_in(app: Application) -> None:
    """What the provider refused is not what it says beside it."""
    expect_refused(app, ErrorForTokens)


@tokens_check("rp-token/one-exchange", spec="rfc6749:4.1.2", severity=HIGH)
def test_a_response_that_is_brought_twice_is_exchanged_once(app: Application) -> None:
    """The second use of a code makes a provider revoke the tokens of the first."""
    visit = app.honest()
    app.bring(visit.browser, visit.response)
    asked = len(app.provider.asked("token"))
    if asked > 1:
        raise Mismatch("one token request", asked, "token requests for one code")
