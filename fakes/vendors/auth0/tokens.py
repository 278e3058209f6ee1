"""Auth0's tokens, its token endpoint, and its UserInfo endpoint."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route, saying
from fakes.engine.model import Client, Grant
from fakes.features.discovery.own_origins import OwnOrigins
from fakes.features.flows.hybrid import Hybrid
from fakes.features.sessions.session_ids import SessionIds
from fakes.features.tokens.rotation import RotatingRefreshTokens
from fakes.keys import SigningKey, base64url, called, certified, rsa_key
from fakes.wire.request import Request

CURRENT_AND_NEXT = ("auth0", "auth0-next")
TOKEN_MEMBERS = ("access_token", "refresh_token", "id_token", "scope", "expires_in", "token_type")
PROFILE = ["nickname", "name", "given_name", "family_name", "picture", "updated_at"]
NOT_SWITCHED_ON = ("password", "client_credentials")
CLOSED = ("device", "mfa", "registration")


class TokensOfAuth0(OwnOrigins, SessionIds, Hybrid, RotatingRefreshTokens):
    """The claims of all scopes are in the ID Token too, and a time among them is a text."""

    id_token_lifetime_s = 36000
    access_token_lifetime_s = 86400

    def signing_keys(self) -> list[SigningKey]:
        """The one in use, and the next one."""
        return [SigningKey(key_id(name), rsa_key(name)) for name in CURRENT_AND_NEXT]

    def jwks(self) -> dict[str, Any]:
        """With certificates (RFC 7517 sections 4.7 and 4.8)."""
        keys = zip(super().jwks()["keys"], self.signing_keys(), strict=True)
        return {"keys": [with_certificate(jwk, key.private) for jwk, key in keys]}

    def scope_claims(self) -> dict[str, list[str]]:
        return super().scope_claims() | {"profile": PROFILE}

    def subject(self, grant: Grant) -> str:
        """The name of the connection, and an identifier of 24 digits."""
        digest = hashlib.sha256(super().subject(grant).encode()).hexdigest()
        return f"auth0|{digest[:24]}"

    def user_claims(self, grant: Grant) -> dict[str, Any]:
        """`updated_at` is a text of ISO 8601, where Core 5.1 has a number."""
        claims = super().user_claims(grant)
        if "updated_at" in claims:
            moment = datetime.fromtimestamp(claims["updated_at"], UTC)
            claims["updated_at"] = moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        return claims

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        return self.user_claims(grant)

    # Token endpoint

    def routes(self) -> dict[str, Route]:
        """What is advertised, and closed to an application like this one, says so."""
        routes = super().routes()
        for name in CLOSED:
            routes[self.endpoints[name]] = Route(("POST",), self.closed)
        return routes

    def closed(self, request: Request) -> Response:
        what = "This is not switched on for the client."
        return self.token_error(Rejected("unauthorized_client", what, 403))

    def authenticate(self, request: Request) -> Client:
        """At the token endpoint one answer, whether the client or its secret is wrong."""
        named = self.credentials(request)[0]
        if not named or request.url != self.endpoints["token"]:
            return super().authenticate(request)
        with saying("Unauthorized", "access_denied", 401):
            return super().authenticate(request)

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        """A grant type that the application does not have is forbidden, with HTTP 403."""
        wanted = request.params.get("grant_type", "")
        if wanted in NOT_SWITCHED_ON and wanted not in self.grant_handlers():
            what = f"Grant type '{wanted}' not allowed for the client."
            raise Rejected("unauthorized_client", what, 403)
        return super().grant_handler(request)

    def gives_refresh_token(self, grant: Grant) -> bool:
        return "offline_access" in self.granted_scopes(grant.authorization)

    def token_response(self, grant: Grant) -> dict[str, Any]:
        answer = super().token_response(grant)
        return {name: answer[name] for name in TOKEN_MEMBERS if name in answer}

    def grant_of(self, code: str) -> Grant:
        with saying("Invalid authorization code"):
            return super().grant_of(code)

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        with saying("Invalid authorization code"):
            super().check_code_is_fresh(request, client, grant)

    def check_code_belongs_to_client(self, request: Request, client: Client, grant: Grant) -> None:
        with saying("Invalid authorization code"):
            super().check_code_belongs_to_client(request, client, grant)

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        with saying("Failed to verify code verifier"):
            super().check_code_verifier(request, client, grant)

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        with saying("Unknown or invalid refresh token."):
            return super().refresh(request, client)


def key_id(name: str) -> str:
    """A key ID as the product writes it."""
    return base64url(hashlib.sha256(called(name).encode()).digest())[:21]


def with_certificate(jwk: dict[str, Any], private: RSAPrivateKey) -> dict[str, Any]:
    """A key with its certificate, in the product's order."""
    whole = jwk | certified(private)
    order = ("kty", "use", "n", "e", "kid", "x5t", "x5c", "alg")
    return {member: whole[member] for member in order}
