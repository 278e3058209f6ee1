"""What was sent comes back escaped, and secrets not at all: RFC 6749 section 10.14, CWE-209."""

from urllib.parse import quote

from fakes.relying_party.party import with_query
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MAY, MEDIUM, MUST
from suites.oidc.transport.odd_requests import missing_page
from suites.op.op import Op
from suites.protocol.authorization.requests import (
    MARKUP,
    expect_no_markup,
    presume_login_page,
    stranger,
)
from suites.protocol.tokens.bearer import GARBAGE, with_garbage
from suites.protocol.tokens.exchanges import NO_SUCH_CODE, exchanged, failed_basic, failed_exchange
from suites.verdicts.expect import expect, expect_none

ESCAPE = "Escape what a request says wherever a page shows it."
KEEP = "Take what was sent out of the error messages."
WRONG_SECRET = "ssoproof-no-such-secret"  # noqa: S105 - of nobody


@check(
    "authorization/parameters-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy=ESCAPE,
)
def test_markup_in_a_parameter_that_is_refused_is_escaped_on_the_page(op: Op) -> None:
    """A link to the provider could run a script on the page where users type their password."""
    presume_login_page(op)
    for name in ("response_type", "response_mode", "prompt", "max_age"):
        _, landing = stranger(op, **{name: MARKUP})
        if not landing.left:
            expect_no_markup(landing.reply, where=f"page for markup in {name}")


@check(
    "token/error-escaped",
    spec=["rfc6749:5.2", "rfc6749:10.14"],
    level=MUST,
    severity=MEDIUM,
    needs="code",
    remedy="Answer errors of the token endpoint as application/json, and escape them elsewhere.",
)
def test_markup_in_a_token_request_is_not_shown_as_a_page(op: Op) -> None:
    """A form of another site could have a script run at the provider's own origin."""
    exchanged(op)
    names = ("grant_type", "code", "redirect_uri", "client_id", "scope")
    reply = op.token_request([(name, MARKUP) for name in names])
    expect_no_markup(reply, where="token error response")


@check(
    "logout/parameters-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=HIGH,
    needs="end_session",
    remedy=ESCAPE,
)
def test_markup_in_a_logout_request_is_escaped_on_the_page(op: Op) -> None:
    """A link to the provider could run a script at the provider's own origin."""
    names = ("post_logout_redirect_uri", "state", "client_id", "logout_hint", "ui_locales")
    url = with_query(op.endpoint("end_session_endpoint"), [(name, MARKUP) for name in names])
    landing = op.new_browser().open(url, purpose=Purpose.LOGOUT_REQUEST, watch=op.target.host)
    if not landing.left:
        expect_no_markup(landing.reply, where="page for a logout request with markup")


@check(
    "transport/missing-page-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=HIGH,
    remedy=ESCAPE,
)
def test_markup_in_a_path_is_escaped_on_the_page(op: Op) -> None:
    """A link to the provider could run a script at the provider's own origin."""
    reply = missing_page(op, quote(MARKUP))
    expect_no_markup(reply, where="page that does not exist")


@check(
    "token/secret-not-echoed",
    spec="wstg:4.8.1",
    level=MAY,
    severity=HIGH,
    needs=["code", "client_secret_basic"],
    remedy=KEEP,
)
def test_a_wrong_secret_or_code_does_not_come_back(op: Op) -> None:
    """Errors end up in logs and tickets, and with them the secret that was nearly right."""
    replies = {WRONG_SECRET: failed_basic(op), NO_SUCH_CODE: failed_exchange(op)}
    echoed = [secret for secret, reply in replies.items() if secret in reply.text]
    expect_none(echoed, where="token error response, what was sent as a secret")


@check(
    "userinfo/token-not-echoed",
    spec="wstg:4.8.1",
    level=MAY,
    severity=MEDIUM,
    needs="userinfo",
    remedy=KEEP,
)
def test_a_wrong_access_token_does_not_come_back(op: Op) -> None:
    """Errors end up in logs and tickets, and with them tokens that are good elsewhere."""
    reply = with_garbage(op)
    told = f"{reply.header('www-authenticate')} {reply.text}"
    expect(GARBAGE not in told, "no token", "the token", where="UserInfo error response")
