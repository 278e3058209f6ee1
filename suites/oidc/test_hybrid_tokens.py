"""The tokens of the hybrid flow, from both endpoints: Core 3.3.2.11 and 3.3.3."""

from suites.check import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD, check
from suites.expect import (
    Document,
    NotApplicable,
    expect,
    expect_contains,
    expect_equal,
    expect_json_object,
    expect_status,
    presume,
)
from suites.hybrid import Answer, answer, answers
from suites.id_tokens import STANDARD_CLAIMS, audiences, numeric_date
from suites.jwt import Jwt
from suites.op import Op
from suites.signatures import algorithm_of, expect_signature, half_hash

FIRST = "hybrid ID Token"
SECOND = "second ID Token"
BOTH = "hybrid-with-id-token"
# What Core section 2 says about the authentication.
AUTHENTICATION = ("auth_time", "acr", "amr")
# What nobody wants to find in a browser's history.
PRIVATE = ("address", "birthdate", "gender", "phone_number")


def expect_hash(token: Jwt, claim: str, value: str, *, where: str) -> None:
    """`claim` is the left half of the hash of `value`. Raises Mismatch without it."""
    same = token.claims[claim] == half_hash(value, algorithm_of(token))
    expect(same, "the hash of what came along", "another value", where=f"{where}, {claim}")


def both(one: Answer) -> tuple[Document, Document]:
    """The claims of the ID Tokens of both endpoints."""
    return one.id_token.claims, one.second_id_token.claims


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
    for one in answers(op, "id_token"):
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
    for one in answers(op, "id_token"):
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
    for one in answers(op, "id_token"):
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
    for one in answers(op, "id_token"):
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
    for one in answers(op, "id_token"):
        expires = presume(lambda o=one: numeric_date(o.id_token.claims, "exp"))
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
    for one in answers(op, "id_token"):
        code = presume(lambda o=one: o.params.string("code"))
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
    one = answer(op, "code id_token token")
    token = presume(lambda: one.params.string("access_token"))
    expect_hash(one.id_token, "at_hash", token, where=FIRST)


@check(
    "hybrid/s-hash",
    spec="fapi1-advanced:5.1.1",
    level=MUST,
    severity=MEDIUM,
    needs=BOTH,
    remedy="Report to the provider's maker: s_hash must be the hash of the state beside it.",
)
def test_s_hash_of_the_id_token_fits_the_state(op: Op) -> None:
    """Applications that take the ID Token as a signature of the response refuse the login."""
    found = [one for one in answers(op, "id_token") if "s_hash" in one.id_token.claims]
    if not found:
        raise NotApplicable("The ID Token has no s_hash, which is optional.")
    for one in found:
        expect_hash(one.id_token, "s_hash", one.request.state, where=FIRST)


