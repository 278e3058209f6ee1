"""Microsoft Graph, as far as it tells how an application is registered in a tenant."""

import uuid
from abc import abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Client
from fakes.engine.provider import Provider
from fakes.wire.request import Request

Told = dict[str, Any] | None
IDS = uuid.UUID("5b0d3f6e-94a1-4c55-8f0b-6a1de7b0c2d4")
REFUSALS = {
    "": (401, "InvalidAuthenticationToken", "Access token is empty."),
    "wrong": (401, "InvalidAuthenticationToken", "IDX14100: JWT is not well formed."),
    "weak": (
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
    ),
}
SECRET_LIFETIME_S = 180 * 86400
HINT_CHARS = 3
# The role of whoever is assigned to an application that has no roles of its own.
DEFAULT_ROLE = "00000000-0000-0000-0000-000000000000"


class AdminOfEntra(Provider):
    """Open to a token with Application.Read.All; one that a user got for UserInfo is refused."""

    @property
    @abstractmethod
    def graph(self) -> str:
        """The origin of Graph."""

    @cached_property
    def admin_token(self) -> str:
        """What an administrator has."""
        return self.random()

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        admin = {"OIDC_ADMIN_TOKEN": self.admin_token, "OIDC_ADMIN_URL": self.graph}
        return super().told_to_operators(auth_method) | admin

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        for client in self.clients.values():
            told = {
                self.graph_url(f"applications(appId='{client.client_id}')"): self.told_application,
                self.graph_url(self.principal(client)): self.told_principal,
                self.graph_url(f"{self.principal(client)}/appRoleAssignedTo"): self.told_assigned,
            }
            routes |= {url: self.graph_route(client, tell) for url, tell in told.items()}
        return routes

    def graph_url(self, path: str) -> str:
        return f"{self.graph}/v1.0/{path}"

    def principal(self, client: Client) -> str:
        return f"servicePrincipals(appId='{client.client_id}')"

    def graph_route(self, client: Client, tell: Callable[[Client], Told]) -> Route:
        return Route(("GET",), lambda request: self.graph_answer(request, lambda: tell(client)))

    def graph_answer(self, request: Request, tell: Callable[[], Told]) -> Response:
        """What `tell` returns, to those who may know; nothing is there if it returns nothing."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if token != self.admin_token:
            kind = "weak" if token in self.access_tokens else "wrong"
            return self.graph_refusal(*REFUSALS[kind if token else ""])
        told = tell()
        if told is None:
            name = request.url.rpartition("'")[0].rpartition("'")[2]
            what = (
                f"Resource '{name}' does not exist or one of its queried reference-property "
                "objects are not present."
            )
            return self.graph_refusal(404, "Request_ResourceNotFound", what)
        context = {"@odata.context": f"{self.graph_url('$metadata')}#{request.url}"}
        return self.json(context | told)

    def graph_refusal(self, status: int, code: str, what: str) -> Response:
        ids = {name: str(uuid.uuid4()) for name in ("request-id", "client-request-id")}
        inner = {"date": self.moment(0).rstrip("Z"), **ids}
        return self.json({"error": {"code": code, "message": what, "innerError": inner}}, status)

    def moment(self, seconds: int) -> str:
        """A moment from now, as Graph writes it."""
        then = datetime.fromtimestamp(int(self.clock.now()) + seconds, UTC)
        return then.strftime("%Y-%m-%dT%H:%M:%SZ")

    def not_found(self, request: Request) -> Response:
        """Graph knows nothing of an application of another tenant."""
        if request.url.startswith(self.graph_url("")):
            return self.graph_answer(request, lambda: None)
        return super().not_found(request)

    # What there is to tell

    def told_application(self, client: Client) -> Told:
        """An application, its secrets by their first letters alone."""
        by_platform: dict[str, tuple[str, ...]] = dict.fromkeys(("web", "spa", "publicClient"), ())
        by_platform[self.platform_of(client)] = client.redirect_uris
        logout = [url for url in client.post_logout_redirect_uris if url.endswith("/logout")]
        return {
            "id": str(uuid.uuid5(IDS, client.client_id)),
            "appId": client.client_id,
            "displayName": client.client_id,
            "disabledByMicrosoftStatus": None,
            "signInAudience": "AzureADMyOrg",
            "groupMembershipClaims": None,
            "isFallbackPublicClient": None,
            "optionalClaims": self.told_optional_claims(),
            "keyCredentials": [],
            "passwordCredentials": self.told_secrets(client),
            "publicClient": {"redirectUris": list(by_platform["publicClient"])},
            "spa": {"redirectUris": list(by_platform["spa"])},
            "web": {
                "homePageUrl": None,
                "logoutUrl": next(iter(logout), None),
                "redirectUris": list(by_platform["web"]),
                "implicitGrantSettings": {
                    "enableAccessTokenIssuance": False,
                    "enableIdTokenIssuance": self.options["id_tokens"] == "on",
                },
            },
        }

    def platform_of(self, client: Client) -> str:
        return "web" if client.secret else "spa"

    def told_optional_claims(self) -> Told:
        """Claims beside those of the scopes; version 1 has no other way to `email`."""
        email: dict[str, Any] = {"name": "email", "source": None, "essential": False}
        email["additionalProperties"] = []
        asked = {"idToken": [email], "accessToken": [], "saml2Token": []}
        return asked if self.options["email"] == "present" else None

    def told_secrets(self, client: Client) -> list[dict[str, Any]]:
        one = {
            "customKeyIdentifier": None,
            "displayName": "secret",
            "startDateTime": self.moment(-86400),
            "endDateTime": self.moment(SECRET_LIFETIME_S),
            "hint": client.secret[:HINT_CHARS],
            "keyId": str(uuid.uuid5(IDS, "secret")),
            "secretText": None,
        }
        return [one] if client.secret else []

    def told_principal(self, client: Client) -> Told:
        """The application as the tenant's administrator sees it: an enterprise application."""
        return {
            "id": str(uuid.uuid5(IDS, f"principal {client.client_id}")),
            "appId": client.client_id,
            "accountEnabled": True,
            "appRoleAssignmentRequired": False,
            "servicePrincipalType": "Application",
        }

    def told_assigned(self, client: Client) -> Told:
        """Who is assigned to it."""
        return {"value": [self.assignment(client, "Group"), self.assignment(client, "User")]}

    def assignment(self, client: Client, kind: str) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid5(IDS, f"{kind} of {client.client_id}")),
            "appRoleId": DEFAULT_ROLE,
            "principalDisplayName": f"a {kind.lower()}",
            "principalType": kind,
        }
