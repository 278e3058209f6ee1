"""Google as an identity provider: endpoints on four hosts, and no way to log out."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from fakes.engine.endpoint import Route
from fakes.engine.model import Client
from fakes.vendors.google.authorize import AuthorizationOfGoogle
from fakes.vendors.google.tokens import TokensOfGoogle

HOSTS = {
    "authorization": "accounts.google.com/o/oauth2/v2/auth",
    "login": "accounts.google.com/v3/signin/identifier",
    "token": "oauth2.googleapis.com/token",
    "userinfo": "openidconnect.googleapis.com/v1/userinfo",
    "jwks": "www.googleapis.com/oauth2/v3/certs",
    "revocation": "oauth2.googleapis.com/revoke",
    "device": "oauth2.googleapis.com/device/code",
    "end_session": "accounts.google.com/there-is-none",
}
RESPONSE_TYPES = [
    "code",
    "token",
    "id_token",
    "code token",
    "code id_token",
    "token id_token",
    "code token id_token",
    "none",
]
# fmt: off
CLAIMS = [
    "aud", "email", "email_verified", "exp", "family_name", "given_name", "iat", "iss", "name",
    "picture", "sub",
]
# fmt: on
GRANT_TYPES = [
    "authorization_code",
    "refresh_token",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
]
PROJECT = "407408718192"


class Vendor(AuthorizationOfGoogle, TokensOfGoogle):
    """One issuer for everybody; a client of the type web application has a secret."""

    vendor = "google"
    host = "accounts.google.com"

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        application, other = super().registered(application_url)
        web = replace(
            application,
            client_id=f"{PROJECT}-wb7k2m9qx4t1v8z3.apps.googleusercontent.com",
            secret="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ion",  # noqa: S106 - of a fake
            post_logout_redirect_uris=(),
            response_types=tuple(" ".join(sorted(one.split())) for one in RESPONSE_TYPES),
        )
        other_id = f"{PROJECT}-o5h8d1r6c3j0n7y2.apps.googleusercontent.com"
        return (web, replace(other, client_id=other_id))

    @cached_property
    def endpoints(self) -> dict[str, str]:
        """Each on its host; on a loopback URL all are on one."""
        if self.under_its_own_names:
            return {name: f"https://{place}" for name, place in HOSTS.items()}
        return {n: f"{self.base}/{place.partition('/')[2]}" for n, place in HOSTS.items()}

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        del routes[self.endpoints["end_session"]]
        routes[self.endpoints["device"]] = Route(("POST",), self.closed)
        return routes

    def metadata(self) -> dict[str, Any]:
        """The members in the order of the product's own document."""
        at = self.endpoints
        return {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorization"],
            "device_authorization_endpoint": at["device"],
            "token_endpoint": at["token"],
            "userinfo_endpoint": at["userinfo"],
            "revocation_endpoint": at["revocation"],
            "jwks_uri": at["jwks"],
            "response_types_supported": RESPONSE_TYPES,
            "response_modes_supported": list(self.response_modes()),
            "authorization_response_iss_parameter_supported": True,
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "claims_supported": CLAIMS,
            "code_challenge_methods_supported": ["plain", "S256"],
            "grant_types_supported": GRANT_TYPES,
        }
