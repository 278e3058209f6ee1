"""PingFederate's tokens, its token endpoint, and what its policy puts into claims."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Client, Grant
from fakes.features.tokens.introspection import Introspection
from fakes.features.tokens.rotation import RotatingRefreshTokens
from fakes.wire.request import Request

BAD_CLIENT = "Invalid client or client credentials."
BAD_CODE = "Authorization code is invalid or expired."
BAD_VERIFIER = "PKCE verification failed."
OTHER_URI = "The redirect_uri does not match the one of the authorization request."


KEPT = ("cache-control", "pragma", "www-authenticate")


class TokensOfPing(RotatingRefreshTokens, Introspection):
    """Access tokens are references; the OpenID Connect policy maps attributes to claims."""

    id_token_lifetime_s = 300
    access_token_lifetime_s = 7200

    def scope_claims(self) -> dict[str, list[str]]:
        """An attribute that the policy does not map is nowhere."""
        known = super().scope_claims()
        return known if self.options["email"] == "mapped" else known | {"email": []}

    def id_token_header(self) -> dict[str, Any]:
        return {"alg": "RS256", "kid": self.id_token_key().kid}

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """With a reference to the session."""
        claims = super().id_token_claims(grant)
        return claims | {"jti": self.random()[:22], "pi.sri": self.session_reference(grant)}

    def session_reference(self, grant: Grant) -> str:
        """Nobody can make the session's cookie of it."""
        return self.at_hash(f"sri {grant.session.sid}")

    # Token endpoint

    def token_error(self, refusal: Rejected) -> Response:
        """The sentence comes before the word."""
        found = super().token_error(refusal)
        headers = {name: found.headers[name] for name in KEPT if name in found.headers}
        body = {"error_description": refusal.description, "error": refusal.error}
        told = {name: value for name, value in body.items() if value}
        return self.json(told, refusal.status, headers)

    def authenticate(self, request: Request) -> Client:
        with saying(BAD_CLIENT, "", 401):
            return super().authenticate(request)

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        wanted = request.params.get("grant_type", "")
        offered = self.metadata()["grant_types_supported"]
        if wanted in offered and wanted not in self.grant_handlers():
            raise Rejected("unauthorized_client", f"The client may not use {wanted}.")
        with saying("unsupported grant_type" if wanted else "grant_type is required"):
            return super().grant_handler(request)

    def grant_of(self, code: str) -> Grant:
        with saying(BAD_CODE):
            return super().grant_of(code)

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        with saying(BAD_CODE):
            super().check_code_is_fresh(request, client, grant)

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        with saying(OTHER_URI):
            super().check_code_redirect_uri(request, client, grant)

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        with saying(BAD_VERIFIER):
            super().check_code_verifier(request, client, grant)
