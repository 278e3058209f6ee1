"""The introspection endpoint (RFC 7662), for products that have it."""

from functools import cached_property
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import AccessToken, Client
from fakes.engine.provider import Provider
from fakes.wire.request import Request


class Introspection(Provider):
    """Tells a client whether an access token of its own is alive."""

    @cached_property
    def endpoints(self) -> dict[str, str]:
        return super().endpoints | {"introspection": f"{self.base}/introspect"}

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"introspection_endpoint": self.endpoints["introspection"]}

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["introspection"]] = Route(("POST",), self.introspection)
        return routes

    def introspection(self, request: Request) -> Response:
        """`active`, and nothing more about tokens that are not (RFC 7662 section 2.2)."""
        try:
            self.check_token_request(request)
            client = self.authenticate(request)
            self.check_may_introspect(client)
        except Rejected as refusal:
            return self.token_error(refusal)
        token = self.access_tokens.get(request.params.get("token", ""))
        known = token is not None and self.may_see(client, token)
        if token is None or not known or not self.token_is_alive(token):
            return self.json(self.introspected_inactive(token), headers=self.token_headers())
        return self.json(self.introspected(token), headers=self.token_headers())

    def check_may_introspect(self, client: Client) -> None:
        """Only who can prove who it is, or anybody could scan for tokens (RFC 7662 2.1)."""
        if not client.secret:
            raise Rejected("invalid_client", "A public client cannot introspect.", 401)

    def may_see(self, client: Client, token: AccessToken) -> bool:
        """Whether `client` is told about `token`: the one that it was issued to."""
        return token.grant.client.client_id == client.client_id

    def introspected_inactive(self, token: AccessToken | None) -> dict[str, Any]:
        """The same whatever the reason is (RFC 7662 section 2.2)."""
        return {"active": False}

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
