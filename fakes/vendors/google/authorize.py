"""Google's authorization endpoint, with its own error pages."""

from html import escape

from starlette.responses import Response

from fakes.engine.pages import page
from fakes.features.flows.hybrid import Hybrid
from fakes.features.flows.plain_challenges import PlainChallenges
from fakes.wire.request import Request


class AuthorizationOfGoogle(PlainChallenges, Hybrid):
    """What is wrong with the client is told to the user, with the name of the error."""

    cookie = "SID"

    def unknown_client(self, request: Request) -> Response:
        return blocked("invalid_client", "The OAuth client was not found.", 401)

    def unknown_redirect_uri(self, request: Request) -> Response:
        """The page quotes the redirect_uri, for the developer to register."""
        uri = request.params.get("redirect_uri", "")
        return blocked("redirect_uri_mismatch", f"redirect_uri={uri}", 400)

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.status_code = 302
        return response


def blocked(error: str, details: str, status: int) -> Response:
    """The page that ends a request."""
    body = (
        "<p>This app's request is invalid. You can't sign in because this app sent an invalid "
        f"request.</p><p>Error {status}: {error}</p><p>{escape(details)}</p>"
    )
    return page("Access blocked: This app's request is invalid", body, status)
