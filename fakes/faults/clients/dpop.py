"""Defects in how DPoP proofs are checked."""

from typing import Any

import jwt

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant, Session
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["dpop/userinfo"])
class UserinfoKnowsNoProofs(Reference):
    """UserInfo refuses every token that is bound to a key."""

    def check_key(self, request: Request, token: str) -> None:
        raise Rejected("invalid_token", "The scheme is unknown.", 401)


@fault(caught_by=["dpop/as-bearer"])
class BoundTokensAreBearerTokens(Reference):
    """A bound token works without its key."""

    def check_not_bound(self, token: str) -> None:
        pass


@fault(caught_by=["dpop/no-proof"])
class ProofIsOptional(Reference):
    """With the scheme DPoP a proof may be left out."""

    def check_key(self, request: Request, token: str) -> None:
        if "dpop" in request.headers:
            super().check_key(request, token)


@fault(caught_by=["dpop/other-key"])
class AnyKeyWillDo(Reference):
    """A proof may be by any key."""

    def check_key(self, request: Request, token: str) -> None:
        if not self.thumbprint(request, token):
            super().check_key(request, token)


@fault(caught_by=["dpop/wrong-url", "dpop/token-endpoint"])
class ProofForAnyUrl(Reference):
    """The URL of a proof is not looked at."""

    def check_proof_url(self, request: Request, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=["dpop/wrong-method"])
class ProofForAnyMethod(Reference):
    """The method of a proof is not looked at."""

    def check_proof_method(self, request: Request, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=["dpop/wrong-token-hash", "dpop/missing-token-hash"])
class ProofForAnyToken(Reference):
    """The access token that a proof names is not looked at."""

    def check_proof_token(self, claims: dict[str, Any], token: str) -> None:
        pass


@fault(caught_by=["dpop/missing-token-hash"])
class TokenHashOptional(Reference):
    """A proof need not name its access token."""

    def check_proof_token(self, claims: dict[str, Any], token: str) -> None:
        if "ath" in claims:
            super().check_proof_token(claims, token)


@fault(caught_by=["dpop/replay"])
class ProofsWorkAgain(Reference):
    """A proof works again and again."""

    def check_proof_is_new(self, request: Request, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=["dpop/old-proof"])
class ProofsNeverAge(Reference):
    """A proof is good for ever."""

    def check_proof_age(self, request: Request, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=["dpop/unsigned"])
class UnsignedProofs(Reference):
    """A proof needs no signature."""

    def check_proof_header(self, header: dict[str, Any]) -> None:
        if header.get("alg") != "none":
            super().check_proof_header(header)

    def claims_of_proof(self, proof: str, header: dict[str, Any]) -> dict[str, Any]:
        if header.get("alg") != "none":
            return super().claims_of_proof(proof, header)
        return jwt.decode(proof, options={"verify_signature": False})


@fault(caught_by=["dpop/private-key"])
class PrivateKeysInProofs(Reference):
    """A proof may carry its private key."""

    def check_proof_header(self, header: dict[str, Any]) -> None:
        super().check_proof_header(header | {"jwk": without(header["jwk"], "d")})


@fault(caught_by=["dpop/wrong-type"])
class AnyJwtIsAProof(Reference):
    """A JWT of any type is taken for a proof."""

    def check_proof_header(self, header: dict[str, Any]) -> None:
        super().check_proof_header(header | {"typ": "dpop+jwt"})


@fault(caught_by=["dpop/code-binding", "dpop/pushed-key", "dpop/pushed-proof"])
class CodeBindingIgnored(Reference):
    """The key that an authorization request names is forgotten."""

    def new_grant(self, authorization: Authorization, session: Session) -> Grant:
        authorization.params.pop("dpop_jkt", None)
        return super().new_grant(authorization, session)


@fault(caught_by=["dpop/refresh-binding"])
class RefreshTokensAreUnbound(Reference):
    """A refresh token works with any key."""

    def refresh_key_fits(self, key: str) -> bool:
        return True
