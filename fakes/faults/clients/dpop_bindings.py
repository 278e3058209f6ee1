"""Defects in what DPoP binds, and how it is told."""

from dataclasses import replace
from typing import Any

import jwt
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import AccessToken, Client, Grant
from fakes.faults import fault
from fakes.faults.editing import without, without_parameter
from fakes.faults.homes import Reference
from fakes.features.clients.jwts import UNVERIFIED
from fakes.features.tokens.dpop_everywhere import NAMED
from fakes.wire.request import Pairs, Request

NONCE = "a-nonce-of-the-provider"


@fault(caught_by=["dpop/symmetric"])
class MacsAreProofs(Reference):
    """A proof may have a MAC in place of a signature, and nobody looks under which secret."""

    def check_proof_header(self, header: dict[str, Any]) -> None:
        super().check_proof_header(header | ({"alg": "ES256"} if header["alg"] == "HS256" else {}))

    def claims_of_proof(self, proof: str, header: dict[str, Any]) -> dict[str, Any]:
        if header["alg"] != "HS256":
            return super().claims_of_proof(proof, header)
        return jwt.decode(proof, options=UNVERIFIED)


@fault(caught_by=["dpop/no-jti"])
class ProofsWithoutName(Reference):
    """A proof needs no jti, and without one it works again and again."""

    def check_proof_identifier(self, request: Request, claims: dict[str, Any]) -> None:
        pass

    def check_proof_is_new(self, request: Request, claims: dict[str, Any]) -> None:
        if "jti" in claims:
            super().check_proof_is_new(request, claims)


@fault(caught_by=["dpop/nonce"])
class AnyNonceWillDo(Reference):
    """A proof has to carry a nonce of the provider, and any is taken for one."""

    def check_proof_request(self, request: Request, claims: dict[str, Any]) -> None:
        if "nonce" not in claims:
            raise Rejected("use_dpop_nonce", "A nonce is needed.")
        super().check_proof_request(request, claims)

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        response.headers["dpop-nonce"] = NONCE


@fault(caught_by=["dpop/challenge"])
class NoWordOfProofs(Reference):
    """Who comes with the scheme DPoP is told about bearer tokens."""

    def proof_challenge(self, response: Response) -> str:
        return response.headers["www-authenticate"]


class TokensThatTellTheirKey(Reference):
    """A bound access token is a JWT (RFC 9449 section 6.1)."""

    def access_token_value(self, grant: Grant) -> str:
        value = super().access_token_value(grant)
        if not self.proved:
            return value
        header = {"alg": "RS256", "kid": self.id_token_key().kid, "typ": "at+jwt"}
        told = {"jti": value, "cnf": {"jkt": self.told_key()}}
        return self.sign(told, self.id_token_key(), header)

    def told_key(self) -> str:
        return self.proved


@fault(caught_by=["dpop/jwt-confirmation"])
class AnotherKeyInTheToken(TokensThatTellTheirKey):
    """A bound access token names another key."""

    def told_key(self) -> str:
        return super().told_key()[::-1]


@fault(caught_by=["dpop/token-type"])
class BoundTokensCalledBearer(TokensThatTellTheirKey):
    """The answer that brings a bound token calls it a bearer token."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return super().token_response(grant) | {"token_type": "Bearer"}


@fault(caught_by=["dpop/introspection"])
class IntrospectionHidesTheKey(Reference):
    """Who introspects a bound token does not learn its key."""

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        told = super().introspected(token)
        return without(told, "cnf") if token.value in self.bound else told


@fault(caught_by=["dpop/introspection-type"])
class IntrospectionSaysBearer(Reference):
    """Who introspects a bound token is told that it is a bearer token."""

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        return super().introspected(token) | {"token_type": "Bearer"}


@fault(caught_by=["dpop/pushed-key"])
class PushedKeyIgnored(Reference):
    """The key that a pushed request names is forgotten if it is not proved too."""

    def pushed_pairs(self, client: Client, request: Request) -> Pairs:
        pairs = super().pushed_pairs(client, request)
        return pairs if "dpop" in request.headers else without_parameter(NAMED, pairs)


@fault(caught_by=["dpop/pushed-proof", "dpop/pushed-mismatch"])
class PushedProofIgnored(Reference):
    """The proof that comes with a pushed request is not looked at."""

    def pushed_pairs(self, client: Client, request: Request) -> Pairs:
        headers = without(request.headers, "dpop")
        return super().pushed_pairs(client, replace(request, headers=headers))


@fault(caught_by=["dpop/pushed-mismatch"])
class PushedProofPrevails(Reference):
    """A pushed request may name one key and prove another."""

    def check_pushed_key(self, named: str, proved: str) -> None:
        pass
