"""Access tokens that are JWTs: RFC 9068, RFC 8725 sections 3.11 and 3.12."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import audiences
from suites.protocol.tokens.access_tokens import WHERE, jwt_access_token
from suites.verdicts.expect import NotApplicable, Tolerated, expect, presuming

TYPES = ("at+jwt", "application/at+jwt")
REQUIRED = ("iss", "exp", "aud", "sub", "client_id", "iat", "jti")
MAPPING = "Let the provider issue access tokens as RFC 9068 describes them."


def type_of(token: Jwt) -> str:
    return str(token.header.get("typ", "")).lower()


@check(
    "token/jwt-signed",
    spec=["rfc9068:2.1", "rfc8725:3.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Sign access tokens with an asymmetric algorithm.",
)
def test_an_access_token_that_is_a_jwt_is_signed(op: Op) -> None:
    """An unsigned token can be written by anybody, for any user."""
    token = jwt_access_token(op)
    signed = str(token.header.get("alg", "none")).lower() != "none" and token.raw[-1] != "."
    expect(signed, "a signature", "none", where=f"{WHERE}, alg")


@check(
    "token/jwt-distinct",
    spec=["rfc8725:3.12", "rfc9068:5"],
    level=MUST,
    severity=HIGH,
    remedy="Give access tokens the typ at+jwt, or an audience that is not the client.",
)
def test_an_access_token_cannot_be_taken_for_an_id_token(op: Op) -> None:
    """An API that is given an access token could log in with it as the user elsewhere."""
    token = jwt_access_token(op)
    audience = audiences(token.claims) if "aud" in token.claims else []
    typed = type_of(token) not in ("", "jwt")
    alike = token.claims.get("iss") == op.target.issuer and op.target.client_id in audience
    told = "the type and the audience of an ID Token"
    nonce = op.login_with_access_token().request.nonce
    if alike and not typed and token.claims.get("nonce") != nonce:
        why = "Only clients that compare the nonce refuse it."
        raise Tolerated("another type or audience", told, WHERE, why)
    expect(typed or not alike, "another type or audience", told, where=WHERE)


@check(
    "token/jwt-claims",
    spec="rfc9068:2.2",
    level=MUST,
    severity=MEDIUM,
    remedy=MAPPING,
)
def test_an_access_token_of_the_type_at_jwt_has_the_claims_of_its_profile(op: Op) -> None:
    """An API that relies on the profile cannot tell for whom and for what the token is."""
    token = jwt_access_token(op)
    if type_of(token) not in TYPES:
        raise NotApplicable("The access token does not say that it follows RFC 9068.")
    missing = [name for name in REQUIRED if name not in token.claims]
    expect(not missing, ", ".join(REQUIRED), f"without {', '.join(missing)}", where=WHERE)


@check(
    "token/jwt-issuer",
    spec=["rfc9068:2.2", "rfc9068:4"],
    level=MUST,
    severity=MEDIUM,
    remedy=MAPPING,
)
def test_an_access_token_of_the_type_at_jwt_names_the_issuer(op: Op) -> None:
    """An API must compare it with the issuer that it trusts, and refuses every token."""
    token = jwt_access_token(op)
    if type_of(token) not in TYPES:
        raise NotApplicable("The access token does not say that it follows RFC 9068.")
    with presuming():
        told = token.claims["iss"]
    expect(told == op.target.issuer, op.target.issuer, told, where=f"{WHERE}, iss")
