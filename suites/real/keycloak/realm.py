"""A realm of Keycloak as an administrator would set it up, in the words of its admin API.

Source: https://www.keycloak.org/docs-api/latest/rest-api/index.html, RealmRepresentation.
"""

from collections.abc import Mapping
from typing import Any

REALM = "acme"


def realm(told: Mapping[str, str]) -> dict[str, Any]:
    """The realm with its users and clients; what it does not name is as Keycloak has it."""
    return {
        "realm": REALM,
        "enabled": True,
        # A refresh token that was used is refused.
        "revokeRefreshToken": True,
        "users": [
            user(told["OIDC_USERNAME"], told["OIDC_PASSWORD"], "Ada", "Quist"),
            user(told["OTHER_USERNAME"], told["OTHER_PASSWORD"], "Bea", "Rand"),
        ],
        "clients": [
            application(told, told["OIDC_CLIENT_ID"], "standardFlowEnabled"),
            application(told, told["IMPLICIT_CLIENT_ID"], "implicitFlowEnabled"),
            another_application(told),
        ],
    }


def user(username: str, password: str, given: str, family: str) -> dict[str, Any]:
    """Somebody who can log in and has nothing left to do."""
    return {
        "username": username,
        "email": f"{username}@example.com",
        "emailVerified": True,
        "firstName": given,
        "lastName": family,
        "enabled": True,
        "credentials": [{"type": "password", "value": password, "temporary": False}],
    }


def application(told: Mapping[str, str], client_id: str, flow: str) -> dict[str, Any]:
    """The application's public client for one flow, as its vendor asks for it."""
    flows = {"standardFlowEnabled": False, "implicitFlowEnabled": False} | {flow: True}
    host = told["HOST"]
    return {
        "clientId": client_id,
        "name": "W&B Server",
        "publicClient": True,
        **flows,
        "redirectUris": [f"{host}/oidc/callback"],
        "webOrigins": ["+"],
        "attributes": {
            "pkce.code.challenge.method": "S256" if flow == "standardFlowEnabled" else "",
            "post.logout.redirect.uris": f"{host}##{host}/logout",
        },
    }


def another_application(told: Mapping[str, str]) -> dict[str, Any]:
    """A client that can keep a secret."""
    return {
        "clientId": told["OTHER_CLIENT_ID"],
        "secret": told["OTHER_CLIENT_SECRET"],
        "name": "Wiki",
        "publicClient": False,
        "redirectUris": [told["OTHER_REDIRECT_URI"]],
    }
