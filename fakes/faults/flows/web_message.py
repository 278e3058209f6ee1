"""Defects of ways of delivery that not every product has: messages and JWTs."""

from typing import Any

from starlette.responses import Response

from fakes.engine.model import Authorization
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["flow/web-message-wildcard"])
class MessageForEveryOrigin(Reference):
    """The message is for whoever opened the window."""

    def message_origin(self, authorization: Authorization) -> str:
        return "*"


@fault(caught_by=["flow/web-message-origin"])
class MessageForTheParentDomain(Reference):
    """The message goes to the domain above the application's host."""

    def message_origin(self, authorization: Authorization) -> str:
        return super().message_origin(authorization).replace("://wandb.", "://")


@fault(caught_by=["flow/web-message-state"])
class MessageWithoutState(Reference):
    """The message has no state."""

    def post_message(self, origin: str, parameters: dict[str, str]) -> Response:
        return super().post_message(origin, {k: v for k, v in parameters.items() if k != "state"})


@fault(caught_by=["callback/bad-with-web-message"])
class MessageToAnyCallback(Reference):
    """With the response mode web_message the redirect URI is not compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_mode") != "web_message":
            return super().unknown_redirect_uri(request)
        return self.post_message(request.params["redirect_uri"], {"error": "invalid_request"})


@fault(caught_by=["callback/bad-with-jwt"])
class JwtToAnyCallback(Reference):
    """With the response mode jwt the redirect URI is not compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_mode") != "jwt":
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}?response=eyJhbGciOiJub25lIn0.e30.")


@fault(caught_by=["callback/bad-with-other-modes"])
class FragmentJwtToAnyCallback(Reference):
    """With the response mode fragment.jwt the redirect URI is not compared."""

    def document(self) -> dict[str, Any]:
        document = super().document()
        modes = dict.fromkeys([*document["response_modes_supported"], "fragment.jwt"])
        return document | {"response_modes_supported": list(modes)}

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_mode") != "fragment.jwt":
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}#response=eyJhbGciOiJub25lIn0.e30.")
