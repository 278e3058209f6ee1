"""An application on Spring Security's OAuth 2.0 client on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.applications.spring_client FOLDER

FOLDER is where it was made ready. Environment: as `suites.real.applications.product` sets it.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from suites.real.applications.serving import serve
from suites.real.applications.spring_client import CLASSES, java


def settings(told: Mapping[str, str]) -> dict[str, str]:
    """Spring Boot's configuration, as variables of its environment; the rest is as it comes.

    Source: https://docs.spring.io/spring-security/reference/servlet/oauth2/login/core.html
    """
    registration = "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_PROVIDER"
    return {
        "SERVER_ADDRESS": "127.0.0.1",
        "SERVER_PORT": told["HOST"].rpartition(":")[2],
        "SPRING_MAIN_BANNER_MODE": "off",
        f"{registration}_CLIENT_ID": told["OIDC_CLIENT_ID"],
        f"{registration}_CLIENT_SECRET": told["OIDC_CLIENT_SECRET"],
        f"{registration}_SCOPE": "openid,profile,email",
        "SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_PROVIDER_ISSUER_URI": told["OIDC_ISSUER"],
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    known = f"-XX:SharedArchiveFile={folder / CLASSES}"
    serve(java(folder, known), settings(os.environ))
