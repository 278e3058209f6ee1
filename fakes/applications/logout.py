"""Where the user is sent to log out of the provider too."""

import re
from typing import Any
from urllib.parse import urlencode

from fakes.applications.settings import Settings

# A user pool's ID, which begins with its region, is the last part of every issuer of Cognito's.
COGNITO = re.compile(r"/[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]+/?\Z")


def logout_url(settings: Settings) -> str:
    """The logout URL to register at the provider: HOST at Cognito, HOST/logout elsewhere."""
    return settings.host if is_cognito(settings.issuer) else f"{settings.host}/logout"


def url_at_provider(settings: Settings, metadata: dict[str, Any], id_token: str) -> str:
    """The logout request; empty if the provider publishes no logout.

    It goes by GET: a cookie of the provider's with SameSite=Lax does not come along with a POST
    from here, and the session that it stands for would stay.
    """
    endpoint = metadata.get("end_session_endpoint")
    if not isinstance(endpoint, str) or not endpoint:
        return ""
    params = {"id_token_hint": id_token, "post_logout_redirect_uri": logout_url(settings)}
    if is_cognito(settings.issuer):
        params = {"client_id": settings.client_id, "logout_uri": logout_url(settings)}
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(params)}"


def is_cognito(issuer: str) -> bool:
    """Whether the issuer is a user pool of Amazon Cognito, whose logout has its own parameters."""
    return bool(COGNITO.search(issuer))
