"""Sessions that somebody else can have, and pages that run what they show."""

from typing import Any

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.homes import Application
from fakes.applications.sessions import Session
from fakes.faults import fault
from fakes.faults.editing import rewrite
from fakes.wire.request import Request

BROWSER = "wandb_browser"


@fault(caught_by=["rp-session/fixation"])
class SessionIdKept(Application):
    """The session is called as the browser was before the login."""

    def session_name(self, request: Request) -> str:
        return request.cookie(BROWSER)

    def session_of(self, request: Request) -> Session | None:
        return super().session_of(request) or self.sessions.get(request.cookie(BROWSER))


@fault(caught_by=["rp-session/logout"])
class SessionOutlivesLogout(Application):
    """A logout takes the cookie from the browser, and keeps the session."""

    def ended(self, name: str) -> Session | None:
        return self.sessions.get(name)


@fault(caught_by=["rp-session/http-only"])
class ReadableCookies(Application):
    """Cookies lack HttpOnly."""

    def attributes(self, wanted: dict[str, Any]) -> dict[str, Any]:
        return super().attributes(wanted) | {"httponly": False}


@fault(caught_by=["rp-session/same-site"])
class CookiesOfAnySite(Application):
    """Cookies lack SameSite."""

    def attributes(self, wanted: dict[str, Any]) -> dict[str, Any]:
        return super().attributes(wanted) | {"samesite": None}


@fault(caught_by=["rp-session/from-another-site"])
class StrictCookies(Application):
    """Cookies are kept from whatever another site begins."""

    def attributes(self, wanted: dict[str, Any]) -> dict[str, Any]:
        return super().attributes(wanted) | {"samesite": "strict"}


@fault(caught_by=["rp-session/secure", "rp-session/from-another-site"])
class CookiesWithoutTls(Application):
    """Cookies lack Secure."""

    def attributes(self, wanted: dict[str, Any]) -> dict[str, Any]:
        return super().attributes(wanted) | {"secure": False}


@fault(caught_by=["rp-answers/claims-escaped"])
class ClaimsAsMarkup(Application):
    """The name of the user is written into the page as it comes."""

    def home(self, request: Request) -> Response:
        response, session = super().home(request), self.session_of(request)
        name = str(session.claims.get("name", "")) if session else ""
        return rewrite(response, lambda page: page.replace("</body>", f"{name}</body>"))


@fault(caught_by=["rp-answers/errors-escaped"])
class ErrorsAsMarkup(Application):
    """What the provider says of an error is written into the page as it comes."""

    def callback(self, request: Request) -> Response:
        told = request.params.get("error_description", "")
        if "error" not in request.params:
            return super().callback(request)
        return Response(f"<html>{told}</html>", 403, media_type="text/html")


@fault(caught_by=["rp-answers/no-crash"])
class BreaksByState(Application):
    """A response without state breaks the application."""

    def callback(self, request: Request) -> Response:
        if "state" not in request.params:
            return Response("KeyError: state", 500)
        return super().callback(request)


@fault(caught_by=["rp-answers/no-credentials"])
class ShowsItsCode(Application):
    """The first page shows the response that it came from."""

    shown: dict[str, str]

    def callback(self, request: Request) -> Response:
        self.shown = request.params
        return super().callback(request)

    def home(self, request: Request) -> Response:
        told = str(getattr(self, "shown", ""))
        response = super().home(request)
        return rewrite(response, lambda page: page.replace("</body>", f"{told}</body>"))


@fault(caught_by=["rp-answers/not-cached"])
class PagesKept(Application):
    """Caches may keep the page of a signed-in user."""

    def home(self, request: Request) -> Response:
        response = super().home(request)
        response.headers["cache-control"] = "public, max-age=3600"
        return response


@fault(caught_by=["rp-login/honest"])
class NobodyEnters(Application):
    """Users need a claim that no provider sends."""

    def check_subject(self, claims: dict[str, Any]) -> None:
        super().check_subject(claims)
        if "department" not in claims:
            raise SignInFailed("You belong to no department.")
