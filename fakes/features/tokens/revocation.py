"""The revocation endpoint (RFC 7009), for products that have it."""

from functools import cached_property
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.metadata import Metadata
from fakes.engine.model import AccessToken, Client
from fakes.engine.token_endpoint import TokenEndpoint
from fakes.wire.request import Request


class Revocation(Metadata, TokenEndpoint):
    """Ends tokens at the wish of the client that holds them."""

    @cached_property
    def endpoints(self) -> dict[str, str]:
        return super().endpoints | {"revocation": f"{self.base}/revoke"}

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"revocation_endpoint": self.endpoints["revocation"]}

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
        if token is not None and self.may_revoke(client, token):
            del self.access_tokens[value]

    def may_revoke(self, client: Client, token: AccessToken) -> bool:
        """Whether it was issued to this client (RFC 7009 section 2.1)."""
        return token.grant.client.client_id == client.client_id
