"""UserInfo as a signed JWT, for clients that registered for it: Core 5.3.2."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, INFO, MAY, MEDIUM, MUST, STATEFUL
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.protocol.clients.registration import presume_granted, registered, registration
from suites.protocol.signatures.id_tokens import audiences
from suites.protocol.signatures.signatures import algorithm_of, expect_signature
from suites.verdicts.expect import (
    expect,
    expect_contains,
    expect_equal,
    expect_in,
    expect_media_type,
    expect_status,
    presuming,
)

ALG = "userinfo_signed_response_alg"
NEEDS = ["userinfo", "registration", "signed-userinfo"]
WHERE = "signed UserInfo response"


def signing_client(op: Op) -> Op:
    """The provider, asked by a client that registered for signed responses.

    Raises NotApplicable if it was not registered for them.
    """
    presume_granted(registration(op, **{ALG: "RS256"}), ALG)
    return registered(op, **{ALG: "RS256"})


def signed_userinfo_reply(op: Op) -> Reply:
    """The response to such a client. Raises NotRun if not even the application gets one."""
    kinds = ("application/json", "application/jwt")
    with presuming():
        expect_in(op.userinfo_reply().media_type, kinds, where="UserInfo response")
    _ = op.claims_of_userinfo()
    reply = signing_client(op).userinfo_reply()
    with presuming():
        expect_status(reply, 200, where=WHERE)
    return reply


def userinfo_jwt(op: Op) -> Jwt:
    """The JWT of the response.

    Raises NotRun if it is something else, or if not even ID Tokens are signed as they should.
    """
    with presuming():
        expect_signature(op, op.login().id_token, where="ID Token, signature")
        return Jwt.parse(signed_userinfo_reply(op).text.strip(), WHERE)


@check(
    "userinfo/signed-media-type",
    spec="core:5.3.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let UserInfo answer clients that registered for signed responses with a JWT and "
    "Content-Type: application/jwt.",
)
def test_a_signed_userinfo_response_says_that_it_is_a_jwt(op: Op) -> None:
    """The client reads it as plain JSON, and fails or trusts what nobody signed."""
    expect_media_type(signed_userinfo_reply(op), "application/jwt", where=f"{WHERE}, Content-Type")


@check(
    "userinfo/signed-algorithm",
    spec=["core:5.3.2", "registration:2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let the provider sign UserInfo with the algorithm that the client registered for.",
)
def test_a_userinfo_response_is_signed_by_the_registered_algorithm(op: Op) -> None:
    """A client that takes only what it registered for refuses the response."""
    expect_equal(algorithm_of(userinfo_jwt(op)), "RS256", where=f"{WHERE}, alg")


@check(
    "userinfo/signed-signature",
    spec="core:5.3.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let the provider sign UserInfo with a key that its jwks_uri publishes.",
)
def test_the_signature_of_a_userinfo_response_is_by_a_published_key(op: Op) -> None:
    """The client refuses the claims, or trusts what anybody could have written."""
    expect_signature(op, userinfo_jwt(op), where=f"{WHERE}, signature")


@check(
    "userinfo/signed-issuer",
    spec="core:5.3.2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let signed UserInfo responses have the issuer as iss.",
)
def test_iss_of_a_signed_userinfo_response_is_the_issuer(op: Op) -> None:
    """A response of one provider could be passed off as another's."""
    expect_equal(userinfo_jwt(op).claims["iss"], op.target.issuer, where=f"{WHERE}, iss")


@check(
    "userinfo/signed-audience",
    spec="core:5.3.2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let signed UserInfo responses have the client_id as aud.",
)
def test_aud_of_a_signed_userinfo_response_contains_the_client_id(op: Op) -> None:
    """A response for another client could be passed off as one for this."""
    found = audiences(userinfo_jwt(op).claims)
    expect_contains(found, signing_client(op).target.client_id, where=f"{WHERE}, aud")


@check(
    "userinfo/signed-sub",
    spec="core:5.3.2",
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let `sub` be the same in the ID Token and in signed UserInfo responses.",
)
def test_sub_of_a_signed_userinfo_response_is_the_sub_of_the_id_token(op: Op) -> None:
    """The client must not use the claims, or takes one user for another."""
    with presuming():
        own = signing_client(op).login().id_token.claims.string("sub")
    same = userinfo_jwt(op).claims["sub"] == own
    expect(same, "the sub of the ID Token", "another one", where=f"{WHERE}, sub")


@check(
    "userinfo/no-nonce",
    spec=["core:5.3.2", "core:2"],
    level=MAY,
    severity=INFO,
    needs="userinfo",
    remedy="Let UserInfo leave the nonce out: it belongs to ID Tokens.",
)
def test_no_nonce_is_in_the_userinfo_response(op: Op) -> None:
    """A signed response with a nonce could be passed off as an ID Token."""
    expect("nonce" not in op.claims_of_userinfo(), "no nonce", "a nonce", where="UserInfo response")
