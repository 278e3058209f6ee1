"""The ID Token of the auth method that the application does not use, where the client may use it.

A provider often writes it in another place of its code, and whoever changes OIDC_AUTH_METHOD
finds out only then.
"""

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import (
    audiences,
    by_other_method,
    expect_standard_types,
    numeric_date,
)
from suites.protocol.signatures.signatures import expect_signature
from suites.verdicts.expect import expect, expect_contains, expect_equal, presuming

OTHER = "other-auth-method"
WHERE = "ID Token by the other auth method"


@check(
    "id-token/other-method-signature",
    spec=["core:2", "core:3.2.2.11"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider sign with a key that its jwks_uri publishes, in each flow.",
    needs=OTHER,
)
def test_the_id_token_by_the_other_auth_method_is_signed_by_a_published_key(op: Op) -> None:
    """In the front channel the signature is the only protection that the token has."""
    expect_signature(op, by_other_method(op).id_token, where=f"{WHERE}, signature")


@check(
    "id-token/other-method-issuer",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider use the same issuer in each flow.",
    needs=OTHER,
)
def test_iss_of_the_id_token_by_the_other_auth_method_is_the_issuer(op: Op) -> None:
    """Otherwise one provider can speak in the name of another."""
    claims = by_other_method(op).id_token.claims
    expect_equal(claims["iss"], op.target.issuer, where=f"{WHERE}, iss")


@check(
    "id-token/other-method-audience",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider issue the ID Token to the client that asked, in each flow.",
    needs=OTHER,
)
def test_aud_of_the_id_token_by_the_other_auth_method_contains_the_client_id(op: Op) -> None:
    """A token for another client must not log anybody in here."""
    found = audiences(by_other_method(op).id_token.claims)
    expect_contains(found, op.target.client_id, where=f"{WHERE}, aud")


@check(
    "id-token/other-method-nonce",
    spec=["core:2", "core:3.2.2.11"],
    level=MUST,
    severity=HIGH,
    remedy="Report to the provider's maker: the nonce must come back unchanged in each flow.",
    needs=OTHER,
)
def test_nonce_of_the_id_token_by_the_other_auth_method_is_the_one_of_the_request(op: Op) -> None:
    """In the front channel nothing else ties the token to this browser."""
    login = by_other_method(op)
    same = login.id_token.claims["nonce"] == login.request.nonce
    expect(same, "the nonce of the request", "another value", where=f"{WHERE}, nonce")


@check(
    "id-token/other-method-subject",
    spec="core:2",
    level=MUST,
    severity=HIGH,
    remedy="Let the provider take `sub` from the same source in each flow.",
    needs=OTHER,
)
def test_the_user_has_the_same_sub_by_both_auth_methods(op: Op) -> None:
    """Whoever changes OIDC_AUTH_METHOD would turn every user into a new one."""
    with presuming():
        own = op.login().id_token.claims.string("sub")
    other = by_other_method(op).id_token.claims["sub"]
    expect(own == other, "the sub of the own auth method", "another one", where=f"{WHERE}, sub")


@check(
    "id-token/other-method-not-expired",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Set the ID Token's lifetime at the provider to some minutes or hours, in each flow.",
    needs=OTHER,
)
def test_the_id_token_by_the_other_auth_method_has_not_expired_when_it_arrives(op: Op) -> None:
    """An expired token must be refused, so nobody can log in."""
    login = by_other_method(op)
    expires = numeric_date(login.id_token.claims, "exp")
    expect(expires > login.received_at, "in the future", "in the past", where=f"{WHERE}, exp")


@check(
    "id-token/other-method-claim-types",
    spec="core:5.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Mend the mapping of the claim at the provider, so that it has the type of Core 5.1.",
    needs=OTHER,
)
def test_the_standard_claims_in_the_id_token_by_the_other_auth_method_have_their_types(
    op: Op,
) -> None:
    """Without an access token all the claims come in the ID Token, and are read by type."""
    expect_standard_types(by_other_method(op).id_token.claims, where=WHERE)
