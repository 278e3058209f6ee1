"""Which claims about a user the provider gives: the toolkit's own hook."""

from collections.abc import Callable
from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator


class Claims(OAuth2Validator):
    """What Django's user has, by the names of OIDC Core 5.1; the scopes decide what is given."""

    def get_additional_claims(self) -> dict[str, Callable[[Any], Any]]:
        return {
            "name": lambda request: request.user.get_full_name(),
            "given_name": lambda request: request.user.first_name,
            "family_name": lambda request: request.user.last_name,
            "preferred_username": lambda request: request.user.get_username(),
            "email": lambda request: request.user.email,
            "email_verified": lambda request: True,
        }


class SilentLogin(Claims):
    """With the hooks for prompt=none, which oauthlib calls and the toolkit does not have.

    Its view has asked for a login already, or says login_required itself.
    """

    def validate_silent_login(self, request: Any) -> bool:
        return True

    def validate_silent_authorization(self, request: Any) -> bool:
        return True
