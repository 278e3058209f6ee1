"""The introspection endpoint (RFC 7662), for products that have it."""

from typing import Any

from starlette.responses import Response

from fakes.engine.http import Rejected, Request, Route
from fakes.engine.model import AccessToken
from fakes.engine.token_endpoint import TokenEndpoint
from fakes.engine.userinfo import UserInfo


class Introspection(TokenEndpoint, UserInfo):
    """Tells a client whether an access token of its own is alive."""

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["introspection"]] = Route(("POST",), self.introspection)
        return routes

    def introspection(self, request: Request) -> Response:
        """`active`, and nothing more about tokens that are not (RFC 7662 section 2.2)."""
        try:
            self.check_token_request(request)
            client = self.authenticate(request)
        except Rejected as refusal:
            return self.token_error(refusal)
        token = self.access_tokens.get(request.params.get("token", ""))
        known = token is not None and token.grant.client.client_id == client.client_id
        if token is None or not known or not self.token_is_alive(token):
            return self.json({"active": False}, headers=self.token_headers())
        return self.json(self.introspected(token), headers=self.token_headers())

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        return {
            "active": True,
            "scope": " ".join(token.grant.scopes),
            "client_id": token.grant.client.client_id,
            "username": token.grant.user.username,
            "token_type": "Bearer",
            "exp": int(token.expires_at),
            "sub": self.subject(token.grant),
            "iss": self.issuer,
        }
