"""Defects of the introspection endpoint."""

from fakes.faults import fault


@fault(caught_by=["introspection/active"])
class ActiveAsText:
    """Whether a token is active is told by a string."""

    def introspected(self, token):
        return super().introspected(token) | {"active": "true"}


@fault(caught_by=["introspection/content-type"])
class IntrospectionAsText:
    """The answer about a token is labelled text/plain."""

    def introspection(self, request):
        response = super().introspection(request)
        response.headers["content-type"] = "text/plain"
        return response


@fault(caught_by=["introspection/members"])
class ExpiryAsText:
    """The expiry of a token is told by a string."""

    def introspected(self, token):
        return super().introspected(token) | {"exp": str(int(token.expires_at))}


@fault(caught_by=["introspection/client-id"])
class IntrospectionNamesAnotherClient:
    """The answer about a token names another client."""

    def introspected(self, token):
        return super().introspected(token) | {"client_id": "someone-else"}


@fault(caught_by=["introspection/unknown-token", "introspection/revoked-token"])
class EveryTokenIsActive:
    """A token that is unknown is called active."""

    def introspected_inactive(self, token):
        return {"active": token is None}


@fault(caught_by=["introspection/inactive-silent"])
class TellsWhyNotActive:
    """The answer about a token that is not active says why."""

    def introspected_inactive(self, token):
        return super().introspected_inactive(token) | {"reason": "The token is unknown."}


@fault(caught_by=["introspection/other-client"])
class AnyClientSees:
    """A client is told about the tokens of all others."""

    def may_see(self, client, token):
        return True


@fault(caught_by=["introspection/without-authentication"])
class AnybodyIntrospects:
    """The introspection endpoint answers whoever does not say who he is."""

    def authenticate(self, request):
        token = self.access_tokens.get(request.params.get("token", ""))
        at_introspection = request.url == self.endpoints.get("introspection")
        named = "authorization" in request.headers or "client_id" in request.params
        if token is not None and at_introspection and not named:
            return token.grant.client
        return super().authenticate(request)


@fault(caught_by=["introspection/unknown-client"])
class StrangersIntrospect:
    """The introspection endpoint answers clients that do not exist."""

    def authenticate(self, request):
        token = self.access_tokens.get(request.params.get("token", ""))
        at_introspection = request.url == self.endpoints.get("introspection")
        client_id, _, by_header = self.credentials(request)
        if token is not None and at_introspection and by_header and client_id not in self.clients:
            return token.grant.client
        return super().authenticate(request)
