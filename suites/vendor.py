"""Which product a provider is, told by its issuer."""

import re

BY_ISSUER = {
    "cognito": r"https://(issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/|"
    r"https://[^/]+\.auth\.[a-z0-9-]+\.amazoncognito\.com(/|$)",
    "okta": r"https://[^/]+\.(okta|oktapreview|okta-emea)\.com(/|$)",
}
VENDOR_NAMES = tuple(BY_ISSUER)


def recognise(issuer: str) -> str:
    """The vendor's name, or an empty string if the issuer does not tell."""
    return next((name for name, shape in BY_ISSUER.items() if re.match(shape, issuer)), "")