@check(
    "hybrid/code-exchange",
    spec=["core:3.3.3.3", "core:3.1.3.3"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the token endpoint take the codes of the hybrid flow like others.",
)
def test_the_code_of_the_hybrid_flow_gives_tokens(op: Op) -> None:
    """The login ends half-way."""
    for one in answers(op):
        code = presume(lambda o=one: o.params.string("code"))
        reply = op.once(("hybrid code", code), lambda o=one, c=code: o.op.exchange(o.request, c))
        expect_status(reply, 200, where="token response")
        tokens = expect_json_object(reply, where="token response")
        tokens.string("access_token")
        tokens.string("id_token")


@check(
    "hybrid/same-subject",
    spec="core:3.3.3.6",
    level=MUST,
    severity=CRITICAL,
    needs=BOTH,
    remedy="Report to the provider's maker: both ID Tokens must have the same iss and sub.",
)
def test_both_id_tokens_of_a_hybrid_login_have_the_same_iss_and_sub(op: Op) -> None:
    """The application would not know which of two users came."""
    for one in answers(op, "id_token"):
        first, second = both(one)
        for claim in ("iss", "sub"):
            same = first.get(claim) == second.get(claim)
            expect(same, f"the {claim} of the first", "another one", where=f"{SECOND}, {claim}")


@check(
    "hybrid/same-authentication",
    spec="core:3.3.3.6",
    level=SHOULD,
    severity=LOW,
    needs=BOTH,
    remedy="Let the provider put auth_time, acr and amr into both ID Tokens or into none.",
)
def test_both_id_tokens_of_a_hybrid_login_tell_of_the_authentication(op: Op) -> None:
    """An application that checks one of them takes a weaker login than it thinks."""
    for one in answers(op, "id_token"):
        first, second = both(one)
        odd = [claim for claim in AUTHENTICATION if first.get(claim) != second.get(claim)]
        expect(not odd, "the same in both", f"different: {', '.join(odd)}", where=SECOND)


@check(
    "hybrid/same-user-claims",
    spec="core:3.3.3.6",
    level=SHOULD,
    severity=MEDIUM,
    needs=BOTH,
    remedy="Let the provider take the user's claims from the same source for both ID Tokens.",
)
def test_claims_that_both_id_tokens_have_are_the_same_in_both(op: Op) -> None:
    """Two parts of the application show, or let in, two different people."""
    for one in answers(op, "id_token"):
        first, second = both(one)
        shared = [claim for claim in STANDARD_CLAIMS if claim in first and claim in second]
        odd = [claim for claim in shared if first[claim] != second[claim]]
        expect(not odd, "the same in both", f"different: {', '.join(odd)}", where=SECOND)


@check(
    "hybrid/second-nonce",
    spec=["core:2", "core:3.3.3.7"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Put the nonce of the request into the ID Token of the token endpoint too.",
)
def test_nonce_of_the_id_token_for_a_hybrid_code_is_the_one_of_the_request(op: Op) -> None:
    """It ties the token to this browser: without it somebody else's code can be injected."""
    for one in answers(op):
        same = one.second_id_token.claims["nonce"] == one.request.nonce
        expect(same, "the nonce of the request", "another value", where=f"{SECOND}, nonce")


@check(
    "hybrid/second-c-hash",
    spec=["core:3.3.3.6", "core:3.3.2.11"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Report to the provider's maker: c_hash may be left out here, but must not be wrong.",
)
def test_c_hash_of_the_id_token_from_the_token_endpoint_fits_the_code(op: Op) -> None:
    """Applications that check both ID Tokens alike refuse the login."""
    found = [one for one in answers(op) if "c_hash" in one.second_id_token.claims]
    if not found:
        raise NotApplicable("The ID Token of the token endpoint has no c_hash: it is optional.")
    for one in found:
        expect_hash(one.second_id_token, "c_hash", one.params.string("code"), where=SECOND)


@check(
    "hybrid/second-at-hash",
    spec=["core:3.3.3.6", "core:3.1.3.6"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Report to the provider's maker: at_hash must be the hash of the access token that "
    "comes along, which is another one than that of the front channel.",
)
def test_at_hash_of_the_id_token_from_the_token_endpoint_fits_its_access_token(op: Op) -> None:
    """Applications that check it refuse the login."""
    found = [one for one in answers(op) if "at_hash" in one.second_id_token.claims]
    if not found:
        raise NotApplicable("The ID Token of the token endpoint has no at_hash: it is optional.")
    for one in found:
        token = presume(lambda o=one: o.tokens.string("access_token"))
        expect_hash(one.second_id_token, "at_hash", token, where=SECOND)


@check(
    "hybrid/access-token",
    spec=["core:3.3.2.8", "core:5.3.2"],
    level=MUST,
    severity=HIGH,
    needs=["hybrid-with-access-token", "userinfo"],
    remedy="Let UserInfo take the access tokens of the authorization endpoint.",
)
def test_the_access_token_of_the_hybrid_flow_tells_of_the_same_user(op: Op) -> None:
    """The browser's part of the application shows another user, or none."""
    expected = presume(lambda: op.claims_of_userinfo().string("sub"))
    for one in answers(op, "token"):
        token = presume(lambda o=one: o.params.string("access_token"))
        reply = one.op.userinfo(token)
        expect_status(reply, 200, where="UserInfo response")
        told = presume(lambda r=reply: expect_json_object(r, where="UserInfo response")).get("sub")
        expect(told == expected, "the same sub as ever", "another one", where="UserInfo, sub")


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
    claims = answer(op, "code id_token").id_token.claims
    found = [name for name in PRIVATE if name in claims]
    expect(not found, "claims of the scopes at UserInfo", ", ".join(found), where=FIRST)
