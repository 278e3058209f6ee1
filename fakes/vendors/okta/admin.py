"""Okta's Management API, as far as it tells a client's registration: applications and servers."""

from typing import Any

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.engine.provider import Provider
from fakes.wire.request import Request

# The API token of a read-only administrator: whoever reaches the fake may read.
TOKEN = "00aReadOnlyTokenOfTheFakeProvider0123456789"  # noqa: S105 - of a fake
API = "/api/v1/"
SINCE = {"created": "2026-01-12T08:00:00.000Z", "lastUpdated": "2026-01-12T08:00:00.000Z"}
IMPLICIT = {"id_token", "token"}
GRANTED = ["authorization_code", "implicit", "client_credentials", "password"]
EVERYBODY = {"id": "00g1everyone2Group3d7", "priority": 0, "profile": {}}


class Administration(Provider):
    """What it tells is what this provider does; each part of it is a seam of its own."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_ADMIN_TOKEN": TOKEN}

    def not_found(self, request: Request) -> Response:
        path = request.url.removeprefix(self.base)
        return self.admin(request, path) if path.startswith(API) else super().not_found(request)

    def admin(self, request: Request, path: str) -> Response:
        """One call, by whoever has the token."""
        if request.method != "GET":
            what = "The endpoint does not support the provided HTTP method"
            return self.api_error("E0000022", what, 405)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not token:
            return self.api_error("E0000005", "Invalid session", 403)
        if scheme not in ("SSWS", "Bearer") or token != TOKEN:
            return self.api_error("E0000011", "Invalid token provided", 401)
        if not self.admin_may_read(path.removeprefix(API)):
            what = "You do not have permission to perform the requested action"
            return self.api_error("E0000006", what, 403)
        found = self.managed(path.removeprefix(API).split("/"))
        if found is None:
            what = f"Not found: Resource not found: {path.rpartition('/')[2]}"
            return self.api_error("E0000007", what, 404)
        return self.json(found, headers={"cache-control": "no-cache, no-store"})

    def api_error(self, code: str, summary: str, status: int) -> Response:
        body = {"errorCode": code, "errorSummary": summary, "errorLink": code}
        return self.json(body | {"errorId": f"oae{self.random()[:22]}", "errorCauses": []}, status)

    def admin_may_read(self, path: str) -> bool:
        """Whether the token opens what is at `path`."""
        return True

    def managed(self, path: list[str]) -> dict[str, Any] | list[dict[str, Any]] | None:
        """What is at a path below the API's, None if there is no such thing."""
        server = [self.options["server"]] if self.options["server"] != "org" else []
        match path:
            case ["apps"]:
                return [self.told_app(client) for client in self.clients.values()]
            case ["apps", name] if name in self.clients:
                return self.told_app(self.clients[name])
            case ["apps", name, ("users" | "groups") as kind] if name in self.clients:
                return self.told_assignments(kind)
            case ["authorizationServers", name] if name in server:
                return self.told_server()
            case ["authorizationServers", name, "policies"] if name in server:
                return self.told_policies()
            case ["authorizationServers", name, "policies", _, "rules"] if name in server:
                return self.told_rules()
        return None

    # Applications

    def told_app(self, client: Client) -> dict[str, Any]:
        """An application; its id is its client's, as where nobody chose another."""
        return {
            "id": client.client_id,
            "name": "oidc_client",
            "label": client.client_id,
            "status": "ACTIVE",
            **SINCE,
            "features": [],
            "signOnMode": "OPENID_CONNECT",
            "credentials": {
                "userNameTemplate": {"template": "${source.login}", "type": "BUILT_IN"},
                "signing": {"kid": self.signing_keys()[0].kid},
                "oauthClient": self.told_credentials(client),
            },
            "settings": {
                "app": {},
                "implicitAssignment": False,
                "oauthClient": self.told_settings(client),
            },
        }

    def told_credentials(self, client: Client) -> dict[str, Any]:
        """How the client proves itself at the token endpoint."""
        told = {"autoKeyRotation": True, "client_id": client.client_id}
        told |= {"client_secret": client.secret} if client.secret else {}
        return told | {
            "token_endpoint_auth_method": "client_secret_basic" if client.secret else "none",
            "pkce_required": self.pkce_required(client),
        }

    def told_settings(self, client: Client) -> dict[str, Any]:
        """What the client may do, and where it may be led."""
        types = {word for one in client.response_types for word in one.split()}
        grants = ["authorization_code"] if "code" in types else []
        grants += ["implicit"] if types & IMPLICIT else []
        return {
            "client_uri": None,
            "logo_uri": None,
            "redirect_uris": list(client.redirect_uris),
            "post_logout_redirect_uris": list(client.post_logout_redirect_uris),
            "response_types": sorted(types),
            "grant_types": grants,
            "application_type": "web" if client.secret else "browser",
            "consent_method": "TRUSTED",
            "issuer_mode": "DYNAMIC",
            "idp_initiated_login": {"mode": "DISABLED", "default_scope": []},
            "wildcard_redirect": "DISABLED",
            "dpop_bound_access_tokens": False,
        }

    def told_assignments(self, kind: str) -> list[dict[str, Any]]:
        """Whom an application is for: `users` one by one, or `groups`."""
        assigned = kind == "groups" and self.options["assignment"] == "everyone"
        return [EVERYBODY | SINCE] if assigned else []

    # Custom authorization servers

    def told_server(self) -> dict[str, Any]:
        name = self.options["server"]
        return {
            "id": name,
            "name": name,
            "description": "",
            "audiences": [f"api://{name}"],
            "issuer": self.issuer,
            "issuerMode": "DYNAMIC",
            "status": "ACTIVE",
            **SINCE,
        }

    def told_policies(self) -> list[dict[str, Any]]:
        """The access policies, each for some clients."""
        if self.options["policy"] == "none":
            return []
        return [
            {
                "type": "OAUTH_AUTHORIZATION_POLICY",
                "id": "00p1default2Policy3d7",
                "status": "ACTIVE",
                "name": "Default Policy",
                "priority": 1,
                "system": False,
                "conditions": {"clients": {"include": ["ALL_CLIENTS"]}},
                **SINCE,
            }
        ]

    def told_rules(self) -> list[dict[str, Any]]:
        """The rules of an access policy, each for some users, grant types and scopes."""
        return [
            {
                "type": "RESOURCE_ACCESS",
                "id": "0pr1default2Rule3d7",
                "status": "ACTIVE",
                "name": "Default Policy Rule",
                "priority": 1,
                "system": False,
                "conditions": {
                    "people": {"groups": {"include": ["EVERYONE"], "exclude": []}},
                    "grantTypes": {"include": GRANTED},
                    "scopes": {"include": ["*"]},
                },
                **SINCE,
            }
        ]
