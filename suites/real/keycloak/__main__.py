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
from suites.real.provider import free_port
from suites.real.serving import announce, served, wait_until_ready

READY_SECONDS = 400.0
ADMIN = "administrator"
# The registrations of one run, and many more.
REGISTRATIONS = 10_000


def options(told: Mapping[str, str], base: str) -> list[str]:
    """How the server is told where it listens; a fixed hostname is its one issuer."""
    port = base.rpartition(":")[2]
    shared = ["start", "--optimized", f"--hostname={base}", "--cache=local"]
    if "TLS_CERTIFICATE" not in told:
        return [*shared, "--http-enabled=true", "--http-host=127.0.0.1", f"--http-port={port}"]
    files = [
        f"--https-certificate-file={told['TLS_CERTIFICATE']}",
        f"--https-certificate-key-file={told['TLS_KEY']}",
    ]
    return [*shared, *files, "--http-host=127.0.0.1", f"--https-port={port}"]


class Admin:
    """The admin API, as far as a realm is made by it. Raises httpx.HTTPStatusError."""

    def __init__(self, http: httpx.Client, password: str) -> None:
        self.http = http
        login = {"grant_type": "password", "client_id": "admin-cli"}
        login |= {"username": ADMIN, "password": password}
        url = "/realms/master/protocol/openid-connect/token"
        token = http.post(url, data=login).raise_for_status().json()["access_token"]
        http.headers["authorization"] = f"Bearer {token}"

    def add_realm(self, told: Mapping[str, str], secret: str) -> None:
        """The realm, with everybody in it; `secret` is that of the client for the preflight."""
        self.http.post("/admin/realms", json=realm(told, secret)).raise_for_status()

    def initial_access_token(self) -> str:
        """What lets clients register themselves."""
        wanted = {"count": REGISTRATIONS, "expiration": 0}
        answer = self.http.post(f"/admin/realms/{REALM}/clients-initial-access", json=wanted)
        token: str = answer.raise_for_status().json()["token"]
        return token


def token_of_preflight(http: httpx.Client, secret: str) -> str:
    """What lets the preflight read how clients are registered."""
    form = {"grant_type": "client_credentials", "client_id": PREFLIGHT, "client_secret": secret}
    answer = http.post(f"/realms/{REALM}/protocol/openid-connect/token", data=form)
    token: str = answer.raise_for_status().json()["access_token"]
    return token


def set_up(base: str, password: str, told: Mapping[str, str]) -> dict[str, str]:
    """Make the realm; the tokens that it gives out, by their settings."""
    trusted = told.get("OIDC_CA_BUNDLE") or True
    with httpx.Client(base_url=base, verify=trusted, timeout=60, trust_env=False) as http:
        admin = Admin(http, password)
        secret = secrets.token_urlsafe(24)
        admin.add_realm(told, secret)
        del http.headers["authorization"]
        admin_token = token_of_preflight(http, secret)
        # The rights over a new realm are in new tokens alone.
        initial_access_token = Admin(http, password).initial_access_token()
    return {"initial_access_token": initial_access_token, "admin_token": admin_token}


def main() -> None:
    """Start, make the realm, announce, serve."""
    told, home = os.environ, Path(sys.argv[1])
    scheme = "https" if "TLS_CERTIFICATE" in told else "http"
    base = f"{scheme}://127.0.0.1:{int(told['PORT']) or free_port()}"
    password = secrets.token_urlsafe(24)
    admin = {"KC_BOOTSTRAP_ADMIN_USERNAME": ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD": password}
    with served(["sh", str(home / "bin" / "kc.sh"), *options(told, base)], admin) as server:
        wait_until_ready(server, f"{base}/realms/master", READY_SECONDS)
        tokens = set_up(base, password, told)
        announce(issuer=f"{base}/realms/{REALM}", **tokens)


if __name__ == "__main__":
    main()
