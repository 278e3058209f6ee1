"""Keycloak's logout: a question where nothing vouches for it, and pages for what is wrong."""

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Client
from fakes.features.sessions.backchannel_logout import BackChannelLogout
from fakes.features.sessions.frontchannel_logout import FrontChannelLogout
from fakes.wire.request import Request


class LogoutOfKeycloak(BackChannelLogout, FrontChannelLogout):
    """`post_logout_redirect_uri` needs an `id_token_hint` or a `client_id`."""

    def must_ask(self, request: Request, client: Client | None) -> bool:
        """Whoever is logged in, and whoever says nothing about where the request is from."""
        whose = self.session_of(request) is not None or client is None
        return whose and super().must_ask(request, client)

    def logout_refusal(self, refusal: Rejected) -> Response:
        return self.page_refusal("", refusal.description)

    def logout_client(self, params: dict[str, str]) -> Client | None:
        with saying("Invalid parameter: id_token_hint"):
            return super().logout_client(params)

    def logout_target(self, client: Client | None, params: dict[str, str]) -> str:
        """A client_id alone says where to go too, after the question."""
        wanted = params.get("post_logout_redirect_uri", "")
        unknown = not {"id_token_hint", "client_id"} & set(params)
        what = "Missing parameters: id_token_hint" if unknown else "Invalid redirect uri"
        with saying(what):
            super().logout_target(client, params)
        return wanted
