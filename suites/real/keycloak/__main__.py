"""Keycloak on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.keycloak FOLDER

FOLDER is where it is installed. Environment: as `suites.real.provider` sets it. One JSON line is
printed when the realm is complete. It ends when its standard input ends.
"""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from suites.real.keycloak.realm import PREFLIGHT, REALM, realm
from suites.real.keycloak.server import Admin, asking, chosen_base, keycloak
from suites.real.serving import announce


def token_of_preflight(http: httpx.Client, secret: str) -> str:
    """What lets the preflight read how clients are registered."""
    form = {"grant_type": "client_credentials", "client_id": PREFLIGHT, "client_secret": secret}
    answer = http.post(f"/realms/{REALM}/protocol/openid-connect/token", data=form)
    token: str = answer.raise_for_status().json()["access_token"]
    return token


def set_up(base: str, password: str, told: Mapping[str, str]) -> dict[str, str]:
    """Make the realm; the tokens that it gives out, by their settings."""
    with asking(base, told) as http:
        admin = Admin(http, password)
        secret = secrets.token_urlsafe(24)
        admin.add_realm(realm(told, secret))
        del http.headers["authorization"]
        admin_token = token_of_preflight(http, secret)
        # The rights over a new realm are in new tokens alone.
        initial_access_token = Admin(http, password).initial_access_token()
    return {"initial_access_token": initial_access_token, "admin_token": admin_token}


def main() -> None:
    """Start, make the realm, announce, serve."""
    base = chosen_base(os.environ)
    with keycloak(Path(sys.argv[1]), base) as password:
        tokens = set_up(base, password, os.environ)
        announce(issuer=f"{base}/realms/{REALM}", **tokens)


if __name__ == "__main__":
    main()
