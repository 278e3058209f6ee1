"""Front-channel logouts that end nothing, or whatever there is."""

from typing import Any

from starlette.responses import Response

from fakes.applications.homes import Full
from fakes.applications.sessions import Session
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "rp-frontchannel"


@fault(caught_by=ids(AREA, "ends-session"))
class FrameEndsNothing(Full):
    """The page that the provider frames ends no session."""

    def is_named(self, session: Session, params: dict[str, str]) -> bool:
        return False


@fault(caught_by=ids(AREA, "ends-session"))
class FrameWithoutCookies(Full):
    """Cookies are kept from frames of another site."""

    def attributes(self, wanted: dict[str, Any]) -> dict[str, Any]:
        return super().attributes(wanted) | {"samesite": "lax"}


@fault(caught_by=ids(AREA, "another-session"))
class AnyFrameEndsSession(Full):
    """The page ends the session of the browser, whatever iss and sid are."""

    def is_named(self, session: Session, params: dict[str, str]) -> bool:
        return True


@fault(caught_by=ids(AREA, "not-cached"))
class LogoutPageKept(Full):
    """Caches may keep the page that ends a session."""

    def frontchannel_logout(self, request: Request) -> Response:
        response = super().frontchannel_logout(request)
        response.headers["cache-control"] = "max-age=3600"
        return response
