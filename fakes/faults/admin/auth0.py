"""Faults of a client's registration at Auth0, as the Management API tells it."""

from typing import Any

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Auth0
from fakes.wire.request import Request


@fault(caught_by=["client/exists"])
class NoSuchClientOfTheTenant(Auth0):
    """The application's operator has the client ID of another tenant."""

    def admin(self, request: Request, client_id: str) -> Response:
        return super().admin(request, f"{client_id}0")


@fault(caught_by=["client/flow-enabled"])
class ImplicitIsNoGrantType(Auth0):
    """The grant type implicit is not ticked for the application."""

    def told_grant_types(self, client: Client) -> list[str]:
        return ["authorization_code", "refresh_token"]


@fault(caught_by=["client/id-token-algorithm"])
class SignedWithTheSecret(Auth0):
    """ID Tokens of the application are signed with its secret."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        return told | {"jwt_configuration": told["jwt_configuration"] | {"alg": "HS256"}}


@fault(caught_by=["client/conformant"])
class ClientOfTheOldKind(Auth0):
    """The application was made by the API, which does not make it OIDC conformant by itself."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"oidc_conformant": False}


@fault(caught_by=["client/plain-requests"])
class RequestsMustBePushed(Auth0):
    """The application must push its authorization requests."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"require_pushed_authorization_requests": True}


@fault(caught_by=["client/bearer-tokens"])
class ProofOfPossessionAskedFor(Auth0):
    """The application must prove that it has the key of its tokens."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"require_proof_of_possession": True}


@fault(caught_by=["client/no-secret"])
class SecretAskedFor(Auth0):
    """The application has to prove itself with its secret, and nobody was told it."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = {"token_endpoint_auth_method": "client_secret_post"}
        return super().told_client(client) | told


@fault(caught_by=["client/application-type"])
class MachineToMachineApplication(Auth0):
    """The application was made as one without users."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"app_type": "non_interactive"}


@fault(caught_by=["client/callback-registered"])
class NoAllowedCallback(Auth0):
    """No callback URL is allowed, as in an application that was just made."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        return {name: value for name, value in told.items() if name != "callbacks"}


@fault(caught_by=["client/callback-https"])
class AllowedCallbackByPlainHttp(Auth0):
    """Beside the callback, an old one with http is still allowed."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        return told | {"callbacks": [*told["callbacks"], "http://wandb.mycompany.com/cb"]}


@fault(caught_by=["client/logout-registered"])
class AllowedLogoutWithASlash(Auth0):
    """The logout URL is allowed with a slash at its end only."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        return told | {"allowed_logout_urls": [f"{url}/" for url in told["allowed_logout_urls"]]}


@fault(caught_by=["client/password-grant"])
class PasswordRealmGrant(Auth0):
    """The application may send passwords to the token endpoint."""

    def told_grant_types(self, client: Client) -> list[str]:
        realm = "http://auth0.com/oauth/grant-type/password-realm"
        return [*super().told_grant_types(client), realm]
