"""Faults of a client's registration as Keycloak's Admin REST API tells it."""

from typing import Any

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Keycloak
from fakes.wire.request import Request


@fault(caught_by=["client/exists"])
class ClientOfAnotherRealm(Keycloak):
    """The client is registered, but in another realm."""

    def admin_clients(self, request: Request) -> Response:
        request.query = [("clientId", "nobody")]
        return super().admin_clients(request)


@fault(caught_by=["client/enabled"])
class ClientDisabled(Keycloak):
    """The client is switched off."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"enabled": False}


@fault(caught_by=["client/enabled"])
class BearerOnlyClient(Keycloak):
    """The client is one for services, which only take tokens."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"bearerOnly": True}


@fault(caught_by=["client/enabled"])
class SamlClient(Keycloak):
    """The client is registered for SAML."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"protocol": "saml"}


@fault(caught_by=["client/flow-enabled"])
class StandardFlowOff(Keycloak):
    """The client's standard flow is off, its implicit flow is on."""

    def told_client(self, client: Client) -> dict[str, Any]:
        flows = {"standardFlowEnabled": False, "implicitFlowEnabled": True}
        return super().told_client(client) | flows


@fault(caught_by=["client/no-secret"])
class ClientAuthenticationOn(Keycloak):
    """Client authentication is on, and the application has no secret."""

    def told_client(self, client: Client) -> dict[str, Any]:
        secret = {"publicClient": False, "secret": "a-secret-that-nobody-knows"}
        return super().told_client(client) | secret


@fault(caught_by=["client/scopes"])
class EmailScopeNotAssigned(Keycloak):
    """The client scope email was taken from the client."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        kept = [one for one in told["defaultClientScopes"] if one != "email"]
        return told | {"defaultClientScopes": kept}


@fault(caught_by=["client/callback-exact"])
class CallbackEndsInAWildcard(Keycloak):
    """All pages of the application are callbacks."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        wild = [url.replace("/oidc/callback", "/*") for url in told["redirectUris"]]
        return told | {"redirectUris": wild}


@fault(caught_by=["client/callback-registered"])
class WildcardWithAQuery(Keycloak):
    """A callback ends in a `*`, which has no meaning after a query."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        return told | {"redirectUris": [f"{url}?a=*" for url in told["redirectUris"]]}


@fault(caught_by=["client/logout-registered"])
class LogoutToCallbacksAlone(Keycloak):
    """After logout users may go where codes are sent, and nowhere else."""

    def told_attributes(self, client: Client) -> dict[str, str]:
        return super().told_attributes(client) | {"post.logout.redirect.uris": "+"}


@fault(caught_by=["client/logout-registered"])
class LogoutToNowhere(Keycloak):
    """After logout users may go nowhere."""

    def told_attributes(self, client: Client) -> dict[str, str]:
        return super().told_attributes(client) | {"post.logout.redirect.uris": "-"}


@fault(caught_by=["client/pkce-method"])
class ClientSetToPlain(Keycloak):
    """The client's challenges must be plain."""

    def told_attributes(self, client: Client) -> dict[str, str]:
        return super().told_attributes(client) | {"pkce.code.challenge.method": "plain"}


@fault(caught_by=["client/password-grant"])
class DirectAccessGrantsOn(Keycloak):
    """The client may send passwords itself."""

    def told_client(self, client: Client) -> dict[str, Any]:
        return super().told_client(client) | {"directAccessGrantsEnabled": True}


@fault(caught_by=["client/pkce-required"])
class PkceMethodNotSet(Keycloak):
    """The client's PKCE method is not chosen, so that logins without PKCE are fine too."""

    def told_attributes(self, client: Client) -> dict[str, str]:
        return super().told_attributes(client) | {"pkce.code.challenge.method": ""}


@fault(caught_by=["client/plain-requests"])
class PushedRequestsForced(Keycloak):
    """The client must push its authorization requests."""

    def told_attributes(self, client: Client) -> dict[str, str]:
        told = super().told_attributes(client)
        return told | {"require.pushed.authorization.requests": "true"}


@fault(caught_by=["client/bearer-tokens"])
class DpopForced(Keycloak):
    """Tokens of the client are bound to a key that it does not have."""

    def told_attributes(self, client: Client) -> dict[str, str]:
        return super().told_attributes(client) | {"dpop.bound.access.tokens": "true"}


@fault(caught_by=["client/id-token-algorithm"])
class IdTokensWithASharedSecret(Keycloak):
    """ID Tokens of the client are signed with HS256."""

    def told_attributes(self, client: Client) -> dict[str, str]:
        return super().told_attributes(client) | {"id.token.signed.response.alg": "HS256"}
