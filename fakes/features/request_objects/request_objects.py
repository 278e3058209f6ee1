"""Authorization requests in a JWT: `request` and `request_uri` (Core section 6, RFC 9101)."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Session
from fakes.engine.outgoing import Uncallable
from fakes.features.clients.jwts import BadJwt, Claims, ClientJwts, refused
from fakes.wire.request import Pairs, Request

# Claims about the JWT itself, which are no parameters (RFC 7519 section 4.1).
OF_THE_JWT = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti")
BY_OBJECT = ("request", "request_uri")


class RequestObjects(ClientJwts):
    """Of a request that comes with an object only the object counts (RFC 9101 section 6.3)."""

    object_rules: tuple[str, ...] = (
        "check_object_issuer",
        "check_object_audience",
        "check_object_times",
        "check_object_client",
        "check_object_nesting",
    )

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {
            "request_parameter_supported": True,
            "request_uri_parameter_supported": True,
            "require_request_uri_registration": True,
            "request_object_signing_alg_values_supported": ["none", "RS256", "ES256"],
        }

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        names = [name for name, _ in request.pairs]
        client = self.client_of(request.params)
        if client is None or len(names) != len(set(names)):
            return super().judged(request, then)
        try:
            self.check_signed(client, request.params)
            pairs = self.asked_for(client, request.params, request.pairs)
        except Rejected as refusal:
            return self.object_refused(client, request, refusal)
        return super().judged(replace(request, query=pairs, form=pairs), then)

    def asked_for(self, client: Client, params: dict[str, str], pairs: Pairs) -> Pairs:
        """The parameters that count: those of the object, if there is one."""
        if not set(BY_OBJECT) & set(params):
            return pairs
        if set(BY_OBJECT) <= set(params):
            raise Rejected("invalid_request", "request and request_uri exclude each other.")
        return self.within(client, self.object_of(client, params), params)

    def check_signed(self, client: Client, params: dict[str, str]) -> None:
        """A client that always signs cannot ask otherwise (RFC 9101 section 10.5)."""
        required = client.metadata.get("require_signed_request_object") is True
        if required and not set(BY_OBJECT) & set(params):
            raise Rejected("invalid_request", "This client signs its requests.")

    def object_of(self, client: Client, params: dict[str, str]) -> str:
        """The object itself, or what a registered URL gives (Core section 6.2)."""
        if "request" in params:
            return params["request"]
        uri = params["request_uri"]
        if not self.request_uri_allowed(client, uri):
            raise Rejected("invalid_request_uri", "The request_uri is not registered.")
        try:
            return self.fetch(uri).text.strip()
        except Uncallable as why:
            raise Rejected("invalid_request_uri", str(why)) from None

    def request_uri_allowed(self, client: Client, uri: str) -> bool:
        """Registered before, whatever its fragment (Registration 1.0 section 2)."""
        registered = client.metadata.get("request_uris", ())
        return uri.partition("#")[0] in [one.partition("#")[0] for one in registered]

    def within(self, client: Client, token: str, outer: dict[str, str]) -> Pairs:
        """The parameters in an object that is `client`'s, and agrees with what is outside."""
        try:
            header = self.header_of(token)
            self.check_object_algorithm(client, header)
            unsigned = header.get("alg") == "none"
            claims = self.unverified(token) if unsigned else self.verified(client, token, header)
            for rule in self.object_rules:
                getattr(self, rule)(client, claims)
        except BadJwt as why:
            raise refused("invalid_request_object", why) from None
        self.check_agreement(claims, outer)
        return self.assembled(claims, outer)

    def assembled(self, claims: Claims, outer: dict[str, str]) -> Pairs:
        """Those inside alone: what came outside is not looked at (RFC 9101 section 6.3)."""
        return [(name, as_text(value)) for name, value in claims.items() if name not in OF_THE_JWT]

    def check_object_algorithm(self, client: Client, header: dict[str, Any]) -> None:
        """The one that the client registered, else any that is offered (Registration 1.0 2)."""
        offered = self.metadata()["request_object_signing_alg_values_supported"]
        registered = client.metadata.get("request_object_signing_alg")
        if header.get("alg") not in ([registered] if registered else offered):
            raise BadJwt("Its algorithm is not the registered one.")
        signed = client.metadata.get("require_signed_request_object") is True
        if signed and header.get("alg") == "none":
            raise BadJwt("It is not signed.")

    def check_object_issuer(self, client: Client, claims: Claims) -> None:
        if claims.get("iss", client.client_id) != client.client_id:
            raise BadJwt("iss must be the client_id.")

    def check_object_audience(self, client: Client, claims: Claims) -> None:
        """This provider (RFC 9101 section 4)."""
        audience = claims.get("aud", self.issuer)
        if self.issuer not in (audience if isinstance(audience, list) else [audience]):
            raise BadJwt("aud must be the issuer.")

    def check_object_times(self, client: Client, claims: Claims) -> None:
        """In force, as far as it says (RFC 7519 section 4.1)."""
        self.check_times({"exp": self.clock.now() + 1} | claims)

    def check_object_client(self, client: Client, claims: Claims) -> None:
        """The client_id inside is the one outside (RFC 9101 section 6.3)."""
        if claims.get("client_id") != client.client_id:
            raise BadJwt("client_id is not the one of the request.")

    def check_object_nesting(self, client: Client, claims: Claims) -> None:
        """No object within an object (RFC 9101 section 4)."""
        if set(BY_OBJECT) & set(claims):
            raise BadJwt("It contains another request object.")

    def check_agreement(self, claims: Claims, outer: dict[str, str]) -> None:
        """A response_type outside is the one inside (Core section 6.1)."""
        inside = claims.get("response_type")
        if outer.get("response_type", inside) != inside:
            raise Rejected("invalid_request", "There are two values of response_type.")

    def object_refused(self, client: Client, request: Request, refusal: Rejected) -> Response:
        """Tells the client, if the request itself says where, and else the user."""
        redirect_uri = request.params.get("redirect_uri", "")
        if not self.may_lead_to(client, redirect_uri):
            return self.page_refusal(refusal.error, refusal.description)
        asked = Authorization(
            client=client, redirect_uri=redirect_uri, params=request.params, pairs=request.pairs
        )
        return self.refuse(asked, refusal)


def as_text(value: object) -> str:
    """A claim as the parameter that it stands for (Core section 6.1)."""
    return value if isinstance(value, str) else json.dumps(value)
