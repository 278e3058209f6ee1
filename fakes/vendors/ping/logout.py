"""PingFederate's two ways out: single logout of its own, and RP-Initiated Logout."""

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Client
from fakes.engine.provider import Provider
from fakes.wire.request import Request


class LogoutOfPing(Provider):
    """What cannot be validated asks the user first, or is ignored."""

    def routes(self) -> dict[str, Route]:
        return super().routes() | {self.endpoints["slo"]: Route(("GET",), self.start_slo)}

    def start_slo(self, request: Request) -> Response:
        """Ends the session; `TargetResource` is where to go, if a client registered it."""
        wanted = request.params.get("TargetResource", "")
        known = any(self.logout_uri_allowed(one, wanted) for one in self.clients.values())
        response = self.after_logout(wanted if known else "", {})
        self.forget(request, response)
        return response

    def must_ask(self, request: Request, client: Client | None) -> bool:
        """A hint that cannot be validated is none."""
        hint = request.params.get("id_token_hint", "")
        doubtful = bool(hint) and not self.is_ours(hint) and not self.is_confirmed(request)
        return doubtful or super().must_ask(request, client)

    def is_ours(self, hint: str) -> bool:
        try:
            self.audience_of_hint(hint)
        except Rejected:
            return False
        return True

    def logout_client(self, params: dict[str, str]) -> Client | None:
        if not self.is_ours(params.get("id_token_hint", "")):
            params = {name: value for name, value in params.items() if name != "id_token_hint"}
        return super().logout_client(params)

    def logout_target(self, client: Client | None, params: dict[str, str]) -> str:
        """A URL that is not registered is silently ignored."""
        try:
            return super().logout_target(client, params)
        except Rejected:
            return ""
