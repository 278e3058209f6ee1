"""Auth0's authorization endpoint, with its own pages and error texts."""

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Authorization, Client, Session
from fakes.features.flows.plain_challenges import PlainChallenges
from fakes.features.flows.web_message import WebMessage
from fakes.features.pages.consent import Consent
from fakes.vendors.auth0.pages import oops
from fakes.wire.request import Pairs, Request

IMPLICIT = {"id_token", "token"}


class AuthorizationOfAuth0(Consent, WebMessage, PlainChallenges):
    """What the application may not do ends on a page of the tenant, not at the application."""

    cookie = "auth0"

    def unknown_client(self, request: Request) -> Response:
        client_id = request.params.get("client_id", "")
        return self.page_refusal("invalid_request", f"Unknown client: {client_id}")

    def unknown_redirect_uri(self, request: Request) -> Response:
        """The page names the callback that is missing among the Allowed Callback URLs."""
        what = "The provided redirect_uri is not in the list of allowed callback URLs"
        uri = request.params.get("redirect_uri", "")
        return oops("Callback URL mismatch.", f"{what}: {uri}", 400)

    def page_refusal(self, error: str, description: str) -> Response:
        return oops(f"{error}: {description}", "", 400)

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        """A grant that the application lacks is told to the user alone."""
        if refusal.error != "unauthorized_client":
            return super().refuse(authorization, refusal)
        return oops(f"{refusal.error}: {refusal.description}", "", refusal.status)

    def check_response_type(self, authorization: Authorization) -> None:
        super().check_response_type(authorization)
        implicit = bool(IMPLICIT & set(authorization.response_type.split()))
        if implicit and self.options["implicit"] == "off":
            what = "Grant type 'implicit' not allowed for the client."
            raise Rejected("unauthorized_client", what, 403)

    def pkce_required(self, client: Client) -> bool:
        """A challenge is welcome, and never asked for."""
        return False

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        with saying("Login required"):
            return super().proceed(authorization, session)

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.status_code = 302
        return response

    def echo(self, authorization: Authorization) -> Pairs:
        return [pair for pair in super().echo(authorization) if pair[0] == "state"]
