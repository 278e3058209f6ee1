"""PingFederate's authorization endpoint, with its own pages."""

from html import escape

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Authorization
from fakes.engine.pages import page
from fakes.features.discovery.own_origins import OwnOrigins
from fakes.features.flows.hybrid import Hybrid
from fakes.wire.request import Pairs, Request


class AuthorizationOfPing(Hybrid, OwnOrigins):
    """What is wrong with the client is told to the user, on the page for all errors."""

    cookie = "PF"

    def unknown_client(self, request: Request) -> Response:
        return self.page_refusal("invalid_client", "Unknown or invalid client_id")

    def unknown_redirect_uri(self, request: Request) -> Response:
        return self.page_refusal("invalid_request", "Invalid redirect_uri")

    def page_refusal(self, error: str, description: str) -> Response:
        body = f"<p>{escape(description)}</p><p>Error: {escape(error)}</p>"
        help_text = "<p>Please contact your system administrator for assistance.</p>"
        return page("Sign On Error", body + help_text, 400)

    def echo(self, authorization: Authorization) -> Pairs:
        return [pair for pair in super().echo(authorization) if pair[0] == "state"]

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.status_code = 302
        return response

    def check_request_objects(self, authorization: Authorization) -> None:
        """The client registered no key that a request object could be signed with."""
        error = "invalid_request_object" if "request" in authorization.params else ""
        with saying("The request object cannot be verified.", error):
            super().check_request_objects(authorization)

    def check_scope(self, authorization: Authorization) -> None:
        """A scope that nobody set up spoils the request."""
        super().check_scope(authorization)
        if not set(authorization.scopes) <= set(authorization.client.scopes):
            what = "The requested scope(s) must be blank or a subset of the provided scopes."
            raise Rejected("invalid_scope", what)
