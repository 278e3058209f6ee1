"""Members of the discovery document that have to agree with each other."""

from suites.checks.check import check
from suites.checks.words import INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.discovery.members import optional_list, response_types_of
from suites.op.op import Op
from suites.verdicts.expect import NotApplicable, Tolerated, expect, expect_contains

WHERE = "discovery document"
JWT_METHODS = {"client_secret_jwt", "private_key_jwt"}
AUTH_ALGS = "token_endpoint_auth_signing_alg_values_supported"
DYNAMIC_TYPES = ({"code"}, {"id_token"}, {"id_token", "token"})
NOT_SURELY_DYNAMIC = (
    "Required of providers that any client may register with; whether this one is such a "
    "provider does not follow from its registration_endpoint alone."
)


def grants_needed(types: list[frozenset[str]]) -> dict[str, bool]:
    """Whether any of the response types needs each grant type (Registration section 2)."""
    return {
        "authorization_code": any("code" in one for one in types),
        "implicit": any({"id_token", "token"} & one for one in types),
    }


@check(
    "discovery/grant-types-complete",
    spec=["discovery:3", "registration:2"],
    level=SHOULD,
    severity=LOW,
    remedy="List the grant types of all response types: authorization_code for code, implicit "
    "for id_token and token.",
)
def test_the_grant_types_cover_the_response_types(op: Op) -> None:
    """A client that goes by the grant types leaves out a flow that the provider offers."""
    granted = optional_list(op, "grant_types_supported")
    needed = [name for name, used in grants_needed(response_types_of(op)).items() if used]
    missing = [name for name in needed if name not in granted]
    where = f"{WHERE}, grant_types_supported"
    expect(not missing, f"contains {', '.join(needed)}", granted, where=where)


@check(
    "discovery/grant-types-usable",
    spec=["discovery:3", "registration:2"],
    level=SHOULD,
    severity=LOW,
    remedy="Take the grant type out, or offer a response type that uses it.",
)
def test_every_redirecting_grant_type_has_a_response_type(op: Op) -> None:
    """A client that goes by the grant types starts a flow that the provider refuses."""
    granted = optional_list(op, "grant_types_supported")
    needed = grants_needed(response_types_of(op))
    unused = [name for name, used in needed.items() if name in granted and not used]
    found = f"listed without a response type: {', '.join(unused)}"
    expect(not unused, "no such grant type", found, where=f"{WHERE}, grant_types_supported")


@check(
    "discovery/refresh-token-grant",
    spec=["discovery:3", "registration:2"],
    level=SHOULD,
    severity=LOW,
    needs="code",
    remedy="List refresh_token in grant_types_supported, or give no refresh tokens.",
)
def test_the_grant_type_refresh_token_is_listed_if_refresh_tokens_are_given(op: Op) -> None:
    """A client that goes by the grant types throws its refresh token away."""
    granted = optional_list(op, "grant_types_supported")
    if "refresh_token" not in op.login("pkce").tokens:
        raise NotApplicable("The login gave no refresh token.")
    expect_contains(granted, "refresh_token", where=f"{WHERE}, grant_types_supported")


@check(
    "discovery/dynamic-response-types",
    spec=["discovery:3", "core:15.2"],
    level=MUST,
    severity=LOW,
    needs="registration",
    remedy="Offer code, id_token and 'id_token token' to clients that register themselves.",
)
def test_a_dynamic_provider_offers_the_mandatory_response_types(op: Op) -> None:
    """A client that registers itself builds on these three."""
    offered = response_types_of(op)
    missing = [" ".join(sorted(one)) for one in DYNAMIC_TYPES if one not in offered]
    if missing:
        where = f"{WHERE}, response_types_supported"
        wanted = "code, id_token, id_token token"
        raise Tolerated(wanted, f"without {', '.join(missing)}", where, NOT_SURELY_DYNAMIC)


