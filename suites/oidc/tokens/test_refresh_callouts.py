"""Parameters of a refresh that a provider must not act on later: RFC 6749 section 3.2, CWE-918."""

from urllib.parse import urlsplit

from suites.checks.check import check
from suites.checks.words import HIGH, MUST, NOISY
from suites.op.op import Op
from suites.protocol.clients.callouts import presume_calls
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.refresh import WHERE, refresh, refresh_grant, refreshable, refreshed
from suites.verdicts.expect import expect, expect_decided, presuming

PATH = "/refresh-parameters"
# What products have stored with a session and called later, and what they fetch elsewhere.
BY_URL = ("callback_url", "client_session_state", "jku", "logo_uri", "request_uri", "webhook_url")


@check(
    "refresh/no-callback",
    spec="rfc6749:3.2",
    level=MUST,
    severity=HIGH,
    run_class=NOISY,
    remedy="Let the token endpoint ignore the parameters of a refresh that it does not know.",
    needs=["code", "registration", "pairwise"],
)
def test_the_provider_calls_no_url_that_a_refresh_names(op: Op) -> None:
    """Whoever has a token makes the provider send requests into its own network."""
    refreshable(op)
    with presuming():
        expect_tokens(refreshed(op).reply, WHERE)
    presume_calls(op)
    url = op.listener().publish(PATH, "{}")
    _, token = refresh_grant(op, "refresh with URLs")
    named = dict.fromkeys(BY_URL, url) | {"client_session_host": urlsplit(url).netloc + PATH}
    expect_decided(refresh(op, token, **named), "The token endpoint")
    called = op.listener().behind_answer(PATH)
    expect(not called, "no call", f"a call of {url}", where="refresh request")
