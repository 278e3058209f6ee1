"""Answers of a provider that it may not give, or may, though few do."""

from typing import Any

from starlette.responses import PlainTextResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant, Session
from fakes.faults.homes import Reference
from fakes.keys import SigningKey, called, rsa_key
from fakes.wire.request import Request

NEW_KEY = SigningKey(called("a-new-key"), rsa_key("a-new-key"))


class PageForMetadata(Reference):
    """A page stands where the discovery document belongs."""

    def discovery(self, request: Request) -> Response:
        return PlainTextResponse("<html>Sign in to the network</html>", media_type="text/html")


class NewKey(Reference):
    """A new key signs, and is published beside the old one."""

    def signing_keys(self) -> list[SigningKey]:
        return [NEW_KEY, *super().signing_keys()]


class OldKeyRemoved(Reference):
    """A new key signs, and the old one is published no more."""

    def signing_keys(self) -> list[SigningKey]:
        return [NEW_KEY]


class NamelessKey(Reference):
    """The only key has no kid, and neither have the tokens."""

    def id_token_header(self) -> dict[str, Any]:
        return {"alg": "RS256", "typ": "JWT"}

    def jwks(self) -> dict[str, Any]:
        [key] = super().jwks()["keys"][:1]
        return {"keys": [{name: value for name, value in key.items() if name != "kid"}]}


class LongSubject(Reference):
    """A sub of 255 characters."""

    def subject(self, grant: Grant) -> str:
        return "s" * 255


class HtmlForTokens(Reference):
    """The token endpoint answers HTTP 200 with a page."""

    def token(self, request: Request) -> Response:
        return PlainTextResponse("<html>Welcome</html>", 200, media_type="text/html")


class ErrorForTokens(Reference):
    """The token endpoint answers HTTP 400 with right tokens."""

    def token(self, request: Request) -> Response:
        response = super().token(request)
        response.status_code = 400
        return response


class UserDenied(Reference):
    """The user says no at the provider."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        raise Rejected("access_denied", "The user denied the request.")
