"""Hydra's admin API: clients, and what the login and consent application is asked and answers.

Source: https://www.ory.sh/docs/hydra/reference/api
"""

from collections.abc import Mapping
from typing import Any

import httpx

SCOPE = "openid profile email offline_access"
RESPONSE_TYPES = [
    *("code", "id_token", "id_token token"),
    *("code id_token", "code token", "code id_token token"),
]
FLOWS = "/admin/oauth2/auth/requests"


class Admin:
    """Who may ask it is decided by who reaches its port. Raises httpx.HTTPStatusError."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=30, trust_env=False)

    def add_client(self, client: Mapping[str, Any]) -> None:
        """Register a client."""
        self.http.post("/admin/clients", json=dict(client)).raise_for_status()

    def request(self, kind: str, challenge: str) -> dict[str, Any]:
        """What Hydra asks: `kind` is login, consent or logout."""
        asked = self.http.get(f"{FLOWS}/{kind}", params={f"{kind}_challenge": challenge})
        told: dict[str, Any] = asked.raise_for_status().json()
        return told

    def accept(self, kind: str, challenge: str, **answer: Any) -> str:
        """Say yes; the URL where the browser goes on."""
        url, params = f"{FLOWS}/{kind}/accept", {f"{kind}_challenge": challenge}
        said = self.http.put(url, params=params, json=answer)
        onward: str = said.raise_for_status().json()["redirect_to"]
        return onward


def clients(told: Mapping[str, str]) -> list[dict[str, Any]]:
    """The application's public client for every flow, and a confidential one of another."""
    host = told["HOST"]
    application = {
        "client_id": told["OIDC_CLIENT_ID"],
        "client_name": "W&B Server",
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "implicit", "refresh_token"],
        "response_types": RESPONSE_TYPES,
        "scope": SCOPE,
        "redirect_uris": [f"{host}/oidc/callback"],
        "post_logout_redirect_uris": [host, f"{host}/logout"],
        "allowed_cors_origins": [host],
        "skip_consent": True,
    }
    other = {
        "client_id": told["OTHER_CLIENT_ID"],
        "client_secret": told["OTHER_CLIENT_SECRET"],
        "client_name": "Wiki",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": SCOPE,
        "redirect_uris": [told["OTHER_REDIRECT_URI"]],
    }
    return [application, other]
