"""The tokens beside the code of the hybrid flow: Core 3.3.2.11 and 3.3.2.12."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.authorization.hybrid import hybrid_response, hybrid_responses
from suites.protocol.signatures.id_tokens import audiences, numeric_date
from suites.protocol.signatures.signatures import expect_hash, expect_signature
from suites.verdicts.expect import (
    NotApplicable,
    expect,
    expect_contains,
    expect_equal,
    expect_json_object,
    presuming,
)

FIRST = "hybrid ID Token"
BOTH = "hybrid-with-id-token"
# What nobody wants to find in a browser's history.
PRIVATE = ("address", "birthdate", "gender", "phone_number")


@check(
    "hybrid/id-token-signature",
    spec=["core:3.3.2.12", "core:3.2.2.11"],
    level=MUST,
    severity=CRITICAL,
    needs=BOTH,
    remedy="Let the provider sign with a key that its jwks_uri publishes, in each flow.",
)
def test_the_id_token_of_the_hybrid_flow_is_signed_by_a_published_key(op: Op) -> None:
    """In the front channel the signature is the only protection that the token has."""
    for one in hybrid_responses(op, "id_token"):
        expect_signature(one.op, one.id_token, where=f"{FIRST}, signature")


@check(
    "hybrid/id-token-issuer",
    spec=["core:2", "core:3.3.2.12"],
    level=MUST,
    severity=CRITICAL,
    needs=BOTH,
    remedy="Let the provider use the same issuer in each flow.",
)
def test_iss_of_the_id_token_of_the_hybrid_flow_is_the_issuer(op: Op) -> None:
    """Otherwise one provider can speak in the name of another."""
    for one in hybrid_responses(op, "id_token"):
        expect_equal(one.id_token.claims["iss"], op.target.issuer, where=f"{FIRST}, iss")


@check(
    "hybrid/id-token-audience",
    spec=["core:2", "core:3.3.2.12"],
    level=MUST,
    severity=CRITICAL,
    needs=BOTH,
    remedy="Let the provider issue the ID Token to the client that asked, in each flow.",
)
def test_aud_of_the_id_token_of_the_hybrid_flow_contains_the_client_id(op: Op) -> None:
    """A token for another client must not log anybody in here."""
    for one in hybrid_responses(op, "id_token"):
        found = audiences(one.id_token.claims)
        expect_contains(found, one.op.target.client_id, where=f"{FIRST}, aud")


@check(
    "hybrid/id-token-nonce",
    spec=["core:2", "core:3.3.2.11"],
    level=MUST,
    severity=CRITICAL,
    needs=BOTH,
    remedy="Report to the provider's maker: the nonce must come back unchanged in each flow.",
)
def test_nonce_of_the_id_token_of_the_hybrid_flow_is_the_one_of_the_request(op: Op) -> None:
    """In the front channel nothing else ties the token to this browser."""
    for one in hybrid_responses(op, "id_token"):
        same = one.id_token.claims["nonce"] == one.request.nonce
        expect(same, "the nonce of the request", "another value", where=f"{FIRST}, nonce")


@check(
    "hybrid/id-token-not-expired",
    spec=["core:2", "core:3.3.2.12"],
    level=MUST,
    severity=HIGH,
    needs=BOTH,
    remedy="Set the ID Token's lifetime at the provider to some minutes or hours, in each flow.",
)
def test_the_id_token_of_the_hybrid_flow_has_not_expired(op: Op) -> None:
    """An expired token must be refused, so nobody can log in."""
    for one in hybrid_responses(op, "id_token"):
        with presuming():
            expires = numeric_date(one.id_token.claims, "exp")
        alive = expires > op.target.clock.now()
        expect(alive, "in the future", "in the past", where=f"{FIRST}, exp")


@check(
    "hybrid/c-hash",
    spec=["core:3.3.2.11", "core:3.3.2.10"],
    level=MUST,
    severity=HIGH,
    needs=BOTH,
    remedy="Report to the provider's maker: c_hash must be the hash of the code beside it.",
)
def test_the_id_token_beside_a_code_has_its_c_hash(op: Op) -> None:
    """The browser could exchange the code for one of an attacker, and nothing would show it."""
    for one in hybrid_responses(op, "id_token"):
        with presuming():
            code = one.params.string("code")
        expect_hash(one.id_token, "c_hash", code, where=FIRST)


@check(
    "hybrid/at-hash",
    spec=["core:3.3.2.11", "core:3.3.2.9"],
    level=MUST,
    severity=HIGH,
    needs="code-id-token-token",
    remedy="Report to the provider's maker: at_hash is required beside an access token here.",
)
def test_the_id_token_beside_a_code_and_an_access_token_has_its_at_hash(op: Op) -> None:
    """The browser could exchange the access token, and nothing else would show it."""
    one = hybrid_response(op, "code id_token token")
    with presuming():
        token = one.params.string("access_token")
    expect_hash(one.id_token, "at_hash", token, where=FIRST)


@check(
    "hybrid/s-hash",
    spec="fapi1-advanced:5.1.1",
    level=MUST,
    severity=MEDIUM,
    needs=BOTH,
    remedy="Report to the provider's maker: s_hash must be the hash of the state beside it.",
)
def test_s_hash_of_the_hybrid_id_token_fits_the_state(op: Op) -> None:
    """Applications that take the ID Token as a signature of the response refuse the login."""
    found = [one for one in hybrid_responses(op, "id_token") if "s_hash" in one.id_token.claims]
    if not found:
        raise NotApplicable("The ID Token has no s_hash, which is optional.")
    for one in found:
        expect_hash(one.id_token, "s_hash", one.request.state, where=FIRST)


@check(
    "hybrid/access-token",
    spec=["core:3.3.2.5", "core:5.3"],
    level=MUST,
    severity=HIGH,
    needs=["hybrid-with-access-token", "userinfo"],
    remedy="Let UserInfo take the access tokens of the authorization endpoint.",
)
def test_the_access_token_of_the_hybrid_flow_tells_of_the_same_user(op: Op) -> None:
    """The browser's part of the application shows another user, or none."""
    with presuming():
        expected = op.claims_of_userinfo().string("sub")
    again = op.separate_login().id_token.claims.get("sub")
    with presuming():
        expect_equal(again, expected, where="sub of another session")
    for one in hybrid_responses(op, "token"):
        with presuming():
            token = one.params.string("access_token")
        reply = one.op.userinfo(token)
        expect_answered(reply, where="UserInfo response")
        with presuming():
            told = expect_json_object(reply, where="UserInfo response")
        same = told.get("sub") == expected
        expect(same, "the same sub as ever", "another one", where="UserInfo, sub")


@check(
    "hybrid/claims-at-userinfo",
    spec="core:5.4",
    level=MAY,
    severity=LOW,
    needs=["code-id-token", "userinfo"],
    remedy="Let UserInfo have the claims of the scopes, and the ID Token of the front channel "
    "only what the application needs there.",
)
def test_the_id_token_beside_a_code_has_no_private_claims(op: Op) -> None:
    """Personal data in a URL ends up in histories and logs; UserInfo is there to be asked."""
    claims = hybrid_response(op, "code id_token").id_token.claims
    found = [name for name in PRIVATE if name in claims]
    expect(not found, "claims of the scopes at UserInfo", ", ".join(found), where=FIRST)
