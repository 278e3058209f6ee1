"""Refresh tokens that change with each use (RFC 9700 section 4.14.2), for careful products."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant, Session
from fakes.engine.provider import Provider
from fakes.features.tokens.refresh import RefreshTokens
from fakes.features.tokens.revocation import Revocation
from fakes.wire.request import Request


class RotatingRefreshTokens(RefreshTokens, Revocation, Provider):
    """Each use of a refresh token gives the next one; to use an old one again ends them all.

    `families` are all refresh tokens that followed from the same code, under each of them.
    """

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.families: dict[str, list[str]] = {}

    def metadata(self) -> dict[str, Any]:
        told = super().metadata()
        grants = [*told["grant_types_supported"], "refresh_token"]
        return told | {"grant_types_supported": grants}

    def gives_refresh_token(self, grant: Grant) -> bool:
        """To clients that registered for it (RFC 7591 section 2)."""
        return "refresh_token" in grant.client.metadata.get("grant_types", ())

    def new_refresh_token(self, grant: Grant) -> str:
        value = super().new_refresh_token(grant)
        self.families[value] = [value]
        return value

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        """New tokens, and a new refresh token of the same scope (RFC 6749 section 6)."""
        value = request.params.get("refresh_token", "")
        if value in self.families and value not in self.refresh_tokens:
            self.end_family(value)
            raise Rejected("invalid_grant", "The refresh token was used before.")
        scopes = self.refresh_tokens[value].scopes if value in self.families else ()
        answer = super().refresh(request, client)
        following = answer["refresh_token"]
        self.families[value].append(following)
        self.families[following] = self.families[value]
        self.refresh_tokens[following] = replace(self.refresh_tokens[following], scopes=scopes)
        self.retire(value, following)
        return answer

    def retire(self, value: str, following: str) -> None:
        """From now on `value` is a refresh token that was used."""
        del self.refresh_tokens[value]

    def end_family(self, value: str) -> None:
        """Ends a refresh token with what came before and after it, and their access tokens."""
        for one in self.families[value]:
            grant = self.refresh_tokens.pop(one, None)
            for token in grant.access_tokens if grant else ():
                self.access_tokens.pop(token, None)

    def revoke(self, client: Client, value: str) -> None:
        """A refresh token goes with its family (RFC 7009 section 2.1)."""
        super().revoke(client, value)
        grant = self.refresh_tokens.get(value)
        if grant is not None and self.is_of(client, grant):
            self.end_family(value)

    def forget(self, request: Request, response: Response) -> None:
        session = self.session_of(request)
        if session is not None:
            self.end_refresh_tokens(session)
        super().forget(request, response)

    def end_refresh_tokens(self, session: Session) -> None:
        """The end of a session ends its refresh tokens (RFC 9700 section 4.14.2)."""
        for value in [v for v, g in self.refresh_tokens.items() if g.session.sid == session.sid]:
            self.end_family(value)
