"""Ory Hydra on 127.0.0.1 with a login and consent application, for ssoproof to judge.

    python -m suites.real.hydra PROGRAM

PROGRAM is where it was built. Environment: as `suites.real.provider` sets it. One JSON line is
printed when its clients are known. It ends when its standard input ends.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread

import uvicorn

from suites.real.hydra.admin import SCOPE, Admin, clients
from suites.real.hydra.application import Application
from suites.real.provider import free_port
from suites.real.serving import announce, served, wait_until_ready

READY_SECONDS = 60.0


def database(folder: str) -> str:
    """A file that requests at the same time wait for: in memory SQLite refuses them (HTTP 500).

    Source: https://github.com/mattn/go-sqlite3, connection string
    """
    options = "_fk=true&_txlock=immediate&_busy_timeout=10000&_journal_mode=WAL&_sync=OFF"
    return f"sqlite://{folder}/hydra.sqlite?{options}"


def make_tables(program: str, environment: Mapping[str, str]) -> None:
    """Raises CalledProcessError; what is said goes to standard error."""
    subprocess.run(  # noqa: S603 - our own command
        [program, "migrate", "sql", "up", "--read-from-env", "--yes"],
        env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=True,
    )  # fmt: skip


def settings(told: Mapping[str, str], base: str, ports: Mapping[str, int]) -> dict[str, str]:
    """Hydra's configuration, as variables of its environment.

    Source: https://www.ory.sh/docs/hydra/reference/configuration
    """
    pages, issuer = f"{base}:{ports['pages']}", f"{base}:{ports['public']}"
    chosen = {
        "DSN": database(told["FOLDER"]),
        "SECRETS_SYSTEM": secrets.token_urlsafe(32),
        "SQA_OPT_OUT": "true",
        "LOG_LEVEL": "error",
        "SERVE_PUBLIC_HOST": "127.0.0.1",
        "SERVE_PUBLIC_PORT": str(ports["public"]),
        "SERVE_ADMIN_HOST": "127.0.0.1",
        "SERVE_ADMIN_PORT": str(ports["admin"]),
        "SERVE_PUBLIC_CORS_ENABLED": "true",
        "SERVE_PUBLIC_CORS_ALLOWED_ORIGINS": told["HOST"],
        "URLS_SELF_ISSUER": issuer,
        "URLS_LOGIN": f"{pages}/login",
        "URLS_CONSENT": f"{pages}/consent",
        "URLS_LOGOUT": f"{pages}/logout",
        "URLS_POST_LOGOUT_REDIRECT": f"{pages}/logged-out",
        "URLS_ERROR": f"{pages}/error",
        "OAUTH2_PKCE_ENFORCED_FOR_PUBLIC_CLIENTS": "true",
        "OIDC_DYNAMIC_CLIENT_REGISTRATION_ENABLED": "true",
        # What a client may ask for that says nothing of it.
        "OIDC_DYNAMIC_CLIENT_REGISTRATION_DEFAULT_SCOPE": ",".join(SCOPE.split()),
        "WEBFINGER_OIDC_DISCOVERY_CLIENT_REGISTRATION_URL": f"{issuer}/oauth2/register",
        "OIDC_SUBJECT_IDENTIFIERS_SUPPORTED_TYPES": "public,pairwise",
        "OIDC_SUBJECT_IDENTIFIERS_PAIRWISE_SALT": secrets.token_urlsafe(32),
        "WEBFINGER_OIDC_DISCOVERY_SUPPORTED_SCOPE": "profile,email",
        "WEBFINGER_OIDC_DISCOVERY_SUPPORTED_CLAIMS": "name,email,email_verified",
    }
    if "TLS_CERTIFICATE" in told:
        chosen |= {
            "SERVE_PUBLIC_TLS_ENABLED": "true",
            "SERVE_PUBLIC_TLS_CERT_PATH": told["TLS_CERTIFICATE"],
            "SERVE_PUBLIC_TLS_KEY_PATH": told["TLS_KEY"],
        }
    return chosen


@contextmanager
def pages(told: Mapping[str, str], application: Application, port: int) -> Iterator[None]:
    """The login and consent application, served."""
    server = uvicorn.Server(
        uvicorn.Config(
            application.asgi(), host="127.0.0.1", port=port, lifespan="off", log_level="warning",
            ssl_certfile=told.get("TLS_CERTIFICATE"), ssl_keyfile=told.get("TLS_KEY"),
        )
    )  # fmt: skip
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def main() -> None:
    """Start both, add the clients, announce, serve."""
    told, program = os.environ, sys.argv[1]
    secure = "TLS_CERTIFICATE" in told
    base = f"{'https' if secure else 'http'}://127.0.0.1"
    ports = {"public": int(told["PORT"]) or free_port(), "admin": free_port()}
    ports |= {"pages": free_port()}
    admin = Admin(f"http://127.0.0.1:{ports['admin']}")
    command, chosen = [program, "serve", "all"], settings(told, base, ports)
    make_tables(program, chosen)
    with (
        served([*command, *([] if secure else ["--dev"])], chosen) as server,
        pages(told, Application(admin, told, secure), ports["pages"]),
    ):
        wait_until_ready(server, f"{base}:{ports['public']}/health/ready", READY_SECONDS)
        for client in clients(told):
            admin.add_client(client)
        announce(issuer=f"{base}:{ports['public']}")


if __name__ == "__main__":
    main()
