"""Defects of who may set and read the session cookie."""

from urllib.parse import urlsplit

from fakes.engine.model import Session
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["transport/cookie-domain"])
class CookieForEveryHost(Reference):
    """The session cookie is for every host of the domain."""

    def session_cookie(self, value: str, lifetime: str = "") -> str:
        host = urlsplit(self.endpoints["login"]).hostname
        return f"{super().session_cookie(value, lifetime)}; Domain={host}"


@fault(caught_by=["transport/cookie-tossing"])
class FirstCookieWins(Reference):
    """Of two session cookies the first one counts."""

    def session_of(self, request: Request) -> Session | None:
        return self.sessions.get(request.cookie(self.cookie))


@fault(caught_by=["transport/cookie-tossing"])
class LastCookieWins(Reference):
    """Of two session cookies the last one counts."""

    def session_of(self, request: Request) -> Session | None:
        return self.sessions.get(next(reversed(request.cookies(self.cookie)), ""))
