"""What the provider says that it can do: response types, scopes, claims, algorithms, PKCE."""

from fakes.relying_party.party import METHODS
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.discovery.members import optional_list, required_list, response_types_of
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, Tolerated, expect, expect_contains

WHERE = "discovery document"
BY_A_KEY = ("private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth")


@check(
    "discovery/response-types",
    spec=["discovery:3", "core:3"],
    level=MUST,
    severity=HIGH,
    remedy="Publish response_types_supported with the flows that the provider has, 'code' first.",
)
def test_the_discovery_document_lists_a_response_type_of_openid_connect(op: Op) -> None:
    """A client that looks for its flow in the list finds none, and gives up."""
    offered = required_list(op, "response_types_supported")
    openid = [one for one in offered if {"code", "id_token"} & set(one.split())]
    wanted = "one with code or id_token"
    expect(bool(openid), wanted, offered, where=f"{WHERE}, response_types_supported")


@check(
    "discovery/response-type-of-the-application",
    spec=["discovery:3", "wandb"],
    level=MUST,
    severity=CRITICAL,
    remedy="Enable the flow at the provider, or choose the other OIDC_AUTH_METHOD: 'pkce' needs "
    "the response type code, 'implicit' needs id_token.",
)
def test_the_response_type_that_the_application_uses_is_offered(op: Op) -> None:
    """The provider refuses every authorization request of this application."""
    wanted = METHODS[op.target.auth_method]["response_type"]
    offered = [" ".join(sorted(one)) for one in response_types_of(op)]
    expect_contains(offered, wanted, where=f"{WHERE}, response_types_supported")


@check(
    "discovery/form-post",
    spec=["form-post:2", "discovery:3"],
    level=MUST,
    severity=HIGH,
    needs="application-uses-form_post",
    remedy="Enable form_post at the provider, or set OIDC_AUTH_METHOD to 'pkce'.",
)
def test_form_post_is_offered_if_the_application_uses_it(op: Op) -> None:
    """The tokens arrive in a fragment, which never reaches the application's server."""
    where = f"{WHERE}, response_modes_supported"
    if "response_modes_supported" not in op.discovery():
        reason = "A document without the member promises query and fragment only."
        raise Tolerated("contains 'form_post'", "no such member", where, reason)
    expect_contains(optional_list(op, "response_modes_supported"), "form_post", where=where)


@check(
    "discovery/subject-types",
    spec=["discovery:3", "core:8"],
    level=MUST,
    severity=MEDIUM,
    remedy="Publish subject_types_supported with 'public' or 'pairwise'.",
)
def test_the_discovery_document_lists_public_or_pairwise_subjects(op: Op) -> None:
    """An application cannot know whether other applications see the same `sub`."""
    offered = required_list(op, "subject_types_supported")
    where = f"{WHERE}, subject_types_supported"
    expect(bool({"public", "pairwise"} & set(offered)), "public or pairwise", offered, where=where)


