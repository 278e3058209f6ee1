"""OAuth 2.0 without OpenID Connect: tokens that say nothing about who the user is."""

from collections.abc import Callable
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, Session, User
from fakes.engine.provider import Provider
from fakes.wire.request import Request


class PlainOAuth(Provider):
    """Requests without the scope openid, and clients that act for themselves (RFC 6749 4.4)."""

    def metadata(self) -> dict[str, Any]:
        told = super().metadata()
        grants = [*told["grant_types_supported"], "client_credentials"]
        return told | {"grant_types_supported": grants}

    def check_scope(self, authorization: Authorization) -> None:
        """Only an ID Token needs openid (Core 3.1.2.1)."""
        if "id_token" in authorization.response_type:
            super().check_scope(authorization)

    def token_response(self, grant: Grant) -> dict[str, Any]:
        answer = super().token_response(grant)
        left_out = set() if "openid" in grant.scopes else {"id_token"}
        return {name: answer[name] for name in answer if name not in left_out}

    def grant_handlers(self) -> dict[str, Callable[[Request, Client], dict[str, Any]]]:
        return super().grant_handlers() | {"client_credentials": self.client_credentials}

    def client_credentials(self, request: Request, client: Client) -> dict[str, Any]:
        """An access token for what is the client's own; no user is behind it."""
        self.check_grant_type(client, "client_credentials")
        if not client.secret:
            raise Rejected("unauthorized_client", "Only a confidential client acts for itself.")
        return {
            "access_token": self.new_access_token(self.own_grant(client)),
            "token_type": "Bearer",
            "expires_in": self.access_token_lifetime_s,
        }

    def check_grant_type(self, client: Client, grant_type: str) -> None:
        """A client uses the grants that it registered for (RFC 6749 section 5.2)."""
        if grant_type not in client.metadata.get("grant_types", ()):
            raise Rejected("unauthorized_client", "The client may not use this grant_type.")

    def own_grant(self, client: Client) -> Grant:
        """A grant of nobody: its subject is the client (RFC 9068 section 2.2)."""
        itself = User(username=client.client_id, password="", claims={"sub": client.client_id})
        return Grant(
            authorization=Authorization(client=client, redirect_uri="", params={}, pairs=[]),
            session=Session("", itself, self.clock.now()),
            scopes=(),
            issued_at=self.clock.now(),
        )
