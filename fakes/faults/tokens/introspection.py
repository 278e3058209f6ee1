"""Defects of the introspection endpoint."""

from typing import Any

from starlette.responses import Response

from fakes.engine.model import AccessToken, Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["introspection/active"])
class ActiveAsText(Reference):
    """Whether a token is active is told by a string."""

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        return super().introspected(token) | {"active": "true"}


@fault(caught_by=["introspection/content-type"])
class IntrospectionAsText(Reference):
    """The answer about a token is labelled text/plain."""

    def introspection(self, request: Request) -> Response:
        response = super().introspection(request)
        response.headers["content-type"] = "text/plain"
        return response


@fault(caught_by=["introspection/members"])
class ExpiryAsText(Reference):
    """The expiry of a token is told by a string."""

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        return super().introspected(token) | {"exp": str(int(token.expires_at))}


@fault(caught_by=["introspection/client-id"])
class IntrospectionNamesAnotherClient(Reference):
    """The answer about a token names another client."""

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        return super().introspected(token) | {"client_id": "someone-else"}


@fault(caught_by=["introspection/unknown-token", "introspection/revoked-token"])
class EveryTokenIsActive(Reference):
    """A token that is unknown is called active."""

    def introspected_inactive(self, token: AccessToken | None) -> dict[str, Any]:
        return {"active": token is None}


@fault(caught_by=["introspection/inactive-silent"])
class TellsWhyNotActive(Reference):
    """The answer about a token that is not active says why."""

    def introspected_inactive(self, token: AccessToken | None) -> dict[str, Any]:
        return super().introspected_inactive(token) | {"reason": "The token is unknown."}


@fault(caught_by=["introspection/other-client"])
class AnyClientSees(Reference):
    """A client is told about the tokens of all others."""

    def may_see(self, client: Client, token: AccessToken) -> bool:
        return True


@fault(caught_by=["introspection/without-authentication"])
class AnybodyIntrospects(Reference):
    """The introspection endpoint answers whoever does not say who he is."""

    def authenticate(self, request: Request) -> Client:
        token = self.access_tokens.get(request.params.get("token", ""))
        at_introspection = request.url == self.endpoints.get("introspection")
        named = "authorization" in request.headers or "client_id" in request.params
        if token is not None and at_introspection and not named:
            return token.grant.client
        return super().authenticate(request)


@fault(caught_by=["introspection/unknown-client"])
class StrangersIntrospect(Reference):
    """The introspection endpoint answers clients that do not exist."""

    def authenticate(self, request: Request) -> Client:
        token = self.access_tokens.get(request.params.get("token", ""))
        at_introspection = request.url == self.endpoints.get("introspection")
        client_id, _, by_header = self.credentials(request)
        if token is not None and at_introspection and by_header and client_id not in self.clients:
            return token.grant.client
        return super().authenticate(request)
