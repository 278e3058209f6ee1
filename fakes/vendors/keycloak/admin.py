"""Keycloak's Admin REST API, as far as it tells how a client is registered."""

import uuid
from abc import abstractmethod
from functools import cached_property
from typing import Any

from starlette.responses import JSONResponse, Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Client
from fakes.engine.provider import Provider
from fakes.wire.request import Request

IDS = uuid.UUID("0c9f5d3a-6b1e-4a8e-9a53-2f4f1f0f7f11")
# What every client of a new realm has, beside the scopes that give claims about the user.
WITHOUT_CLAIMS = ("web-origins", "acr", "roles", "basic")


class AdminOfKeycloak(Provider):
    """Open to an administrator; a token of the realm without a role there is refused."""

    realm: str

    @property
    @abstractmethod
    def root(self) -> str:
        """Where all realms are."""

    @cached_property
    def admin_token(self) -> str:
        """What an administrator has, whose role is view-clients."""
        return self.random()

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        admin = {"OIDC_ADMIN_TOKEN": self.admin_token, "OIDC_ADMIN_URL": self.root}
        return super().told_to_operators(auth_method) | admin

    def routes(self) -> dict[str, Route]:
        url = f"{self.root}/admin/realms/{self.realm}/clients"
        return super().routes() | {url: Route(("GET",), self.admin_clients)}

    def admin_clients(self, request: Request) -> Response:
        """A list of the clients with that `clientId`: one, or none."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in {self.admin_token, *self.access_tokens}:
            return self.admin_refusal(401, "HTTP 401 Unauthorized")
        if token != self.admin_token:
            return self.admin_refusal(403, "HTTP 403 Forbidden")
        asked = request.params.get("clientId", "")
        found = [one for one in self.clients.values() if asked in ("", one.client_id)]
        headers = {"cache-control": "no-cache"}
        return JSONResponse([self.told_client(one) for one in found], 200, headers)

    def admin_refusal(self, status: int, what: str) -> Response:
        return self.json({"error": what}, status)

    def told_client(self, client: Client) -> dict[str, Any]:
        """A client as an administrator sees it."""
        told = {
            "id": str(uuid.uuid5(IDS, client.client_id)),
            "clientId": client.client_id,
            "surrogateAuthRequired": False,
            "enabled": True,
            "alwaysDisplayInConsole": False,
            "clientAuthenticatorType": "client-secret",
            "redirectUris": list(client.redirect_uris),
            "webOrigins": ["+"],
            "notBefore": 0,
            "bearerOnly": False,
            "consentRequired": False,
            **self.told_flows(client),
            "publicClient": not client.secret,
            "frontchannelLogout": True,
            "protocol": "openid-connect",
            "attributes": self.told_attributes(client),
            "authenticationFlowBindingOverrides": {},
            "fullScopeAllowed": True,
            "nodeReRegistrationTimeout": -1,
            "defaultClientScopes": [
                *WITHOUT_CLAIMS,
                *(one for one in client.scopes if one != "openid"),
            ],
            "optionalClientScopes": [],
            "access": {"view": True, "configure": False, "manage": False},
        }
        return told | ({"secret": client.secret} if client.secret else {})

    def told_flows(self, client: Client) -> dict[str, bool]:
        """Each flow is a switch of its own."""
        return {
            "standardFlowEnabled": "code" in client.response_types,
            "implicitFlowEnabled": "id_token" in client.response_types,
            "directAccessGrantsEnabled": False,
            "serviceAccountsEnabled": False,
        }

    def told_attributes(self, client: Client) -> dict[str, str]:
        """Settings that came later, all of them strings."""
        return {
            "pkce.code.challenge.method": "S256",
            "post.logout.redirect.uris": "##".join(client.post_logout_redirect_uris),
            "oauth2.device.authorization.grant.enabled": "false",
            "oidc.ciba.grant.enabled": "false",
            "backchannel.logout.session.required": "true",
            "require.pushed.authorization.requests": "false",
            "dpop.bound.access.tokens": "false",
        }
