"""Access tokens that are bound to a key of the client: RFC 9449."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, STATEFUL
from suites.oidc.clients.dpop import (
    Proof,
    accepted_bound_token,
    bound_tokens,
    exchange_with_proof,
    expect_refused_proof,
    hash_of,
    private_jwk,
    proved,
    proved_userinfo,
    refresh_with_proof,
    thumbprint_of_key,
)
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.tokens.bearer import WHERE as USERINFO
from suites.protocol.tokens.bearer import expect_refused_token
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.refresh import WHERE as REFRESHED
from suites.protocol.tokens.refresh import following_token
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotApplicable, Tolerated, expect_status, presuming

VENDOR = "Report to the provider's maker: each part of a DPoP proof has to be checked."
NEEDS = ["dpop", "code", "userinfo"]
YESTERDAY_S = 86_400
JKT_UNKNOWN = (
    "RFC 9449 section 10.1 has a provider know dpop_jkt that takes pushed requests; whether "
    "another one knows it is left open."
)
ELSEWHERE = "https://elsewhere.example/userinfo"


@check(
    "dpop/userinfo",
    spec=["rfc9449:7.1", "rfc9449:4.3"],
    level=MUST,
    severity=HIGH,
    remedy="Let the UserInfo endpoint take bound tokens with the scheme DPoP.",
    needs=NEEDS,
)
def test_userinfo_takes_a_bound_token_with_a_proof(op: Op) -> None:
    """An application that protects its tokens gets nothing for them."""
    bound_tokens(op)
    reply = proved_userinfo(op)
    expect_answered(reply, where=f"{USERINFO} to a DPoP proof")


@check(
    "dpop/as-bearer",
    spec="rfc9449:7.2",
    level=MUST,
    severity=HIGH,
    remedy="Let the UserInfo endpoint refuse bound tokens that come with the scheme Bearer.",
    needs=NEEDS,
)
def test_a_bound_token_is_refused_as_a_bearer_token(op: Op) -> None:
    """The key protects nothing: a stolen token works without it."""
    expect_refused_token(op.userinfo(accepted_bound_token(op)))


@check(
    "dpop/no-proof",
    spec="rfc9449:7.1",
    level=MUST,
    severity=HIGH,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_bound_token_is_refused_without_a_proof(op: Op) -> None:
    """The key protects nothing: a stolen token works without it."""
    expect_refused_token(
        op.userinfo(headers=[("authorization", f"DPoP {accepted_bound_token(op)}")])
    )


@check(
    "dpop/other-key",
    spec=["rfc9449:4.3", "rfc9449:7.1"],
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_proof_of_another_key_is_refused(op: Op) -> None:
    """A thief makes the proof with a key of his own."""
    expect_refused_proof(op, Proof(key="another"))


@check(
    "dpop/wrong-url",
    spec="rfc9449:4.3",
    level=MUST,
    severity=HIGH,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_proof_for_another_url_is_refused(op: Op) -> None:
    """A resource that gets a proof could use it, and the token, at another one."""
    expect_refused_proof(op, Proof(claims={"htu": ELSEWHERE}))


@check(
    "dpop/wrong-method",
    spec="rfc9449:4.3",
    level=MUST,
    severity=MEDIUM,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_proof_for_another_method_is_refused(op: Op) -> None:
    """Who reads a proof for reading may write by it."""
    expect_refused_proof(op, Proof(claims={"htm": "DELETE"}))


@check(
    "dpop/wrong-token-hash",
    spec="rfc9449:4.3",
    level=MUST,
    severity=HIGH,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_proof_for_another_access_token_is_refused(op: Op) -> None:
    """A proof that was made in advance is good for any token of the same key."""
    expect_refused_proof(op, Proof(claims={"ath": hash_of("another token")}))


@check(
    "dpop/missing-token-hash",
    spec=["rfc9449:4.2", "rfc9449:4.3"],
    level=MUST,
    severity=HIGH,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_proof_that_names_no_access_token_is_refused(op: Op) -> None:
    """A proof that was made for the token endpoint is good for any token of the same key."""
    expect_refused_proof(op, Proof(claims={"ath": None}))


@check(
    "dpop/replay",
    spec="rfc9449:11.1",
    level=MAY,
    severity=HIGH,
    remedy="Let the provider remember the jti of each proof while the proof is good.",
    needs=NEEDS,
)
def test_a_proof_works_once(op: Op) -> None:
    """Whoever reads one request can repeat it."""
    token, url = accepted_bound_token(op), op.endpoint("userinfo_endpoint")
    nonce = proved_userinfo(op).header("dpop-nonce")
    proof = ("dpop", proved(op, "GET", url, nonce, Proof(), token))
    headers = [("authorization", f"DPoP {token}"), proof]
    with presuming():
        expect_answered(op.userinfo(headers=headers), where=USERINFO)
    expect_refused_token(op.userinfo(headers=headers))


@check(
    "dpop/old-proof",
    spec=["rfc9449:4.3", "rfc9449:11.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Let the provider take proofs that are some seconds old, and no older.",
    needs=NEEDS,
)
def test_a_proof_of_yesterday_is_refused(op: Op) -> None:
    """A proof in an old log still opens what it opened then."""
    yesterday = int(op.target.clock.now()) - YESTERDAY_S
    expect_refused_proof(op, Proof(claims={"iat": yesterday}))


@check(
    "dpop/unsigned",
    spec="rfc9449:4.3",
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_proof_without_signature_is_refused(op: Op) -> None:
    """Anybody can prove any key."""
    expect_refused_proof(op, Proof(header={"alg": "none"}))


@check(
    "dpop/private-key",
    spec="rfc9449:4.3",
    level=MUST,
    severity=LOW,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_proof_that_carries_its_private_key_is_refused(op: Op) -> None:
    """A client that gives its key away goes on as if it were protected."""
    expect_refused_proof(op, Proof(header={"jwk": private_jwk()}))


@check(
    "dpop/wrong-type",
    spec=["rfc9449:4.3", "rfc8725:3.11"],
    level=MUST,
    severity=MEDIUM,
    remedy=VENDOR,
    needs=NEEDS,
)
def test_a_jwt_of_another_type_is_no_proof(op: Op) -> None:
    """What the client signed for another purpose becomes a proof."""
    expect_refused_proof(op, Proof(header={"typ": "JWT"}))


@check(
    "dpop/token-endpoint",
    spec=["rfc9449:5", "rfc9449:4.3"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the token endpoint check DPoP proofs as the UserInfo endpoint does.",
    needs=["dpop", "code"],
)
def test_a_code_with_a_proof_for_another_url_gives_no_tokens(op: Op) -> None:
    """Whoever gets a proof of the client can bind a stolen code to its key."""
    bound_tokens(op)
    expect_refused_exchange(exchange_with_proof(op, Proof(claims={"htu": ELSEWHERE})))


@check(
    "dpop/code-binding",
    spec=["rfc9449:10", "rfc9449:10.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the token endpoint compare the key of the proof with dpop_jkt of the request.",
    needs=["dpop", "code"],
)
def test_a_code_that_is_bound_to_a_key_gives_no_tokens_to_another(op: Op) -> None:
    """A thief binds the tokens of a stolen code to a key of his own."""
    bound_tokens(op)
    mine = thumbprint_of_key("mine")
    with presuming():
        expect_status(exchange_with_proof(op, Proof(), dpop_jkt=mine), 200, where="token response")
    reply = exchange_with_proof(op, Proof(key="another"), dpop_jkt=mine)
    if reply.status == 200 and "pushed_authorization_request_endpoint" not in op.discovery():
        raise Tolerated("a refusal", "HTTP 200", "token response", JKT_UNKNOWN)
    expect_refused_exchange(reply)


@check(
    "dpop/refresh-binding",
    spec="rfc9449:5",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Bind the refresh tokens of public clients to the key of the proof.",
    needs=["dpop", "code", "public-client"],
)
def test_a_refresh_token_of_a_public_client_is_bound_to_its_key(op: Op) -> None:
    """A thief refreshes with a key of his own, and the binding is gone."""
    token = bound_tokens(op).get("refresh_token")
    if not isinstance(token, str):
        raise NotApplicable("The provider gives this client no refresh token.")
    reply = refresh_with_proof(op, token, Proof())
    with presuming():
        expect_tokens(reply, REFRESHED)
    newest = following_token(reply, token)
    expect_refused_exchange(refresh_with_proof(op, newest, Proof(key="another")))
