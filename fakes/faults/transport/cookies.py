"""Defects of who may set and read the session cookie."""

from urllib.parse import urlsplit

from fakes.faults import fault


@fault(caught_by=["transport/cookie-domain"])
class CookieForEveryHost:
    """The session cookie is for every host of the domain."""

    def session_cookie(self, value, lifetime=""):
        host = urlsplit(self.endpoints["login"]).hostname
        return f"{super().session_cookie(value, lifetime)}; Domain={host}"


@fault(caught_by=["transport/cookie-tossing"])
class FirstCookieWins:
    """Of two session cookies the first one counts."""

    def session_of(self, request):
        return self.sessions.get(request.cookie(self.cookie))


@fault(caught_by=["transport/cookie-tossing"])
class LastCookieWins:
    """Of two session cookies the last one counts."""

    def session_of(self, request):
        return self.sessions.get(next(reversed(request.cookies(self.cookie)), ""))
