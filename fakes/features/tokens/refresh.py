"""Refresh tokens (RFC 6749 section 6, Core section 12), for products that have them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.engine.token_endpoint import TokenEndpoint
from fakes.wire.request import Request


class RefreshTokens(TokenEndpoint):
    """Gives a refresh token with each code, and new tokens for it until it is too old."""

    refresh_token_lifetime_s = 30 * 24 * 3600

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.refresh_tokens: dict[str, Grant] = {}

    def grant_handlers(self) -> dict[str, Callable[[Request, Client], dict[str, Any]]]:
        return super().grant_handlers() | {"refresh_token": self.refresh}

    def token_response(self, grant: Grant) -> dict[str, Any]:
        """With a refresh token where one is due."""
        answer = super().token_response(grant)
        if self.gives_refresh_token(grant):
            answer["refresh_token"] = self.new_refresh_token(grant)
        return answer

    def gives_refresh_token(self, grant: Grant) -> bool:
        """With every code; one that was just used stays good."""
        return not grant.refreshed

    def new_refresh_token(self, grant: Grant) -> str:
        value = self.refresh_token_value(grant)
        self.refresh_tokens[value] = grant
        return value

    def refresh_token_value(self, grant: Grant) -> str:
        return self.random()

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        """New tokens for a refresh token of this client."""
        value = request.params.get("refresh_token", "")
        if not value:
            raise Rejected("invalid_request", "The refresh_token is missing.")
        grant = self.refresh_tokens.get(value)
        if grant is None or not self.is_of(client, grant) or self.too_old(grant):
            raise Rejected("invalid_grant", "The refresh token is unknown or has expired.")
        return self.token_response(self.renewed(grant, request.params.get("scope", "")))

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        """A second use ends the refresh tokens too that the first one gave (RFC 6749 4.1.2)."""
        if grant.used:
            for value in [v for v, one in self.refresh_tokens.items() if one.code == grant.code]:
                del self.refresh_tokens[value]
        super().check_code_is_fresh(request, client, grant)

    def is_of(self, client: Client, grant: Grant) -> bool:
        """Whether a refresh token is bound to `client` (RFC 6749 section 10.4)."""
        return grant.client.client_id == client.client_id

    def too_old(self, grant: Grant) -> bool:
        return self.clock.now() > grant.issued_at + self.refresh_token_lifetime_s

    def renewed(self, grant: Grant, scope: str) -> Grant:
        """The grant without its nonce (Core 12.2), with a narrower scope if one is asked for."""
        scopes = tuple(scope.split()) or grant.scopes
        if not set(scopes) <= set(grant.scopes):
            raise Rejected("invalid_scope", "The scope was not granted.")
        asked = grant.authorization
        params = {name: value for name, value in asked.params.items() if name != "nonce"}
        authorization = replace(asked, params=params)
        return replace(grant, authorization=authorization, scopes=scopes, refreshed=True)
