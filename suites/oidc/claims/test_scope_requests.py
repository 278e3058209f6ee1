"""How a provider reads the scopes of a request: Core 3.1.2.1, RFC 6749 section 3.3."""

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.claims.standard_claims import SCOPE_CLAIMS
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_error_response, expect_success
from suites.verdicts.expect import NotApplicable, Tolerated, expect, expect_none, presuming

UNKNOWN = "ssoproof-no-such-scope"


@remembered
def unknown_scope(op: Op, method: str) -> tuple[AuthorizationRequest, Landing]:
    """The answer to a request with a scope that nobody knows beside the usual ones."""
    return op.authorize(method, scope=f"{op.rp.scopes} {UNKNOWN}")


@check(
    "claims/unknown-scope-ignored",
    spec=["core:3.1.2.1", "rfc6749:3.3"],
    level=SHOULD,
    severity=LOW,
    remedy="Ignore scopes that are unknown; until then ask only for scopes that are configured.",
)
def test_an_unknown_scope_is_ignored(op: Op) -> None:
    """An application that asks for one scope more than is configured lets nobody in."""
    expect_success(unknown_scope(op, op.target.auth_method)[1])


@check(
    "claims/unknown-scope-error",
    spec="rfc6749:4.1.2.1",
    level=MUST,
    severity=LOW,
    remedy="Answer a scope that is refused with error=invalid_scope at the redirect_uri.",
)
def test_a_refused_scope_is_answered_with_invalid_scope(op: Op) -> None:
    """The application cannot tell its operator which setting to change."""
    request, landing = unknown_scope(op, op.target.auth_method)
    if landing.left and "error" not in landing.params:
        raise NotApplicable("The provider ignores unknown scopes.")
    expect_error_response(landing, request, "invalid_scope")


@check(
    "claims/granted-scope-told",
    spec=["rfc6749:3.3", "rfc6749:5.1"],
    level=MUST,
    severity=LOW,
    needs="code",
    remedy="Name the granted scopes in the token response when they are not the ones asked for.",
)
def test_the_token_response_tells_which_scopes_were_granted(op: Op) -> None:
    """The application believes that it may do what it may not."""
    op.login("pkce")
    request, landing = unknown_scope(op, "pkce")
    if "code" not in landing.params:
        raise NotApplicable("The provider refuses unknown scopes.")
    where = "token response for an unknown scope"
    reply = op.exchange(request, landing.params["code"])
    with presuming():
        granted = op.json_of(reply, where).get("scope")
    expect(isinstance(granted, str), "a member scope", "none", where=where)
    if UNKNOWN in granted.split():
        why = "A provider may grant any scope, and then it tells so; this one nobody configured."
        raise Tolerated("only scopes that exist", granted, where, why)


@check(
    "claims/scope-order",
    spec="rfc6749:3.3",
    level=MUST,
    severity=LOW,
    remedy="Read `scope` as a set of words, whatever their order is.",
)
def test_the_order_of_scopes_does_not_matter(op: Op) -> None:
    """Applications that sort their scopes are refused."""
    backwards = " ".join(reversed(op.rp.scopes.split()))
    expect_success(op.authorize(scope=backwards)[1])


@check(
    "claims/scope-repeated",
    spec="rfc6749:3.3",
    level=MAY,
    severity=INFO,
    remedy="Read `scope` as a set of words, each of which may come twice.",
)
def test_a_scope_that_is_named_twice_counts_once(op: Op) -> None:
    """Applications that put scopes together from several settings are refused."""
    expect_success(op.authorize(scope=f"{op.rp.scopes} openid")[1])


@check(
    "claims/scope-not-granted",
    spec=["rfc6749:3.3", "core:5.4"],
    level=MUST,
    severity=MEDIUM,
    needs=["userinfo", "code"],
    remedy="Return claims of granted scopes only, not of all that were asked for.",
)
def test_a_scope_that_is_not_granted_brings_no_claims(op: Op) -> None:
    """An application takes by asking what its registration does not allow."""
    extra = beyond(op)
    reply = op.userinfo(token_without(op, extra))
    with presuming():
        claims = op.json_of(reply, "UserInfo response")
    found = [name for name in SCOPE_CLAIMS[extra] if name in claims]
    expect_none(found, where=f"UserInfo response, claims of the refused scope {extra}")


def token_without(op: Op, extra: str) -> str:
    """The access token of a login that asked for the scope `extra` and did not get it.

    Raises NotApplicable if it is refused altogether, or granted.
    """
    op.login("pkce")
    request, landing = op.authorize("pkce", scope=f"{op.rp.scopes} {extra}")
    if "code" not in landing.params:
        raise NotApplicable(f"The provider refuses the scope {extra}.")
    with presuming():
        tokens = op.json_of(op.exchange(request, landing.params["code"]), "tokens")
    granted = tokens.get("scope")
    if not isinstance(granted, str) or extra in granted.split():
        raise NotApplicable(f"The client is granted the scope {extra}.")
    with presuming():
        return tokens.string("access_token")


def beyond(op: Op) -> str:
    """A scope that the provider lists and the application has no use for."""
    listed = [scope for scope in ("phone", "address") if scope in op.listed("scopes_supported")]
    extra = [scope for scope in listed if scope not in op.target.profile.scopes]
    if not extra:
        raise NotApplicable("scopes_supported lists neither phone nor address.")
    return extra[0]
