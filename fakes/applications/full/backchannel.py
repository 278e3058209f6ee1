"""Back-Channel Logout 1.0: the provider tells the application that somebody's session is over."""

from typing import Any

from starlette.responses import JSONResponse, Response

from fakes.applications.failure import SignInFailed
from fakes.applications.full.second_provider import SecondProvider
from fakes.applications.id_token import untrue
from fakes.applications.sessions import Memory, Remembered, Session
from fakes.wire.request import Request

EVENT = "http://schemas.openid.net/event/backchannel-logout"
SECONDS_HEARD = 600
NOT_CACHED = {"cache-control": "no-store"}


class BackChannelLogout(SecondProvider):
    """Ends the sessions that a valid Logout Token names: HTTP 200, and 400 for another one."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.heard: Memory[Remembered] = Memory(SECONDS_HEARD)
        self.routes["/backchannel-logout"] = {"POST": self.backchannel_logout}

    def backchannel_logout(self, request: Request) -> Response:
        """The answer of section 2.8."""
        try:
            claims = self.logout_claims(request.params.get("logout_token", ""))
        except SignInFailed as failure:
            return self.logout_refused(failure)
        for name, session in self.sessions.named():
            if self.is_meant(claims, session):
                self.ended(name)
        return Response(status_code=200, headers=self.logout_headers())

    def logout_refused(self, failure: SignInFailed) -> Response:
        """HTTP 400, with the reason (section 2.8)."""
        body = {"error": "invalid_request", "error_description": str(failure)}
        return JSONResponse(body, 400, self.logout_headers())

    def logout_headers(self) -> dict[str, str]:
        return NOT_CACHED

    def logout_claims(self, raw: str) -> dict[str, Any]:
        """The claims of a Logout Token that may be believed (section 2.6). Raises SignInFailed."""
        if self.second is not None and self.is_of_second(raw):
            return self.claims_at(self.second, raw)
        claims = self.signed_claims(raw, self.header_of(raw), self.metadata())
        self.check_audience(claims)
        self.check_whom(claims)
        self.check_events(claims)
        self.check_no_nonce(claims)
        self.check_new(claims)
        return claims

    def claims_at(self, second: Any, raw: str) -> dict[str, Any]:
        """As the second provider's own."""
        claims: dict[str, Any] = second.logout_claims(raw)
        return claims

    def check_whom(self, claims: dict[str, Any]) -> None:
        """It names a user, a session, or both."""
        if not any(isinstance(claims.get(one), str) and claims[one] for one in ("sub", "sid")):
            raise untrue("It names nobody.", "sub, sid", "one of them", None)

    def check_events(self, claims: dict[str, Any]) -> None:
        """It says that it is a Logout Token."""
        events = claims.get("events")
        if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
            raise untrue("It is no Logout Token.", "events", EVENT, events)

    def check_no_nonce(self, claims: dict[str, Any]) -> None:
        """Which ID Tokens have, and Logout Tokens never."""
        if "nonce" in claims:
            raise untrue("It may be an ID Token.", "nonce", "none", claims["nonce"])

    def check_new(self, claims: dict[str, Any]) -> None:
        """It was not heard before."""
        name = str(claims.get("jti"))
        if "jti" in claims and self.heard.get(name) is not None:
            raise untrue("It was used before.", "jti", "another one", name)
        self.heard.keep(name, Remembered())

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        """Whether a session is one that the token names (section 2.7)."""
        named = ["iss", *(name for name in ("sub", "sid") if name in claims)]
        return all(session.claims.get(name) == claims[name] for name in named)
