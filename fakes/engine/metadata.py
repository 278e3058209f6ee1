"""What a provider publishes about itself: the discovery document and its keys."""

from typing import Any

from starlette.responses import Response

from fakes.engine.core import Core
from fakes.engine.endpoint import Route
from fakes.wire.request import Request

# fmt: off
CLAIMS = [
    "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "name", "given_name",
    "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
    "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at", "email",
    "email_verified", "phone_number", "phone_number_verified", "address",
]
# fmt: on


class Metadata(Core):
    """Discovery (OpenID Connect Discovery 1.0 section 4) and the JWK Set (RFC 7517)."""

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.discovery_url()] = Route(("GET", "HEAD"), self.discovery)
        routes[self.endpoints["jwks"]] = Route(("GET", "HEAD"), self.key_set)
        return routes

    def discovery_url(self) -> str:
        """Where the document is: the issuer and the well-known suffix (Discovery 4)."""
        return self.issuer.rstrip("/") + "/.well-known/openid-configuration"

    def discovery(self, request: Request) -> Response:
        return self.json(self.document(), headers=self.metadata_headers())

    def document(self) -> dict[str, Any]:
        """What is published: the provider's metadata as it acts on them."""
        return self.metadata()

    def metadata_headers(self) -> dict[str, str]:
        return {"cache-control": "public, max-age=300", "access-control-allow-origin": "*"}

    def metadata(self) -> dict[str, Any]:
        """The members of the discovery document (Discovery section 3)."""
        at = self.endpoints
        return {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorization"],
            "token_endpoint": at["token"],
            "userinfo_endpoint": at["userinfo"],
            "jwks_uri": at["jwks"],
            "end_session_endpoint": at["end_session"],
            "scopes_supported": ["openid", "profile", "email", "address", "phone"],
            "response_types_supported": ["code", "id_token", "id_token token"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "grant_types_supported": ["authorization_code", "implicit"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["none", "client_secret_basic"],
            "claims_supported": CLAIMS,
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            "claims_parameter_supported": False,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
        }

    def key_set(self, request: Request) -> Response:
        return self.json(self.jwks(), headers=self.key_set_headers())

    def key_set_headers(self) -> dict[str, str]:
        """How long the keys may be kept (Core 10.2.1), and who may read them (Discovery 3)."""
        return self.metadata_headers()

    def jwks(self) -> dict[str, Any]:
        """The public keys (RFC 7517 section 5)."""
        return {"keys": [key.public_jwk() for key in self.signing_keys()]}
