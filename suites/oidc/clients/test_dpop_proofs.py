"""DPoP proofs that a forger can make, and how a resource asks for a right one (RFC 9449)."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.clients.dpop import (
    Proof,
    accepted_bound_token,
    bound_tokens,
    exchange_with_proof,
    expect_refused_proof,
    proved,
)
from suites.op.op import Op
from suites.protocol.tokens.bearer import CHALLENGE, challenges, presume_refused
from suites.protocol.tokens.exchanges import NO_SUCH_CODE
from suites.protocol.tokens.grants import CODE
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotApplicable, expect

NEEDS = ["dpop", "code", "userinfo"]
NO_SUCH_NONCE = "ssoproof-no-such-nonce"


@check(
    "dpop/symmetric",
    spec=["rfc9449:4.3", "rfc8725:3.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Take proofs that are signed by an asymmetric algorithm alone.",
    needs=NEEDS,
)
def test_a_proof_with_a_mac_is_refused(op: Op) -> None:
    """Whoever has seen the public key makes the proof with it as a secret."""
    expect_refused_proof(op, Proof(header={"alg": "HS256"}))


@check(
    "dpop/no-jti",
    spec=["rfc9449:4.2", "rfc9449:4.3"],
    level=MUST,
    severity=LOW,
    remedy="Refuse proofs without jti.",
    needs=NEEDS,
)
def test_a_proof_that_has_no_jti_is_refused(op: Op) -> None:
    """Nothing tells one proof from another, so it works again and again."""
    expect_refused_proof(op, Proof(claims={"jti": None}))


@check(
    "dpop/nonce",
    spec="rfc9449:8",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Refuse proofs whose nonce the provider did not give out a short time ago.",
    needs=["dpop", "code"],
)
def test_a_proof_with_a_nonce_of_nobody_is_refused(op: Op) -> None:
    """Proofs that somebody made in advance are good for ever."""
    bound_tokens(op)
    if not given_nonce(op):
        raise NotApplicable("The token endpoint gives no DPoP-Nonce, which is optional.")
    reply = exchange_with_proof(op, Proof(claims={"nonce": NO_SUCH_NONCE}))
    expect_refused_exchange(reply)


def given_nonce(op: Op) -> str:
    """The DPoP-Nonce in the answer to a proof without one, and a code that nobody issued."""
    url = op.endpoint("token_endpoint")
    headers, form = op.rp.authenticated({"grant_type": CODE, "code": NO_SUCH_CODE})
    proof = ("dpop", proved(op, "POST", url, "", Proof()))
    return op.token_request(form, headers=[*headers, proof]).header("dpop-nonce")


@check(
    "dpop/challenge",
    spec="rfc9449:7.1",
    level=SHOULD,
    severity=LOW,
    remedy="Answer with WWW-Authenticate: DPoP, and the algorithms of proofs as algs.",
    needs=NEEDS,
)
def test_a_bound_token_without_a_proof_is_answered_with_the_algorithms_of_proofs(op: Op) -> None:
    """A client does not learn what is missing, and asks the user to log in again."""
    bound = ("authorization", f"DPoP {accepted_bound_token(op)}")
    reply = presume_refused(op.userinfo(headers=[bound]))
    if reply.status != 401:
        raise NotApplicable(f"The refusal is HTTP {reply.status}, which has no challenge.")
    found = challenges(reply)
    algorithms = [one.parameter("algs") for one in found if one.scheme.lower() == "dpop"]
    told = ", ".join(one.scheme for one in found) or "no challenge"
    expect(any(algorithms), "DPoP with algs", told, where=CHALLENGE)