@check(
    "discovery/dynamic-grant-types",
    spec=["discovery:3", "core:15.2"],
    level=MUST,
    severity=LOW,
    needs="registration",
    remedy="Offer authorization_code and implicit to clients that register themselves.",
)
def test_a_dynamic_provider_offers_the_mandatory_grant_types(op: Op) -> None:
    """A client that registers itself builds on these two."""
    granted = optional_list(op, "grant_types_supported")
    missing = {"authorization_code", "implicit"} - set(granted)
    if missing:
        where = f"{WHERE}, grant_types_supported"
        wanted = "authorization_code, implicit"
        found = f"without {', '.join(sorted(missing))}"
        raise Tolerated(wanted, found, where, NOT_SURELY_DYNAMIC)


@check(
    "discovery/auth-signing-algs",
    spec=["rfc8414:2", "discovery:3"],
    level=MUST,
    severity=LOW,
    remedy=f"Publish {AUTH_ALGS} with RS256, or offer no *_jwt method.",
)
def test_jwt_client_authentication_comes_with_its_algorithms(op: Op) -> None:
    """A client that authenticates by a JWT cannot know how to sign it."""
    methods = JWT_METHODS & set(optional_list(op, "token_endpoint_auth_methods_supported"))
    if not methods:
        raise NotApplicable("No *_jwt method of client authentication is offered.")
    if AUTH_ALGS not in op.discovery():
        reason = "RFC 8414 requires it; OpenID Connect Discovery 1.0 alone makes it optional."
        listed = f"{AUTH_ALGS} for {', '.join(sorted(methods))}"
        raise Tolerated(listed, "no such member", WHERE, reason)


@check(
    "discovery/auth-signing-algs-none",
    spec=["discovery:3", "rfc8414:2"],
    level=MUST,
    severity=MEDIUM,
    remedy="Take 'none' out of the list, and refuse unsigned client assertions.",
)
def test_unsigned_client_assertions_are_not_offered(op: Op) -> None:
    """Anybody could authenticate as any client."""
    offered = optional_list(op, AUTH_ALGS)
    expect("none" not in offered, "no 'none'", offered, where=f"{WHERE}, {AUTH_ALGS}")


@check(
    "discovery/request-uri-flags",
    spec=["discovery:3", "core:6.2"],
    level=MAY,
    severity=INFO,
    remedy="Leave require_request_uri_registration out where request_uri is not supported.",
)
def test_request_uri_registration_is_required_only_where_request_uri_is_supported(op: Op) -> None:
    """One of the two flags is wrong, and a client cannot know which."""
    flags = ("request_uri_parameter_supported", "require_request_uri_registration")
    supported, required = (op.discovery().get(name) for name in flags)
    contradiction = supported is False and required is True
    found = ", ".join(f"{name} {str(op.discovery().get(name)).lower()}" for name in flags)
    expect(not contradiction, "flags that agree", found, where=WHERE)


@check(
    "discovery/request-object-algs",
    spec=["discovery:3", "core:6.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Add RS256 to request_object_signing_alg_values_supported.",
)
def test_rs256_is_among_the_request_object_algorithms(op: Op) -> None:
    """A client that can sign with RS256 only cannot send a request object."""
    member = "request_object_signing_alg_values_supported"
    expect_contains(optional_list(op, member), "RS256", where=f"{WHERE}, {member}")


@check(
    "discovery/encryption-pairs",
    spec=["discovery:3", "registration:2"],
    level=MAY,
    severity=INFO,
    remedy="Publish the *_encryption_alg_values_supported that belongs to each *_enc_* list.",
)
def test_content_encryption_is_listed_together_with_key_management(op: Op) -> None:
    """A client that wants encrypted tokens needs both algorithms."""
    lonely = [
        name
        for name in op.discovery()
        if name.endswith("_encryption_enc_values_supported")
        and name.replace("_enc_values_", "_alg_values_") not in op.discovery()
    ]
    expect(not lonely, "an *_alg_values_supported beside each", lonely, where=WHERE)
