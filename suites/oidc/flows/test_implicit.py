"""The implicit flow by fragment, and its access token (Core 3.2.2, RFC 6749 4.2.2)."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.oidc.flows.lifetimes import expect_lifetime
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import stranger
from suites.protocol.authorization.responses import expect_success, presume_decided
from suites.verdicts.expect import Document, NotRun, expect, expect_equal, presuming

WHERE = "authorization response"
BOTH = "implicit-with-access-token"


@check(
    "flow/implicit-id-token",
    spec=["core:3.2.2.5", "wandb"],
    level=MUST,
    severity=CRITICAL,
    needs="implicit",
    remedy="Let the provider send an ID Token with response_type=id_token.",
)
def test_the_implicit_flow_brings_an_id_token(op: Op) -> None:
    """Nobody gets into the application when its auth method is implicit."""
    op.login("implicit").tokens.string("id_token")


@check(
    "flow/implicit-fragment",
    spec=["core:3.2.2.5", "multiple:3"],
    level=MUST,
    severity=MEDIUM,
    needs="implicit",
    remedy="Let the provider use the fragment where a request names no response_mode.",
)
def test_without_response_mode_the_id_token_comes_in_the_fragment(op: Op) -> None:
    """In a query the ID Token ends up in histories, logs and Referer headers."""
    op.login("implicit")
    _, landing = op.authorize("implicit", response_mode=None)
    expect_success(landing)
    expect_equal(landing.mode, "fragment", where=f"{WHERE}, response mode")


@check(
    "flow/implicit-not-in-query",
    spec="multiple:3",
    level=MUST,
    severity=HIGH,
    needs="implicit",
    remedy="Let the provider refuse response_mode=query for tokens.",
)
def test_response_mode_query_delivers_no_id_token_in_the_query(op: Op) -> None:
    """In a query the ID Token ends up in histories, logs and Referer headers."""
    op.login("implicit")
    _, landing = op.authorize("implicit", response_mode="query")
    presume_decided(landing)
    exposed = landing.mode == "query" and "id_token" in landing.params
    expect(not exposed, "a refusal", "an ID Token in the query", where=WHERE)


@check(
    "flow/implicit-error-in-fragment",
    spec="core:3.2.2.6",
    level=MUST,
    severity=LOW,
    needs="implicit",
    remedy="Let the provider put errors where it would put the tokens.",
)
def test_without_response_mode_an_error_comes_in_the_fragment(op: Op) -> None:
    """Scripts that wait for the fragment wait for ever."""
    op.login("implicit")
    _, landing = stranger(op, "implicit", response_mode=None, prompt="none")
    if "error" not in landing.params:
        raise NotRun(f"The application got no error response: {outcome_in_words(landing)}.")
    expect_equal(landing.mode, "fragment", where="authorization error response, response mode")


@check(
    "flow/implicit-id-token-alone",
    spec=["core:3.2.2.5", "multiple:3"],
    level=SHOULD,
    severity=MEDIUM,
    needs="implicit",
    remedy="Let the provider send only the ID Token where only that was asked for.",
)
def test_response_type_id_token_brings_nothing_else(op: Op) -> None:
    """Tokens that nobody asked for travel through the browser, where they can be stolen."""
    params = op.login("implicit").landing.params
    more = [name for name in ("code", "access_token", "refresh_token") if name in params]
    expect(not more, "an ID Token alone", f"also {', '.join(more)}", where=WHERE)


@check(
    "flow/implicit-access-token",
    spec="core:3.2.2.5",
    level=MUST,
    severity=MEDIUM,
    needs=BOTH,
    remedy="Let the provider send the access token with response_type=id_token token.",
)
def test_response_type_id_token_token_brings_an_access_token(op: Op) -> None:
    """Applications that call UserInfo or an API have nothing to call it with."""
    token_response(op).string("access_token")


@check(
    "flow/implicit-token-fragment",
    spec=["core:3.2.2.5", "multiple:5"],
    level=MUST,
    severity=MEDIUM,
    needs=BOTH,
    remedy="Let the provider use the fragment where a request names no response_mode.",
)
def test_without_response_mode_the_access_token_comes_in_the_fragment(op: Op) -> None:
    """In a query the access token ends up in histories, logs and Referer headers."""
    with presuming():
        token_response(op).string("access_token")
    _, landing = op.authorize("implicit", response_type="id_token token", response_mode=None)
    expect_success(landing)
    expect_equal(landing.mode, "fragment", where=f"{WHERE}, response mode")


@check(
    "flow/implicit-token-type",
    spec=["core:3.2.2.5", "rfc6749:4.2.2"],
    level=MUST,
    severity=LOW,
    needs=BOTH,
    remedy="Let the provider say token_type=Bearer with the access token.",
)
def test_token_type_of_the_implicit_access_token_is_bearer(op: Op) -> None:
    """Applications do not know how to use the token."""
    kind = token_response(op).string("token_type").lower()
    expect_equal(kind, "bearer", where=f"{WHERE}, token_type")


@check(
    "flow/implicit-expires-in",
    spec=["core:3.2.2.5", "rfc6749:4.2.2"],
    level=SHOULD,
    severity=LOW,
    needs=BOTH,
    remedy="Let the provider say expires_in with the access token.",
)
def test_expires_in_of_the_implicit_access_token_is_a_number(op: Op) -> None:
    """Applications do not know when to renew the token."""
    expect_lifetime(token_response(op), where=WHERE)


@check(
    "flow/implicit-no-refresh-token",
    spec="rfc6749:4.2.2",
    level=MUST,
    severity=HIGH,
    needs=BOTH,
    remedy="Let the provider give refresh tokens at the token endpoint only.",
)
def test_the_implicit_flow_brings_no_refresh_token(op: Op) -> None:
    """A refresh token in a browser's history works for weeks."""
    found = "refresh_token" in token_response(op)
    expect(not found, "no refresh token", "a refresh token", where=WHERE)


@check(
    "flow/response-type-order",
    spec="rfc6749:3.1.1",
    level=MUST,
    severity=LOW,
    needs=BOTH,
    remedy="Compare response types as sets of words.",
)
def test_the_order_of_words_in_response_type_does_not_matter(op: Op) -> None:
    """Whether a login works would depend on how a library sorts."""
    token_response(op)
    _, landing = op.authorize("implicit", response_type="token id_token")
    expect_success(landing)


def token_response(op: Op) -> Document:
    """What response_type=id_token token brought."""
    return op.login("implicit", response_type="id_token token").tokens
