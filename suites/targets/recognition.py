"""Which product a provider is, told by its issuer, or by what only its discovery document has."""

import re
from collections.abc import Mapping
from typing import Any

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
# What a user writes who knows that it is none of them.
NONE = "none"
LONGEST_ISSUER = 2000

# Behind a name of one's own: members of the document, and the shape of each (of one value in a
# list). All of a vendor's must fit.
BY_METADATA = {
    "cognito": {
        "authorization_endpoint": r"/oauth2/authorize$",
        "userinfo_endpoint": r"/oauth2/userInfo$",
    },
    "okta": {"response_modes_supported": r"^okta_post_message$"},
    "auth0": {
        "mfa_challenge_endpoint": r"/mfa/challenge$",
        "token_endpoint": r"/oauth/token$",
    },
    "entra": {
        "cloud_instance_name": r".",
        "authorization_endpoint": r"/oauth2/(v2\.0/)?authorize$",
    },
    "google": {
        "authorization_endpoint": r"/o/oauth2/v2/auth$",
        "jwks_uri": r"/oauth2/v3/certs$",
    },
    "ping": {
        "authorization_endpoint": r"/as/authorization\.oauth2$",
        "token_endpoint": r"/as/token\.oauth2$",
    },
    "keycloak": {
        "authorization_endpoint": r"/protocol/openid-connect/auth$",
        "jwks_uri": r"/protocol/openid-connect/certs$",
    },
}


def recognise(issuer: str) -> str:
    """The vendor's name, or an empty string if the issuer does not tell."""
    shown = re.sub(r"^https?://", "", issuer, flags=re.IGNORECASE)
    return next(
        (name for name, shape in BY_ISSUER.items() if re.match(shape, shown, re.IGNORECASE)), ""
    )


def recognise_by_metadata(document: Mapping[str, Any]) -> str:
    """The vendor's name, or an empty string if the discovery document does not tell.

    It may name the product's own issuer, whatever it was fetched from.
    """
    issuer = document.get("issuer")
    named = recognise(issuer[:LONGEST_ISSUER]) if isinstance(issuer, str) else ""
    fitting = (name for name, shapes in BY_METADATA.items() if _all_fit(shapes, document))
    return named or next(fitting, "")


def _all_fit(shapes: dict[str, str], document: Mapping[str, Any]) -> bool:
    return all(_fits(shape, document.get(member)) for member, shape in shapes.items())


def _fits(shape: str, value: Any) -> bool:
    """Whether a string, or one of a list, has this shape; the document is anybody's."""
    values = value if isinstance(value, list) else [value]
    return any(isinstance(one, str) and re.search(shape, one) for one in values)
