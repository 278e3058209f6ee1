"""What the code of the hybrid flow gives, beside what came with it: Core 3.3.3."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.op.op import Op
from suites.protocol.authorization.hybrid import HybridResponse, hybrid_responses
from suites.protocol.signatures.id_tokens import STANDARD_CLAIMS
from suites.protocol.signatures.signatures import expect_hash
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    expect,
    expect_json_object,
    expect_status,
    presuming,
)

SECOND = "second ID Token"
BOTH = "hybrid-with-id-token"
# What Core section 2 says about the authentication.
AUTHENTICATION = ("auth_time", "acr", "amr")


def claims_of_both(one: HybridResponse) -> tuple[Document, Document]:
    """The claims of the ID Tokens of both endpoints."""
    return one.id_token.claims, one.second_id_token().claims


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
    for one in hybrid_responses(op):
        reply = one.token_reply()
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
    for one in hybrid_responses(op, "id_token"):
        first, second = claims_of_both(one)
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
    for one in hybrid_responses(op, "id_token"):
        first, second = claims_of_both(one)
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
    for one in hybrid_responses(op, "id_token"):
        first, second = claims_of_both(one)
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
    for one in hybrid_responses(op):
        same = one.second_id_token().claims["nonce"] == one.request.nonce
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
    found = [one for one in hybrid_responses(op) if "c_hash" in one.second_id_token().claims]
    if not found:
        raise NotApplicable("The ID Token of the token endpoint has no c_hash: it is optional.")
    for one in found:
        expect_hash(one.second_id_token(), "c_hash", one.params.string("code"), where=SECOND)


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
    found = [one for one in hybrid_responses(op) if "at_hash" in one.second_id_token().claims]
    if not found:
        raise NotApplicable("The ID Token of the token endpoint has no at_hash: it is optional.")
    for one in found:
        with presuming():
            token = one.tokens().string("access_token")
        expect_hash(one.second_id_token(), "at_hash", token, where=SECOND)
