"""A realm of Keycloak as an administrator would set it up, in the words of its admin API.

Source: https://www.keycloak.org/docs-api/latest/rest-api/index.html, RealmRepresentation.
"""

from collections.abc import Mapping
from typing import Any

REALM = "acme"
PREFLIGHT = "preflight"
# As long as a run, and far longer than Keycloak has it.
TOKEN_SECONDS = 36_000
# Clients that register themselves get no redirect URIs of other schemes than https, of localhost,
# or of no host, where Keycloak by itself takes any. Without the condition the executor is asked at
# each login too, and breaks where there is no redirect URI. https://www.keycloak.org/docs/latest/server_admin/#_client_policies
PROFILE = {
    "name": "redirect-uris",
    "executors": [{"executor": "secure-redirect-uris-enforcer", "configuration": {}}],
}
SOURCES = ["ByAnonymous", "ByInitialAccessToken", "ByRegistrationAccessToken"]
POLICY = {
    "name": "redirect-uris",
    "enabled": True,
    "conditions": [
        {
            "condition": "client-updater-context",
            "configuration": {"update-client-source": SOURCES},
        }
    ],
    "profiles": [PROFILE["name"]],
}


def realm(told: Mapping[str, str], secret: str) -> dict[str, Any]:
    """The realm with its users and clients; what it does not name is as Keycloak has it.

    `secret` is that of the client for the preflight.
    """
    return {
        "realm": REALM,
        "enabled": True,
        # A refresh token that was used is refused.
        "revokeRefreshToken": True,
        "clientProfiles": {"profiles": [PROFILE]},
        "clientPolicies": {"policies": [POLICY]},
        "users": [
            user(told["OIDC_USERNAME"], told["OIDC_PASSWORD"], "Ada", "Quist"),
            user(told["OTHER_USERNAME"], told["OTHER_PASSWORD"], "Bea", "Rand"),
            account_of_preflight(),
        ],
        "clients": [
            application(told, told["OIDC_CLIENT_ID"]),
            # Both switches together are the hybrid flow, too.
            application(told, told["IMPLICIT_CLIENT_ID"], implicit=True),
            another_application(told),
            preflight(secret),
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
        # What somebody gets who is not imported.
        "realmRoles": [f"default-roles-{REALM}"],
        "credentials": [{"type": "password", "value": password, "temporary": False}],
    }


def application(
    told: Mapping[str, str], client_id: str, *, implicit: bool = False
) -> dict[str, Any]:
    """The application's public client for the code flow, as its vendor asks for it, or for all."""
    host = told["HOST"]
    return {
        "clientId": client_id,
        "name": "W&B Server",
        "publicClient": True,
        "standardFlowEnabled": True,
        "implicitFlowEnabled": implicit,
        "redirectUris": [f"{host}/oidc/callback"],
        "webOrigins": ["+"],
        "attributes": {
            "pkce.code.challenge.method": "S256",
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


def preflight(secret: str) -> dict[str, Any]:
    """A client with an account of its own, whose tokens read how clients are registered."""
    return {
        "clientId": PREFLIGHT,
        "secret": secret,
        "publicClient": False,
        "standardFlowEnabled": False,
        "serviceAccountsEnabled": True,
        "attributes": {"access.token.lifespan": str(TOKEN_SECONDS)},
    }


def account_of_preflight() -> dict[str, Any]:
    """Its account, with the role that docs/registration.md names."""
    return {
        "username": f"service-account-{PREFLIGHT}",
        "enabled": True,
        "serviceAccountClientId": PREFLIGHT,
        "clientRoles": {"realm-management": ["view-clients"]},
    }
