"""The revocation endpoint (RFC 7009), for products that have it."""

from starlette.responses import Response

from fakes.engine.http import Rejected, Request, Route
from fakes.engine.model import Client
from fakes.engine.token_endpoint import TokenEndpoint


class Revocation(TokenEndpoint):
    """Ends tokens at the wish of the client that holds them."""

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["revocation"]] = Route(("POST",), self.revocation)
        return routes

    def revocation(self, request: Request) -> Response:
        """200 whether or not the token was any good (RFC 7009 section 2.2)."""
        try:
            self.check_token_request(request)
            client = self.authenticate(request)
            if "token" not in request.params:
                raise Rejected("invalid_request", "The token is missing.")
            self.revoke(client, request.params["token"])
        except Rejected as refusal:
            return self.revocation_error(refusal)
        return Response(headers=self.token_headers())

    def revocation_error(self, refusal: Rejected) -> Response:
        return self.token_error(refusal)

    def revoke(self, client: Client, value: str) -> None:
        """Forgets an access token that was issued to `client`."""
        token = self.access_tokens.get(value)
        if token is not None and token.grant.client.client_id == client.client_id:
            del self.access_tokens[value]
