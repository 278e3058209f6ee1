"""Faults of a client's registration, as the admin API tells it."""

from typing import Any

from starlette.responses import Response

from fakes.faults import fault
from fakes.faults.homes import Cognito
from fakes.wire.request import Request


@fault(caught_by=["client/exists"])
class NoSuchAppClient(Cognito):
    """The application's operator has the id of an app client that was deleted."""

    def admin(self, request: Request) -> Response:
        request.body = request.body.replace(next(iter(self.clients)).encode(), b"0deleted0")
        return super().admin(request)


@fault(caught_by=["client/enabled"])
class OauthFlowsOff(Cognito):
    """The app client's flows are chosen, but not switched on."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"AllowedOAuthFlowsUserPoolClient": False}


@fault(caught_by=["client/flow-enabled"])
class CodeGrantOff(Cognito):
    """The app client may use the implicit grant alone."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"AllowedOAuthFlows": ["implicit"]}


@fault(caught_by=["client/scopes"])
class ProfileScopeNotAllowed(Cognito):
    """The app client may not have the scope profile."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"AllowedOAuthScopes": ["openid", "email"]}


@fault(caught_by=["client/no-secret"])
class AppClientHasASecret(Cognito):
    """The app client was created with a secret, and the application has none."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"ClientSecret": "a-secret-that-nobody-knows"}


@fault(caught_by=["client/identity-provider"])
class NoIdentityProvider(Cognito):
    """No identity provider is enabled for the app client, not even the pool itself."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"SupportedIdentityProviders": []}


@fault(caught_by=["client/readable-claims"])
class EmailVerifiedNotReadable(Cognito):
    """The app client may read email, but not email_verified."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"ReadAttributes": ["email", "name"]}


@fault(caught_by=["client/token-revocation"])
class TokenRevocationOff(Cognito):
    """Tokens of the app client cannot be revoked."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"EnableTokenRevocation": False}


@fault(caught_by=["client/user-existence"])
class UserExistenceTold(Cognito):
    """Errors tell which users exist."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"PreventUserExistenceErrors": "LEGACY"}


@fault(caught_by=["pool/login-pages"])
class NoDomain(Cognito):
    """The user pool has no domain."""

    def told_user_pool(self, pool: dict[str, Any]) -> dict[str, Any]:
        return super().told_user_pool(pool) | {"Domain": None}


@fault(caught_by=["pool/login-pages"])
class DomainNotActive(Cognito):
    """The user pool's domain is not there yet."""

    def told_domain(self, domain: dict[str, Any]) -> dict[str, Any]:
        return super().told_domain(domain) | {"Status": "CREATING"}


@fault(
    caught_by=["client/has-secret", "token/success", "revocation/unknown-token"],
    at_home=["discovery/asymmetric-authentication"],
)
class SecretForAPublicClient(Cognito):
    """The operator gives the application a secret, and the app client has none."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_CLIENT_SECRET": "made-up-secret"}
