"""Links that decide where a login leads, or with what it begins."""

from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.homes import Application
from fakes.applications.sessions import Begun
from fakes.applications.wandb_server import away
from fakes.faults import fault
from fakes.relying_party.party import AuthorizationRequest, with_query
from fakes.wire.request import Request

HINT, ADDRESS = "id_token_hint", "post_logout_redirect_uri"


@fault(caught_by=["rp-session/open-redirect"])
class LoginLeadsAnywhere(Application):
    """A login ends wherever its link says."""

    wishes: ClassVar[dict[str, str]] = {}

    def login(self, request: Request) -> Response:
        response = super().login(request)
        state = dict(parse_qsl(urlsplit(response.headers["location"]).query)).get("state", "")
        self.wishes[state] = dict(request.query).get("next", "")
        return response

    def entered_at(self, request: Request) -> str:
        return self.wishes.pop(request.params.get("state", ""), "") or super().entered_at(request)


@fault(caught_by=["rp-session/open-redirect-at-logout"])
class LogoutLeadsAnywhere(Application):
    """A logout ends wherever its link says."""

    def logout(self, request: Request) -> Response:
        wish = dict(request.query).get("next", "")
        return away(wish) if wish else super().logout(request)


@fault(caught_by=["rp-session/many-begun"])
class FewBegun(Application):
    """Ten logins that began in a browser, and it is shut out."""

    def belonging(self, state: str, browser: str) -> Begun:
        if sum(one.browser == browser for one in self.begun.newest()) > 10:
            raise SignInFailed("Request Header Fields Too Large", status=431)
        return super().belonging(state, browser)


@fault(caught_by=["rp-request/planted"])
class StateFromLink(Application):
    """A login begins with the state of its link."""

    planted = ""

    def login(self, request: Request) -> Response:
        self.planted = dict(request.query).get("state", "")
        return super().login(request)

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        return super().asked(**changes | ({"state": self.planted} if self.planted else {}))


@fault(caught_by=["rp-request/pkce-kept"])
class PkceIfOffered(Application):
    """PKCE is used if the discovery document offers it."""

    offered: tuple[str, ...] = ()

    def metadata(self) -> dict[str, Any]:
        found = super().metadata()
        self.offered = tuple(found.get("code_challenge_methods_supported", ()))
        return found

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        if "S256" not in self.offered:
            changes = changes | dict.fromkeys(("code_challenge", "code_challenge_method"))
        return super().asked(**changes)


class OtherLogoutRequest(Application):
    """Ends the provider's session by another request."""

    changed: ClassVar[dict[str, str]] = {}

    def logout(self, request: Request) -> Response:
        response = super().logout(request)
        url, _, query = response.headers.get("location", "").partition("?")
        if HINT in query:
            params = dict(parse_qsl(query)) | self.changed
            pairs = [pair for pair in params.items() if pair[1]]
            response.headers["location"] = with_query(url, pairs)
        return response


@fault(caught_by=["rp-session/logout-hint", "rp-product/logout"])
class LogoutWithoutHint(OtherLogoutRequest):
    """A logout request does not say whose session it is."""

    changed: ClassVar[dict[str, str]] = {HINT: ""}


@fault(caught_by=["rp-session/logout-address", "rp-product/logout"])
class LogoutToNowhere(OtherLogoutRequest):
    """A logout request names an address that nobody registered."""

    changed: ClassVar[dict[str, str]] = {ADDRESS: "https://wandb.example.com/signed-out"}


@fault(caught_by=["rp-session/logout-state", "rp-product/logout"])
class StateNeededAfterLogout(Application):
    """A return from the logout without its state is an error of the server."""

    def logout(self, request: Request) -> Response:
        session = self.session_of(request)
        response = super().logout(request)
        return response if session else Response("KeyError: state", 500)
