"""A second provider beside the first: whoever has an account at either can sign in."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from fakes.applications.id_token import unproven
from fakes.applications.wandb_server import WandbServer
from fakes.wire.request import Request

OWN = {"OIDC_ISSUER": "OIDC_SECOND_ISSUER", "OIDC_CLIENT_ID": "OIDC_SECOND_CLIENT_ID"}


class SecondProvider(WandbServer):
    """Has a login of its own for the second provider, if OIDC_SECOND_ISSUER names one.

    Whose a response is, is told by its state; iss of the response has to agree (RFC 9207). What is
    kept about signed-in users is one and the same.
    """

    second: "SecondProvider | None" = None

    def __init__(self, environment: Mapping[str, str], *more: Any) -> None:
        super().__init__(environment, *more)
        if environment.get("OIDC_SECOND_ISSUER"):
            there = {name: environment.get(other, "") for name, other in OWN.items()}
            left = {name: text for name, text in environment.items() if name not in OWN.values()}
            self.second = type(self)(left | there, *more)
            self.share(self.second)
            self.routes["/login-at-second"] = {"GET": self.second.login}

    def share(self, second: Any) -> None:
        """Gives the second one what both have in common."""
        second.sessions = self.sessions

    def callback(self, request: Request) -> Response:
        """By the provider that the login of this state began at."""
        state = request.params.get("state", "")
        if self.second is not None and self.second.begun.get(state) is not None:
            return self.second.callback(request)
        return super().callback(request)

    def is_of_second(self, raw: str) -> bool:
        """Whether a token says that the second provider issued it."""
        second = self.second
        return second is not None and unproven(raw).get("iss") == second.settings.issuer
