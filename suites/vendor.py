"""Which product a provider is, told by its issuer."""

import re

# A user pool's issuer has one of two hosts; its domain is recognised too, though it is no issuer.
BY_ISSUER = {
    "cognito": r"(issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?(/|$)|"
    r"[^/]+\.auth\.[a-z0-9-]+\.amazoncognito\.com(\.cn)?(/|$)",
    "okta": r"[^/]+\.(okta|oktapreview|okta-emea|okta-gov)\.com(/|$)",
    "auth0": r"[^/]+\.auth0\.com(/|$)",
    "entra": r"(login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)"
    r"|sts\.windows\.net|[^/]+\.(ciamlogin|b2clogin)\.com)/",
    "google": r"accounts\.google\.com/?$",
    "ping": r"auth\.pingone\.(com|eu|asia|ca|sg|com\.au)/[^/]+/as/?$",
    "keycloak": r"[^/]+(/[^?#]*)?/realms/[^/]+/?$",
}
VENDOR_NAMES = tuple(BY_ISSUER)


def recognise(issuer: str) -> str:
    """The vendor's name, or an empty string if the issuer does not tell."""
    shown = re.sub(r"^https?://", "", issuer, flags=re.IGNORECASE)
    return next(
        (name for name, shape in BY_ISSUER.items() if re.match(shape, shown, re.IGNORECASE)), ""
    )
