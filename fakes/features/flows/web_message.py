"""Responses as messages between windows (RFC 9700 section 4.17), for products that have them."""

import json
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.model import Authorization
from fakes.engine.pages import page
from fakes.engine.provider import Provider
from fakes.wire.request import Pairs

MODE = "web_message"


class WebMessage(Provider):
    """With response_mode=web_message a page tells the window that opened it."""

    def metadata(self) -> dict[str, Any]:
        metadata = super().metadata()
        modes = [*metadata["response_modes_supported"], MODE]
        return metadata | {"response_modes_supported": modes}

    def response_modes(self) -> tuple[str, ...]:
        return (*super().response_modes(), MODE)

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        if self.delivery_mode(authorization) != MODE:
            return super().deliver(authorization, pairs)
        return self.post_message(self.message_origin(authorization), dict(pairs))

    def message_origin(self, authorization: Authorization) -> str:
        """Who may read the message: the origin of the redirect_uri (RFC 9700 4.17.2)."""
        parts = urlsplit(authorization.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    def post_message(self, origin: str, parameters: dict[str, str]) -> Response:
        """The page whose script sends the response, and nothing else."""
        message = {"type": "authorization_response", "response": parameters}
        # Nothing that a value says can end the script.
        told = json.dumps([message, origin]).replace("<", "\\u003c")
        return page("Signing in", "", script=f"(opener || parent).postMessage(...{told})")
