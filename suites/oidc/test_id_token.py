"""The ID Token: Core sections 2, 3.1.3.7 and 3.2.2.11."""

from suites.check import CRITICAL, MUST, check
from suites.expect import expect_contains, expect_equal
from suites.op import Op


@check(
    "id-token/issuer",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set OIDC_ISSUER to the issuer that the provider puts into its ID Tokens.",
)
def test_iss_of_the_id_token_is_exactly_the_issuer(op: Op) -> None:
    """Otherwise one provider can speak in the name of another."""
    claims = op.login().id_token.claims
    expect_equal(claims["iss"], op.target.issuer, where="ID Token, iss")


@check(
    "id-token/audience",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set OIDC_CLIENT_ID to the client that the tokens are issued to.",
)
def test_aud_of_the_id_token_contains_the_client_id(op: Op) -> None:
    """A token for another client must not log anybody in here."""
    audience = op.login().id_token.claims["aud"]
    audiences = audience if isinstance(audience, list) else [audience]
    expect_contains(audiences, op.target.client_id, where="ID Token, aud")