@check(
    "discovery/id-token-algs",
    spec=["discovery:3", "core:15.1"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider sign ID Tokens with RS256, and list it.",
)
def test_rs256_is_among_the_id_token_algorithms(op: Op) -> None:
    """RS256 is the one algorithm that every client can verify."""
    offered = required_list(op, "id_token_signing_alg_values_supported")
    where = f"{WHERE}, id_token_signing_alg_values_supported"
    expect_contains(offered, "RS256", where=where)


@check(
    "discovery/id-token-alg-none",
    spec=["rfc8725:3.2", "discovery:3"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Switch off unsigned ID Tokens at the provider.",
)
def test_unsigned_id_tokens_are_not_offered(op: Op) -> None:
    """An unsigned ID Token can be written by anybody."""
    member = "id_token_signing_alg_values_supported"
    offered = optional_list(op, member)
    expect("none" not in offered, "no 'none'", offered, where=f"{WHERE}, {member}")


@check(
    "discovery/scopes-supported",
    spec="discovery:3",
    level=SHOULD,
    severity=LOW,
    remedy="Publish scopes_supported.",
)
def test_the_discovery_document_lists_scopes(op: Op) -> None:
    """An application that asks only for what is listed asks for nothing."""
    _ = op.discovery()["scopes_supported"]


@check(
    "discovery/scope-openid",
    spec=["discovery:3", "core:3.1.2.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Enable the scope openid, and list it.",
)
def test_openid_is_among_the_scopes(op: Op) -> None:
    """Without openid there is no ID Token: the server speaks OAuth only."""
    offered = optional_list(op, "scopes_supported")
    expect_contains(offered, "openid", where=f"{WHERE}, scopes_supported")


@check(
    "discovery/scopes-of-the-application",
    spec=["discovery:3", "core:5.4", "wandb"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Enable the scopes that the application asks for, and list them.",
)
def test_the_scopes_that_the_application_asks_for_are_listed(op: Op) -> None:
    """A scope that is not offered is left out or refused: the user has no name and no address."""
    offered = optional_list(op, "scopes_supported")
    wanted = [scope for scope in op.target.profile.scopes if scope != "openid"]
    expect(
        set(wanted) <= set(offered),
        f"contains {', '.join(wanted)}",
        offered,
        where=f"{WHERE}, scopes_supported",
    )


@check(
    "discovery/claims-supported",
    spec="discovery:3",
    level=SHOULD,
    severity=LOW,
    remedy="Publish claims_supported.",
)
def test_the_discovery_document_lists_claims(op: Op) -> None:
    """Whoever sets up the application cannot see what the provider tells about a user."""
    _ = op.discovery()["claims_supported"]


@check(
    "discovery/claims-of-the-application",
    spec=["discovery:3", "core:5.4", "wandb"],
    level=MAY,
    severity=LOW,
    remedy="Map the named claims to attributes of the user at the provider, and list them.",
)
def test_the_claims_that_the_application_needs_are_listed(op: Op) -> None:
    """A claim that the provider does not have leaves the user without name or address."""
    offered = optional_list(op, "claims_supported")
    profile = op.target.profile
    wanted = ["sub", *profile.id_token_claims, *profile.claims]
    missing = [claim for claim in wanted if claim not in offered]
    told = f"not listed: {', '.join(missing)}"
    expect(not missing, f"contains {', '.join(wanted)}", told, where=f"{WHERE}, claims_supported")


@check(
    "discovery/code-challenge-methods",
    spec=["rfc9700:2.1.1", "rfc8414:2"],
    level=SHOULD,
    severity=MEDIUM,
    needs="code",
    remedy="Publish code_challenge_methods_supported; a client may otherwise leave PKCE out.",
)
def test_the_discovery_document_says_whether_pkce_is_supported(op: Op) -> None:
    """A missing list means no PKCE (RFC 8414): strict clients refuse, careless ones go without."""
    _ = op.discovery()["code_challenge_methods_supported"]


@check(
    "discovery/code-challenge-s256",
    spec=["rfc7636:4.2", "rfc9700:2.1.1"],
    level=MUST,
    severity=HIGH,
    needs="code",
    remedy="Enable the method S256, and list it.",
)
def test_s256_is_among_the_code_challenge_methods(op: Op) -> None:
    """With 'plain' the secret behind the challenge travels with the authorization request."""
    offered = optional_list(op, "code_challenge_methods_supported")
    expect_contains(offered, "S256", where=f"{WHERE}, code_challenge_methods_supported")


@check(
    "discovery/public-client-auth-method",
    spec=["rfc8414:2", "core:9"],
    level=MAY,
    severity=LOW,
    needs=["code", "public-client"],
    remedy="List 'none' in token_endpoint_auth_methods_supported: the application is a public "
    "client.",
)
def test_clients_without_a_secret_are_listed_if_the_application_is_one(op: Op) -> None:
    """A library that believes the list sends a secret that does not exist."""
    member = "token_endpoint_auth_methods_supported"
    where = f"{WHERE}, {member}"
    if member not in op.discovery():
        raise Mismatch("contains 'none'", "no such member: client_secret_basic only", where)
    expect_contains(optional_list(op, member), "none", where=where)


@check(
    "discovery/asymmetric-authentication",
    spec=["rfc9700:2.5", "core:9", "asvs:10.4.16"],
    level=SHOULD,
    severity=LOW,
    needs="confidential-client",
    remedy="Offer private_key_jwt, tls_client_auth or self_signed_tls_client_auth to clients.",
)
def test_a_client_may_prove_itself_by_a_key_of_its_own(op: Op) -> None:
    """A secret that both sides store leaks from both, and travels with each request."""
    member = "token_endpoint_auth_methods_supported"
    offered = optional_list(op, member) if member in op.discovery() else ["client_secret_basic"]
    wanted = f"one of {', '.join(BY_A_KEY)}"
    expect(bool(set(BY_A_KEY) & set(offered)), wanted, offered, where=f"{WHERE}, {member}")
