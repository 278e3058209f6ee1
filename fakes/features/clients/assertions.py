"""Client authentication by more than a secret in a header: RFC 7523 and Core section 9."""

from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.features.clients.jwts import SYMMETRIC, BadJwt, Claims, ClientJwts, refused
from fakes.wire.request import Request

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_LIFETIME_S = 3600


class ClientAssertions(ClientJwts):
    """Each client proves itself by the one method that it registered, and by no other."""

    assertion_rules = (
        "check_assertion_parties",
        "check_assertion_audience",
        "check_assertion_times",
        "check_assertion_is_new",
    )

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.used_assertions: set[tuple[str, str]] = set()

    def metadata(self) -> dict[str, Any]:
        methods = ["client_secret_post", "client_secret_jwt", "private_key_jwt"]
        known = super().metadata()
        offered = known["token_endpoint_auth_methods_supported"]
        return known | {
            "token_endpoint_auth_methods_supported": [*offered, *methods],
            "token_endpoint_auth_signing_alg_values_supported": ["HS256", "RS256", "ES256"],
        }

    def authenticate(self, request: Request) -> Client:
        """The client, after it proved who it is by its registered method (Core section 9)."""
        if {"client_assertion", "client_assertion_type"} & set(request.params):
            return self.asserted(request)
        client = super().authenticate(request)
        self.check_method(client, method_of(request))
        return client

    def asserted(self, request: Request) -> Client:
        """The client that a JWT of its own speaks for (RFC 7523 section 3)."""
        self.check_alone(request)
        token = request.params.get("client_assertion", "")
        try:
            header = self.header_of(token)
            client = self.clients.get(str(self.unverified(token).get("sub")))
            if client is None:
                raise BadJwt("It names no client.")
            symmetric = header.get("alg") in SYMMETRIC
            self.check_method(client, "client_secret_jwt" if symmetric else "private_key_jwt")
            claims = self.verified(client, token, header)
            for rule in self.assertion_rules:
                getattr(self, rule)(client, claims)
        except BadJwt as why:
            raise refused("invalid_client", why) from None
        if request.params.get("client_id", client.client_id) != client.client_id:
            raise Rejected("invalid_client", "client_id names another client.")
        return client

    def check_alone(self, request: Request) -> None:
        """One method a request (RFC 6749 section 2.3), and a JWT of the known type."""
        if "authorization" in request.headers or "client_secret" in request.params:
            raise Rejected("invalid_request", "The client authenticates in two ways.")
        if request.params.get("client_assertion_type") != ASSERTION_TYPE:
            raise Rejected("invalid_client", "The client_assertion_type is unknown.")

    def check_method(self, client: Client, method: str) -> None:
        """A client that registered a method uses it (Core section 9)."""
        registered = client.metadata.get("token_endpoint_auth_method", method)
        if method != registered:
            raise Rejected("invalid_client", f"This client authenticates by {registered}.")

    def check_assertion_parties(self, client: Client, claims: Claims) -> None:
        """The client speaks for itself (RFC 7523 section 3, Core section 9)."""
        if claims.get("iss") != client.client_id or claims.get("sub") != client.client_id:
            raise BadJwt("iss and sub must be the client_id.")

    def check_assertion_audience(self, client: Client, claims: Claims) -> None:
        """This provider alone (Core section 9)."""
        audience = claims.get("aud")
        alone = audience[0] if isinstance(audience, list) and len(audience) == 1 else audience
        if alone not in self.assertion_audiences():
            raise BadJwt("aud must be the issuer.")

    def assertion_audiences(self) -> list[str]:
        """The issuer, and as RFC 9126 section 2 has it the endpoints that clients prove to."""
        endpoints = [self.endpoints[name] for name in ("token", "par") if name in self.endpoints]
        return [self.issuer, *endpoints]

    def check_assertion_times(self, client: Client, claims: Claims) -> None:
        """In force, and not for an unreasonably long time (RFC 7523 section 3)."""
        self.check_times(claims)
        if claims["exp"] > self.clock.now() + LONGEST_LIFETIME_S:
            raise BadJwt("It would be valid for too long.")

    def check_assertion_is_new(self, client: Client, claims: Claims) -> None:
        """Each is used once (Core section 9)."""
        use = (client.client_id, str(claims.get("jti", "")))
        if not use[1] or use in self.used_assertions:
            raise BadJwt("It was used before, or has no jti.")
        self.used_assertions.add(use)


def method_of(request: Request) -> str:
    """How a request without assertion authenticates its client."""
    if request.headers.get("authorization", "").lower().startswith("basic "):
        return "client_secret_basic"
    return "client_secret_post" if "client_secret" in request.params else "none"
