"""Faults of a client's registration, as the admin API tells it."""

from fakes.faults import fault


@fault(caught_by=["client/exists"], vendor="cognito")
class NoSuchAppClient:
    """The application's operator has the id of an app client that was deleted."""

    def admin(self, request):
        request.body = request.body.replace(next(iter(self.clients)).encode(), b"0deleted0")
        return super().admin(request)


@fault(caught_by=["client/enabled"], vendor="cognito")
class OauthFlowsOff:
    """The app client's flows are chosen, but not switched on."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"AllowedOAuthFlowsUserPoolClient": False}


@fault(caught_by=["client/flow-enabled"], vendor="cognito")
class CodeGrantOff:
    """The app client may use the implicit grant alone."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"AllowedOAuthFlows": ["implicit"]}


@fault(caught_by=["client/scopes"], vendor="cognito")
class ProfileScopeNotAllowed:
    """The app client may not have the scope profile."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"AllowedOAuthScopes": ["openid", "email"]}


@fault(caught_by=["client/no-secret"], vendor="cognito")
class AppClientHasASecret:
    """The app client was created with a secret, and the application has none."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"ClientSecret": "a-secret-that-nobody-knows"}


@fault(caught_by=["client/identity-provider"], vendor="cognito")
class NoIdentityProvider:
    """No identity provider is enabled for the app client, not even the pool itself."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"SupportedIdentityProviders": []}


@fault(caught_by=["client/readable-claims"], vendor="cognito")
class EmailVerifiedNotReadable:
    """The app client may read email, but not email_verified."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"ReadAttributes": ["email", "name"]}


@fault(caught_by=["client/token-revocation"], vendor="cognito")
class TokenRevocationOff:
    """Tokens of the app client cannot be revoked."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"EnableTokenRevocation": False}


@fault(caught_by=["client/user-existence"], vendor="cognito")
class UserExistenceTold:
    """Errors tell which users exist."""

    def told_app_client(self, client):
        return super().told_app_client(client) | {"PreventUserExistenceErrors": "LEGACY"}


@fault(caught_by=["pool/login-pages"], vendor="cognito")
class NoDomain:
    """The user pool has no domain."""

    def told_user_pool(self, pool):
        return super().told_user_pool(pool) | {"Domain": None}


@fault(caught_by=["pool/login-pages"], vendor="cognito")
class DomainNotActive:
    """The user pool's domain is not there yet."""

    def told_domain(self, domain):
        return super().told_domain(domain) | {"Status": "CREATING"}


@fault(
    caught_by=["client/has-secret", "token/success", "revocation/unknown-token"],
    vendor="cognito",
)
class SecretForAPublicClient:
    """The operator gives the application a secret, and the app client has none."""

    def told_to_operators(self, auth_method):
        return super().told_to_operators(auth_method) | {"OIDC_CLIENT_SECRET": "made-up-secret"}
