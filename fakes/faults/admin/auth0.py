"""Faults of a client's registration at Auth0, as the Management API tells it."""

from fakes.faults import fault


@fault(caught_by=["client/exists"], vendor="auth0")
class NoSuchClientOfTheTenant:
    """The application's operator has the client ID of another tenant."""

    def admin(self, request, client_id):
        return super().admin(request, f"{client_id}0")


@fault(caught_by=["client/flow-enabled"], vendor="auth0")
class ImplicitIsNoGrantType:
    """The grant type implicit is not ticked for the application."""

    def told_grant_types(self, client):
        return ["authorization_code", "refresh_token"]


@fault(caught_by=["client/id-token-algorithm"], vendor="auth0")
class SignedWithTheSecret:
    """ID Tokens of the application are signed with its secret."""

    def told_client(self, client):
        told = super().told_client(client)
        return told | {"jwt_configuration": told["jwt_configuration"] | {"alg": "HS256"}}


@fault(caught_by=["client/conformant"], vendor="auth0")
class ClientOfTheOldKind:
    """The application was made by the API, which does not make it OIDC conformant by itself."""

    def told_client(self, client):
        return super().told_client(client) | {"oidc_conformant": False}


@fault(caught_by=["client/plain-requests"], vendor="auth0")
class RequestsMustBePushed:
    """The application must push its authorization requests."""

    def told_client(self, client):
        return super().told_client(client) | {"require_pushed_authorization_requests": True}


@fault(caught_by=["client/bearer-tokens"], vendor="auth0")
class ProofOfPossessionAskedFor:
    """The application must prove that it has the key of its tokens."""

    def told_client(self, client):
        return super().told_client(client) | {"require_proof_of_possession": True}


@fault(caught_by=["client/no-secret"], vendor="auth0")
class SecretAskedFor:
    """The application has to prove itself with its secret, and nobody was told it."""

    def told_client(self, client):
        told = {"token_endpoint_auth_method": "client_secret_post"}
        return super().told_client(client) | told


@fault(caught_by=["client/application-type"], vendor="auth0")
class MachineToMachineApplication:
    """The application was made as one without users."""

    def told_client(self, client):
        return super().told_client(client) | {"app_type": "non_interactive"}


@fault(caught_by=["client/callback-registered"], vendor="auth0")
class NoAllowedCallback:
    """No callback URL is allowed, as in an application that was just made."""

    def told_client(self, client):
        told = super().told_client(client)
        return {name: value for name, value in told.items() if name != "callbacks"}


@fault(caught_by=["client/callback-https"], vendor="auth0")
class AllowedCallbackByPlainHttp:
    """Beside the callback, an old one with http is still allowed."""

    def told_client(self, client):
        told = super().told_client(client)
        return told | {"callbacks": [*told["callbacks"], "http://wandb.mycompany.com/cb"]}


@fault(caught_by=["client/logout-registered"], vendor="auth0")
class AllowedLogoutWithASlash:
    """The logout URL is allowed with a slash at its end only."""

    def told_client(self, client):
        told = super().told_client(client)
        return told | {"allowed_logout_urls": [f"{url}/" for url in told["allowed_logout_urls"]]}


@fault(caught_by=["client/password-grant"], vendor="auth0")
class PasswordRealmGrant:
    """The application may send passwords to the token endpoint."""

    def told_grant_types(self, client):
        realm = "http://auth0.com/oauth/grant-type/password-realm"
        return [*super().told_grant_types(client), realm]
