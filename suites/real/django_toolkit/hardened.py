"""The same site after its administrator did what the toolkit leaves to them.

RFC 9700 is kept wherever the toolkit has a setting for it (they become its defaults with 4.0), the
hooks for prompt=none are written, and a proxy adds a Content-Security-Policy (see `__main__`).
"""

from suites.real.django_toolkit.settings import *  # noqa: F403 - a settings module builds on another
from suites.real.django_toolkit.settings import OAUTH2_PROVIDER

GATES = (
    "IMPLICIT_GRANT",
    "PASSWORD_GRANT",
    "PKCE_METHOD",
    "ACCESS_TOKEN_TRANSPORT",
    "AUTHZ_RESPONSE_ISS",
    "TOKEN_STORAGE",
)
OAUTH2_PROVIDER |= {f"COMPLIANT_BCP_RFC9700_{gate}": True for gate in GATES}
OAUTH2_PROVIDER |= {
    "OAUTH2_VALIDATOR_CLASS": "suites.real.django_toolkit.claims.SilentLogin",
    "OIDC_TOKEN_ENDPOINT_AUTH_METHODS_SUPPORTED": [
        "client_secret_basic",
        "client_secret_post",
        "none",
    ],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # Consent is asked for once, not each time.
    "REQUEST_APPROVAL_PROMPT": "auto",
}
