"""Auth0, as an application meets it: one tenant, whose issuer ends in a slash."""

from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from fakes.engine.model import Client
from fakes.vendors.auth0.admin import Administration
from fakes.vendors.auth0.authorize import AuthorizationOfAuth0
from fakes.vendors.auth0.connections import ConnectionsOfAuth0
from fakes.vendors.auth0.logout import LogoutOfAuth0
from fakes.vendors.auth0.tokens import TokensOfAuth0

TENANT = "dev-1234"
# fmt: off
SCOPES = [
    "openid", "profile", "offline_access", "name", "given_name", "family_name", "nickname", "email",
    "email_verified", "picture", "created_at", "identities", "phone", "address",
]
RESPONSE_TYPES = [
    "code", "token", "id_token", "code token", "code id_token", "token id_token",
    "code token id_token",
]
CLAIMS = [
    "aud", "auth_time", "created_at", "email", "email_verified", "exp", "family_name",
    "given_name", "iat", "identities", "iss", "name", "nickname", "phone_number", "picture", "sub",
]
# fmt: on


class Vendor(
    Administration, ConnectionsOfAuth0, AuthorizationOfAuth0, LogoutOfAuth0, TokensOfAuth0
):
    """`implicit` is a grant type of the application, `end_session` a setting of the tenant.

    `upstream` is the strategy of its enterprise connection.
    """

    vendor = "auth0"
    host = f"{TENANT}.us.auth0.com"
    choices: ClassVar = {
        "implicit": ("on", "off"),
        "end_session": ("listed", "unlisted"),
        "upstream": ("none", "samlp", "ad", "pingfederate", "oidc", "waad"),
    }

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """A single-page application without a secret, and a regular web application."""
        application, other = super().registered(application_url)
        single_page = replace(
            application,
            client_id="H7cQnW4vXk2mZsR9tBfL1pJdY6uEoA3g",
            response_types=tuple(" ".join(sorted(one.split())) for one in RESPONSE_TYPES),
            scopes=(*application.scopes, "offline_access"),
        )
        return (single_page, replace(other, client_id="Vb8xKq3nT5wLzD2hRj7mYcF0gSp9eUaX"))

    @cached_property
    def issuer(self) -> str:
        return f"{self.base}/"

    @cached_property
    def endpoints(self) -> dict[str, str]:
        paths = {
            "authorization": "/authorize",
            "login": "/u/login",
            "token": "/oauth/token",
            "userinfo": "/userinfo",
            "jwks": "/.well-known/jwks.json",
            "revocation": "/oauth/revoke",
            "end_session": "/oidc/logout",
            "logout": "/v2/logout",
            "device": "/oauth/device/code",
            "mfa": "/mfa/challenge",
            "registration": "/oidc/register",
        }
        return {name: f"{self.base}{path}" for name, path in paths.items()}

    def metadata(self) -> dict[str, Any]:
        """The members in the order of the product's own document."""
        at = self.endpoints
        return {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorization"],
            "token_endpoint": at["token"],
            "device_authorization_endpoint": at["device"],
            "userinfo_endpoint": at["userinfo"],
            "mfa_challenge_endpoint": at["mfa"],
            "jwks_uri": at["jwks"],
            "registration_endpoint": at["registration"],
            "revocation_endpoint": at["revocation"],
            "scopes_supported": SCOPES,
            "response_types_supported": RESPONSE_TYPES,
            "code_challenge_methods_supported": list(self.challenge_methods()),
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["HS256", "RS256", "PS256"],
        } | self.metadata_of_clients()

    def metadata_of_clients(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic",
                "client_secret_post",
                "private_key_jwt",
                "none",
            ],
            "claims_supported": CLAIMS,
            "request_uri_parameter_supported": False,
            "request_parameter_supported": False,
            "token_endpoint_auth_signing_alg_values_supported": ["RS256", "RS384", "PS256"],
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }
        if self.options["end_session"] == "listed":
            told["end_session_endpoint"] = self.endpoints["end_session"]
        return told
