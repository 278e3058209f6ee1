"""The server that runs, and its admin API: what every realm that is made in it has in common."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from suites.real.keycloak.realm import REALM
from suites.real.provider import free_port
from suites.real.serving import served, wait_until_ready

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

    def add_realm(self, realm: Mapping[str, Any]) -> None:
        """A realm, with everybody in it."""
        self.http.post("/admin/realms", json=realm).raise_for_status()

    def initial_access_token(self) -> str:
        """What lets clients register themselves."""
        wanted = {"count": REGISTRATIONS, "expiration": 0}
        answer = self.http.post(f"/admin/realms/{REALM}/clients-initial-access", json=wanted)
        token: str = answer.raise_for_status().json()["token"]
        return token


def chosen_base(told: Mapping[str, str]) -> str:
    """Where the server is to listen: at the port that is told, else at a free one."""
    scheme = "https" if "TLS_CERTIFICATE" in told else "http"
    return f"{scheme}://127.0.0.1:{int(told['PORT']) or free_port()}"


@contextmanager
def keycloak(home: Path, base: str) -> Iterator[str]:
    """The server in the folder `home`, ready at `base`: the password of its administrator."""
    told = os.environ
    password = secrets.token_urlsafe(24)
    admin = {"KC_BOOTSTRAP_ADMIN_USERNAME": ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD": password}
    with served(["sh", str(home / "bin" / "kc.sh"), *options(told, base)], admin) as server:
        wait_until_ready(server, f"{base}/realms/master", READY_SECONDS)
        yield password


@contextmanager
def asking(base: str, told: Mapping[str, str]) -> Iterator[httpx.Client]:
    """A client of the admin API at `base`."""
    trusted = told.get("OIDC_CA_BUNDLE") or True
    with httpx.Client(base_url=base, verify=trusted, timeout=60, trust_env=False) as http:
        yield http
