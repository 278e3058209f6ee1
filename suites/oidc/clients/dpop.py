"""A client that proves a key with each request: RFC 9449, and what a forger makes of it."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from joserfc.jwk import ECKey
from joserfc.util import urlsafe_b64encode

from fakes.relying_party.party import AuthorizationRequest
from fakes.wire.client import Reply
from suites.op.memory import remembered
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.signatures.forgery import maced, signed_with, unsigned
from suites.protocol.tokens.bearer import WHERE as USERINFO
from suites.protocol.tokens.bearer import expect_refused_token
from suites.protocol.tokens.grants import REFRESH, expect_tokens
from suites.verdicts.expect import Document, NotApplicable, presuming

WHERE = "token response to a DPoP proof"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof says; `header` and `claims` replace members, None leaves one out."""

    header: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    key: str = "mine"

    def text(self, usual: dict[str, Any]) -> str:
        """The proof as a JWS; one under `none` has no signature, one under HS256 the MAC that
        whoever knows the public key can make.
        """
        public = key_of(self.key).as_dict(private=False)
        header = {"alg": "ES256", "typ": "dpop+jwt", "jwk": public} | self.header
        claims = {k: v for k, v in (usual | self.claims).items() if v is not None}
        if header["alg"] == "none":
            return unsigned(claims, **header)
        if header["alg"] == "HS256":
            return maced(claims, key_of(self.key).as_pem(private=False), **header)
        return signed_with(claims, key_of(self.key), **header)


@cache
def key_of(name: str) -> ECKey:
    """A key of the harness, the same one for the same name."""
    return ECKey.generate_key("P-256")


def private_jwk() -> dict[str, Any]:
    """The whole of the harness's own key, as nobody should send it."""
    return dict(key_of("mine").as_dict(private=True))


def thumbprint_of_key(name: str) -> str:
    """What names a key in an authorization request (RFC 9449 section 10, RFC 7638)."""
    return key_of(name).thumbprint()


def proved(op: Op, method: str, url: str, nonce: str, proof: Proof, token: str = "") -> str:
    """A proof for one request."""
    usual = {
        "jti": secrets.token_urlsafe(16),
        "htm": method,
        "htu": url,
        "iat": int(op.target.clock.now()),
        "ath": hash_of(token) if token else None,
        "nonce": nonce or None,
    }
    return proof.text(usual)


def with_nonce(send: Callable[[str], Reply]) -> Reply:
    """The answer to `send`, which is asked again with the nonce that it wants (section 8)."""
    reply = send("")
    nonce = reply.header("dpop-nonce")
    wanted = "use_dpop_nonce" in reply.text + reply.header("www-authenticate")
    return send(nonce) if nonce and wanted else reply


def token_request_with_proof(op: Op, form: dict[str, str | None], proof: Proof) -> Reply:
    """The answer of the token endpoint to a request with a proof."""
    url = op.endpoint("token_endpoint")

    def send(nonce: str) -> Reply:
        headers, fields = op.rp.authenticated(form)
        sent = [*headers, ("dpop", proved(op, "POST", url, nonce, proof))]
        return op.token_request(fields, headers=sent)

    return with_nonce(send)


def exchange_with_proof(op: Op, proof: Proof, **changes: str | None) -> Reply:
    """The answer to a fresh code with a proof; `changes` are of the authorization request."""
    request, code = op.fresh_code(browser=op.provider.expendable_browser(), **changes)
    return code_with_proof(op, request, code, proof)


def code_with_proof(op: Op, request: AuthorizationRequest, code: str, proof: Proof) -> Reply:
    """The answer to a code with a proof."""
    form: dict[str, str | None] = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": request.redirect_uri,
        "code_verifier": request.verifier,
    }
    return token_request_with_proof(op, form, proof)


def bound_tokens(op: Op) -> Document:
    """Tokens that are bound to the harness's own key; remembered.

    Raises NotApplicable if the client gets none, proof or not.
    """
    with presuming():
        tokens = expect_tokens(proved_exchange(op), WHERE)
    if str(tokens.get("token_type", "")).lower() != "dpop":
        raise NotApplicable("The provider gives this client Bearer tokens, with a proof too.")
    return tokens


@remembered
def proved_exchange(op: Op) -> Reply:
    """The answer to a code with a right proof; remembered."""
    return exchange_with_proof(op, Proof())


def dpop_bound_token(op: Op) -> str:
    """The access token of `bound_tokens`."""
    with presuming():
        return bound_tokens(op).string("access_token")


def userinfo_with_proof(op: Op, proof: Proof) -> Reply:
    """The answer of UserInfo to the bound token with a proof."""
    token, url = dpop_bound_token(op), op.endpoint("userinfo_endpoint")
    scheme = ("authorization", f"DPoP {token}")

    def send(nonce: str) -> Reply:
        return op.userinfo(headers=[scheme, ("dpop", proved(op, "GET", url, nonce, proof, token))])

    return with_nonce(send)


@remembered
def proved_userinfo(op: Op) -> Reply:
    """The answer of UserInfo to the bound token with a right proof; remembered."""
    return userinfo_with_proof(op, Proof())


def accepted_bound_token(op: Op) -> str:
    """The bound token, which UserInfo takes with a right proof. Raises NotRun if it does not."""
    reply = proved_userinfo(op)
    with presuming():
        expect_answered(reply, where=USERINFO)
    return dpop_bound_token(op)


def expect_refused_proof(op: Op, proof: Proof) -> None:
    """UserInfo takes the right proof, and refuses this one."""
    accepted_bound_token(op)
    expect_refused_token(userinfo_with_proof(op, proof))


def refresh_with_proof(op: Op, token: str, proof: Proof) -> Reply:
    """The answer to a refresh with a proof."""
    return token_request_with_proof(op, {"grant_type": REFRESH, "refresh_token": token}, proof)


def hash_of(token: str) -> str:
    """The hash of an access token as a proof names it (section 4.2)."""
    return urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).decode()
