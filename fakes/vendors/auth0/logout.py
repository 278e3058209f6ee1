"""Auth0's two ways out: the standard's, and an older one of its own."""

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.provider import Provider
from fakes.vendors.auth0.pages import oops
from fakes.wire.request import Request


class LogoutOfAuth0(Provider):
    """`/oidc/logout` is RP-Initiated Logout; `/v2/logout` takes `client_id` and `returnTo`."""

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["logout"]] = Route(("GET",), self.older_logout)
        return routes

    def older_logout(self, request: Request) -> Response:
        """Ends the session; back only to an Allowed Logout URL of the client that is named.

        Without a client the tenant's own list counts, which is empty here.
        """
        client = self.client_of(request.params)
        target = request.params.get("returnTo", "")
        if target and not (client and self.logout_uri_allowed(client, target)):
            return oops(
                "invalid_request",
                "The returnTo querystring parameter is not in the list of Allowed Logout URLs.",
                400,
            )
        response = self.after_logout(target, {})
        self.forget(request, response)
        return response
