"""Spring Authorization Server on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.spring ARCHIVE

ARCHIVE is what was built. Environment: as `suites.real.provider` sets it. One JSON line is printed
when it listens. It ends when its standard input ends.
"""

import os
import sys
from collections.abc import Mapping

from suites.real.provider import free_port
from suites.real.serving import announce, served, wait_until_ready

READY_SECONDS = 200.0


def settings(told: Mapping[str, str], issuer: str) -> dict[str, str]:
    """Spring Boot's configuration, as variables of its environment."""
    chosen = {
        "ISSUER": issuer,
        "SERVER_ADDRESS": "127.0.0.1",
        "SERVER_PORT": issuer.rpartition(":")[2],
        "SERVER_SERVLET_SESSION_COOKIE_SAME_SITE": "lax",
        "SERVER_TOMCAT_USE_RELATIVE_REDIRECTS": "true",
        "SPRING_MAIN_BANNER_MODE": "off",
    }
    if "TLS_CERTIFICATE" in told:
        chosen |= {
            "SERVER_SSL_CERTIFICATE": told["TLS_CERTIFICATE"],
            "SERVER_SSL_CERTIFICATE_PRIVATE_KEY": told["TLS_KEY"],
            "SERVER_SERVLET_SESSION_COOKIE_SECURE": "true",
        }
    return chosen


def main() -> None:
    """Start, announce, serve."""
    told = os.environ
    scheme = "https" if "TLS_CERTIFICATE" in told else "http"
    issuer = f"{scheme}://127.0.0.1:{int(told['PORT']) or free_port()}"
    with served(["java", "-jar", sys.argv[1]], settings(told, issuer)) as server:
        wait_until_ready(server, f"{issuer}/.well-known/openid-configuration", READY_SECONDS)
        announce(issuer=issuer)


if __name__ == "__main__":
    main()
