"""Dex on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.dex PROGRAM

PROGRAM is where it was built. Environment: as `suites.real.provider` sets it. One JSON line is
printed when it listens. It ends when its standard input ends.
"""

import json
import os
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bcrypt

from suites.real.provider import free_port
from suites.real.serving import announce, served, wait_until_ready

READY_SECONDS = 60.0


def configuration(told: Mapping[str, str], issuer: str) -> dict[str, Any]:
    """Dex's configuration.

    Source: https://dexidp.io/docs/configuration/
    """
    return {
        "issuer": issuer,
        "storage": {"type": "memory"},
        "web": web(told, issuer),
        "oauth2": {
            "responseTypes": ["code", "token", "id_token"],
            "skipApprovalScreen": True,
            "pkce": {"codeChallengeMethodsSupported": ["S256"]},
        },
        "enablePasswordDB": True,
        "staticPasswords": [
            user(address(told["OIDC_USERNAME"]), told["OIDC_PASSWORD"], "Ada Quist"),
            user(address(told["OTHER_USERNAME"]), told["OTHER_PASSWORD"], "Bea Rand"),
        ],
        "staticClients": clients(told),
    }


def web(told: Mapping[str, str], issuer: str) -> dict[str, Any]:
    """Where it listens, and what a careful administrator has every answer say."""
    at = issuer.split("/")[2]
    headers = {
        "X-Frame-Options": "DENY",
        "Strict-Transport-Security": "max-age=63072000",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
    shared = {"headers": headers, "allowedOrigins": [told["HOST"]]}
    if "TLS_CERTIFICATE" not in told:
        return shared | {"http": at}
    return shared | {"https": at, "tlsCert": told["TLS_CERTIFICATE"], "tlsKey": told["TLS_KEY"]}


def address(username: str) -> str:
    """What people type to log in: Dex's own users have no other name."""
    return f"{username}@example.com"


def user(email: str, password: str, name: str) -> dict[str, Any]:
    """Somebody with a password that Dex keeps itself."""
    return {
        "email": email,
        "emailVerified": True,
        "username": name,
        "name": name,
        "preferredUsername": email.partition("@")[0],
        "userID": str(uuid.uuid4()),
        "hash": bcrypt.hashpw(password.encode(), bcrypt.gensalt(10)).decode(),
    }


def clients(told: Mapping[str, str]) -> list[dict[str, Any]]:
    """The application's public client, and a confidential one of another."""
    host = told["HOST"]
    application = {
        "id": told["OIDC_CLIENT_ID"],
        "name": "W&B Server",
        "public": True,
        # Where a login ends that somebody began with the code of a device.
        "redirectURIs": [f"{host}/oidc/callback", "/dex/device/callback"],
        "postLogoutRedirectURIs": [host, f"{host}/logout"],
    }
    other = {
        "id": told["OTHER_CLIENT_ID"],
        "secret": told["OTHER_CLIENT_SECRET"],
        "name": "Wiki",
        "redirectURIs": [told["OTHER_REDIRECT_URI"]],
    }
    return [application, other]


def main() -> None:
    """Configure, start, announce, serve."""
    told, program = os.environ, sys.argv[1]
    scheme = "https" if "TLS_CERTIFICATE" in told else "http"
    issuer = f"{scheme}://127.0.0.1:{int(told['PORT']) or free_port()}/dex"
    config = Path(told["FOLDER"]) / "dex.json"
    config.write_text(json.dumps(configuration(told, issuer)), "utf-8")
    # Sessions are a feature that has to be asked for: without them nobody is ever known again.
    with served([program, "serve", str(config)], {"DEX_SESSIONS_ENABLED": "true"}) as server:
        wait_until_ready(server, f"{issuer}/.well-known/openid-configuration", READY_SECONDS)
        announce(
            issuer=issuer,
            username=address(told["OIDC_USERNAME"]),
            other_username=address(told["OTHER_USERNAME"]),
        )


if __name__ == "__main__":
    main()
