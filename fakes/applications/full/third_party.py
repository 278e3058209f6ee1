"""Logins that somebody else begins (Core section 4): a portal sends its user here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.sessions import SECONDS_OF_A_SIGN_IN, Memory, Remembered
from fakes.applications.wandb_server import WandbServer
from fakes.relying_party.party import with_query
from fakes.wire.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination(Remembered):
    """Where a login ends that somebody else began: a page of the application's own."""

    path: str


class ThirdPartyLogin(WandbServer):
    """Begins a login at its own provider, which ends at target_link_uri if that is here."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.destinations: Memory[Destination] = Memory(SECONDS_OF_A_SIGN_IN)
        self.routes["/initiate-login"] = dict.fromkeys(("GET", "POST"), self.initiate)

    def initiate(self, request: Request) -> Response:
        """Sends the browser to the provider. Raises SignInFailed."""
        params = request.params
        self.check_initiator(params.get("iss", ""))
        response = self.login(request)
        url = response.headers["location"]
        path = self.path_of(params.get("target_link_uri", ""))
        if path:
            state = dict(parse_qsl(urlsplit(url).query)).get("state", "")
            self.destinations.keep(state, Destination(path=path))
        hint = [pair for pair in params.items() if pair[0] == "login_hint"]
        response.headers["location"] = with_query(url, hint)
        return response

    def check_initiator(self, issuer: str) -> None:
        """No other provider than the configured one is logged in at."""
        if issuer != self.settings.issuer:
            raise SignInFailed(
                "This link leads to a provider that is not the one of this application.",
                where="login initiation, iss",
                expected=self.settings.issuer,
                found=issuer,
            )

    def path_of(self, target: str) -> str:
        """The path of a URL of this application; empty for any other."""
        path = target.removeprefix(f"{self.settings.host}/")
        return f"/{path.lstrip('/')}" if path != target and "\\" not in path else ""

    def entered_at(self, request: Request) -> str:
        """Where the login was to end."""
        destination = self.destinations.take(request.params.get("state", ""))
        return destination.path if destination else super().entered_at(request)
