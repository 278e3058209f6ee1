"""oauth2-proxy on 127.0.0.1, in front of a static page, for ssoproof to judge.

    python -m suites.real.applications.oauth2_proxy PROGRAM

PROGRAM is where it was built. Environment: as `suites.real.applications.product` sets it.
"""

import os
import secrets
import sys
from collections.abc import Mapping

from suites.real.applications.serving import serve


def settings(told: Mapping[str, str]) -> dict[str, str]:
    """Its configuration, as variables of its environment.

    What is not said here is as it comes, except that a challenge is asked for and that it goes to
    the provider at once.

    Source: https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview
    """
    return {
        "OAUTH2_PROXY_PROVIDER": "oidc",
        "OAUTH2_PROXY_OIDC_ISSUER_URL": told["OIDC_ISSUER"],
        "OAUTH2_PROXY_CLIENT_ID": told["OIDC_CLIENT_ID"],
        "OAUTH2_PROXY_CLIENT_SECRET": told["OIDC_CLIENT_SECRET"],
        "OAUTH2_PROXY_CODE_CHALLENGE_METHOD": "S256",
        "OAUTH2_PROXY_REDIRECT_URL": f"{told['HOST']}/oauth2/callback",
        "OAUTH2_PROXY_HTTP_ADDRESS": told["HOST"].partition("//")[2],
        "OAUTH2_PROXY_COOKIE_SECRET": secrets.token_urlsafe(32),
        "OAUTH2_PROXY_EMAIL_DOMAINS": "*",
        "OAUTH2_PROXY_UPSTREAMS": "static://200",
    }


if __name__ == "__main__":
    serve([sys.argv[1]], settings(os.environ))
