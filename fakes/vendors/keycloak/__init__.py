"""Keycloak, as an application meets it: a realm, and a public client in it."""

from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Client
from fakes.features.discovery.own_origins import OwnOrigins
from fakes.vendors.keycloak.admin import AdminOfKeycloak
from fakes.vendors.keycloak.authorize import AuthorizationOfKeycloak
from fakes.vendors.keycloak.brokering import BrokeringOfKeycloak
from fakes.vendors.keycloak.logout import LogoutOfKeycloak
from fakes.vendors.keycloak.metadata import MetadataOfKeycloak
from fakes.vendors.keycloak.tokens import TokensOfKeycloak
from fakes.wire.request import Request

REALM = "acme"
NOT_TRUSTED = (
    "Policy 'Trusted Hosts' rejected request to client-registration service. "
    "Details: Host not trusted."
)
NO_DEVICE = (
    "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. "
    "The flow is disabled for the client."
)
# What every answer of a realm carries.
HEADERS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "none",
}


class Vendor(
    AdminOfKeycloak,
    MetadataOfKeycloak,
    LogoutOfKeycloak,
    BrokeringOfKeycloak,
    AuthorizationOfKeycloak,
    TokensOfKeycloak,
    OwnOrigins,
):
    """A realm has one issuer; before version 17, or by a setting, below the path `/auth`.

    `upstream` is the protocol of its identity provider.
    """

    vendor = "keycloak"
    host = "sso.example.com"
    realm = REALM
    choices: ClassVar = {
        "implicit": ("off", "on"),
        "prefix": ("none", "auth"),
        "upstream": ("none", "saml", "oidc"),
    }

    def __init__(self, **known: Any) -> None:
        """A client has the standard flow alone until an administrator switches on another."""
        super().__init__(**known)
        if self.options["implicit"] == "off":
            self.clients = {
                name: replace(one, response_types=("code",)) for name, one in self.clients.items()
            }

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """A public client, and one with a secret."""
        application, other = super().registered(application_url)
        return (
            replace(application, id_token_claims=()),
            replace(other, client_id="another-application", id_token_claims=()),
        )

    @property
    def root(self) -> str:
        """Where all realms are: `http-relative-path` of the server."""
        return self.base if self.options["prefix"] == "none" else f"{self.base}/auth"

    @cached_property
    def issuer(self) -> str:
        return f"{self.root}/realms/{REALM}"

    @cached_property
    def endpoints(self) -> dict[str, str]:
        protocol = f"{self.issuer}/protocol/openid-connect"
        return {
            "authorization": f"{protocol}/auth",
            "login": f"{self.issuer}/login-actions/authenticate",
            "token": f"{protocol}/token",
            "introspection": f"{protocol}/token/introspect",
            "userinfo": f"{protocol}/userinfo",
            "end_session": f"{protocol}/logout",
            "jwks": f"{protocol}/certs",
            "session_frame": f"{protocol}/login-status-iframe.html",
            "revocation": f"{protocol}/revoke",
            "device": f"{protocol}/auth/device",
            "ciba": f"{protocol}/ext/ciba/auth",
            "par": f"{protocol}/ext/par/request",
            "registration": f"{self.issuer}/clients-registrations/openid-connect",
        }

    def routes(self) -> dict[str, Route]:
        at = self.endpoints
        return super().routes() | {
            at["registration"]: Route(("POST",), self.registration),
            at["device"]: Route(("POST",), self.device),
            at["ciba"]: Route(("POST",), self.ciba),
        }

    def not_found(self, request: Request) -> Response:
        """Another realm has an error of its own; outside of the path there is no Keycloak."""
        path = request.url.removeprefix(self.root).split("?")[0]
        if not request.url.startswith(f"{self.root}/"):
            return HTMLResponse("<html><body><h1>Resource not found</h1></body></html>", 404)
        _, kind, *realm = path.split("/")
        if kind == "realms" and realm and realm[0] != REALM:
            return self.json({"error": "Realm does not exist"}, 404)
        if kind == "admin" and realm[:1] == ["realms"] and realm[1:2] != [REALM]:
            return self.json({"error": "Realm not found."}, 404)
        return self.json({"error": "Unable to find matching target resource method"}, 404)

    # What is offered to clients of another kind

    def registration(self, request: Request) -> Response:
        """Nobody registers a client without a token that an administrator gave out."""
        if request.headers.get("authorization", "").lower().startswith("bearer "):
            return self.oauth_error("invalid_token", "Failed decode token", 401)
        return self.oauth_error("insufficient_scope", NOT_TRUSTED, 403)

    def device(self, request: Request) -> Response:
        return self.switched_off(request, Rejected("unauthorized_client", NO_DEVICE))

    def ciba(self, request: Request) -> Response:
        refusal = Rejected("invalid_grant", "Client not allowed OIDC CIBA Grant", 401)
        return self.switched_off(request, refusal)

    def switched_off(self, request: Request, refusal: Rejected) -> Response:
        """The answer to a client that is known, and may not do this."""
        try:
            self.authenticate(request)
        except Rejected as unknown:
            refusal = unknown
        return self.oauth_error(refusal.error, refusal.description, refusal.status)

    def oauth_error(self, error: str, description: str, status: int) -> Response:
        return self.json({"error": error, "error_description": description}, status)

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        response.headers.update(HEADERS)
        if "x-frame-options" in response.headers or response.media_type == "application/json":
            response.headers["x-frame-options"] = "SAMEORIGIN"
