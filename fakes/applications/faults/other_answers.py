"""Pages that show, load or lead to what they should not."""

from html import escape
from typing import Any

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.homes import Application
from fakes.faults import fault
from fakes.faults.editing import add, is_page
from fakes.wire.request import Request


@fault(caught_by=["rp-answers/script-addresses"])
class ProfileLinked(Application):
    """The page of the user leads to wherever the claim profile says."""

    def home(self, request: Request) -> Response:
        response, session = super().home(request), self.session_of(request)
        profile = str(session.claims.get("profile", "")) if session else ""
        return add(response, f'<a href="{escape(profile)}">My page</a>')


@fault(caught_by=["rp-answers/no-call-out"])
class PictureFetched(Application):
    """The picture of the user is fetched from wherever the claim says."""

    def complete_claims(
        self, claims: dict[str, Any], metadata: dict[str, Any], access_token: str
    ) -> dict[str, Any]:
        found = super().complete_claims(claims, metadata, access_token)
        url = str(found.get("picture", ""))
        if url.startswith("http://localhost"):
            self._send("GET", url, "picture")
        return found


@fault(caught_by=["rp-answers/no-secret"])
class SecretInPage(Application):
    """The settings of a script in the page have the client secret."""

    def home(self, request: Request) -> Response:
        return add(super().home(request), f"<!-- secret: {self.settings.secret} -->")


@fault(caught_by=["rp-answers/no-credentials-in-errors"])
class ErrorsShowResponse(Application):
    """The page of a login that failed shows what came."""

    def callback(self, request: Request) -> Response:
        try:
            return super().callback(request)
        except SignInFailed as failure:
            failure.found += f" {request.params.get('code')} {request.params.get('id_token')}"
            raise


@fault(caught_by=["rp-answers/outside-links"])
class LogoOfAnotherSite(Application):
    """Every page loads a picture of another site, and says where it stands."""

    def answer(self, request: Request) -> Response:
        response = super().answer(request)
        if is_page(response):
            del response.headers["referrer-policy"]
            add(response, '<img src="https://cdn.example.net/logo.png">')
        return response


@fault(caught_by=["rp-answers/not-framed"])
class PagesInFrames(Application):
    """Any site may show the pages in a frame."""

    def home(self, request: Request) -> Response:
        response = super().home(request)
        del response.headers["content-security-policy"]
        return response
