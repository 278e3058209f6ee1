"""Refreshed tokens (RFC 6749 section 6, Core 12): a session that asks again who it is of."""

import time
from dataclasses import dataclass, replace
from typing import Any

from fakes.applications.failure import SignInFailed
from fakes.applications.id_token import untrue
from fakes.applications.provider import string_of
from fakes.applications.sessions import SECONDS_OF_A_SESSION, Memory, Remembered, Session
from fakes.applications.wandb_server import SESSION, WandbServer
from fakes.relying_party.party import AuthorizationRequest
from fakes.wire.request import Request

SOON_S = 60
SAME = ("iss", "sub", "aud")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal(Remembered):
    """How the tokens of a session are renewed, and when they end, by the clock of `began`."""

    refresh_token: str
    ends: float
    metadata: dict[str, Any]


class Refreshing(WandbServer):
    """Renews the tokens of a session that are about to end, and what it knows of its user by them.

    `renewals` are kept under the ID Token that they came with.
    """

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.renewals: Memory[Renewal] = Memory(SECONDS_OF_A_SESSION)

    def exchange(
        self, metadata: dict[str, Any], request: AuthorizationRequest, code: str
    ) -> dict[str, Any]:
        """As ever, and keeps how the tokens are renewed."""
        body = super().exchange(metadata, request, code)
        self.keep_renewal(body, metadata)
        return body

    def keep_renewal(self, body: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Remembers the refresh token of a token response, if it has one and is of use."""
        token, lasts_s = body.get("refresh_token"), body.get("expires_in")
        if isinstance(token, str) and token and isinstance(lasts_s, int):
            ends = time.monotonic() + lasts_s
            renewal = Renewal(refresh_token=token, ends=ends, metadata=metadata)
            self.renewals.keep(str(body.get("id_token")), renewal)

    def session_of(self, request: Request) -> Session | None:
        """The session with its tokens renewed; it is over if they cannot be."""
        session = super().session_of(request)
        renewal = self.renewals.get(session.id_token) if session else None
        if session is None or renewal is None or renewal.ends - SOON_S > time.monotonic():
            return session
        self.renewals.take(session.id_token)
        name = request.cookie(SESSION)
        try:
            renewed = self.renewed(session, renewal)
        except SignInFailed:
            self.ended(name)
            return None
        self.sessions.keep(name, renewed)
        return renewed

    def renewed(self, session: Session, renewal: Renewal) -> Session:
        """The session by new tokens. Raises SignInFailed."""
        body = self.refreshed(renewal)
        raw = body.get("id_token")
        if not isinstance(raw, str) or not raw:
            return session
        claims = self.renewed_claims(raw, renewal.metadata)
        self.check_same(session, claims)
        self.keep_renewal({"refresh_token": renewal.refresh_token} | body, renewal.metadata)
        return replace(session, claims=session.claims | claims, id_token=raw)

    def refreshed(self, renewal: Renewal) -> dict[str, Any]:
        """The answer of the token endpoint (RFC 6749 section 6). Raises SignInFailed."""
        url = string_of(renewal.metadata, "token_endpoint", "discovery document")
        form = {"grant_type": "refresh_token", "refresh_token": renewal.refresh_token}
        headers, fields = self.relying_party.authenticated(dict(form))
        where = f"refreshed tokens, {url}"
        return self._object(self._send("POST", url, where, headers=headers, form=fields), where)

    def renewed_claims(self, raw: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """The claims of a new ID Token, which need no nonce (Core 12.2). Raises SignInFailed."""
        claims = self.signed_claims(raw, self.header_of(raw), metadata)
        self.check_audience(claims)
        self.check_subject(claims)
        return claims

    def check_same(self, session: Session, claims: dict[str, Any]) -> None:
        """The new ID Token is about the same user (Core section 12.2). Raises SignInFailed."""
        for name in SAME:
            if claims.get(name) != session.claims.get(name):
                raise untrue(
                    "It is not that of this session.", name, str(session.claims.get(name)),
                    claims.get(name),
                )  # fmt: skip
