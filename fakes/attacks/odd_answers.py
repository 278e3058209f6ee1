"""Answers that lead on, never end, are of another kind, or cannot be read."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.attacks.elsewhere import PATH
from fakes.attacks.forging import compact
from fakes.attacks.provider import Attack
from fakes.engine.model import Grant
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from fakes.wire.server import LOOPBACK

JSON = "application/json"
LARGE = 2_000_000
COOKIE = "x-of-the-provider"


class TokensElsewhere(Reference):
    """The token endpoint leads on to another address, by a redirect that repeats the POST.

    That is another host's, where this machine is called by name.
    """

    def token(self, request: Request) -> Response:
        parts = urlsplit(self.issuer)
        host = LOOPBACK if parts.hostname == "localhost" else parts.hostname
        place = parts._replace(netloc=f"{host}:{parts.port}" if parts.port else f"{host}")
        return Response(status_code=307, headers={"location": f"{place.geturl()}{PATH}"})

    def not_found(self, request: Request) -> Response:
        if request.url.endswith(PATH):
            return super().token(replace(request, url=self.endpoints["token"]))
        return super().not_found(request)


class EndlessRedirects(Reference):
    """The discovery document leads to itself."""

    def discovery(self, request: Request) -> Response:
        return Response(status_code=302, headers={"location": request.url})


class LargeTokens(Reference):
    """A token response of two million characters."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return super().token_response(grant) | {"more": "x" * LARGE}


class TokensWithCookie(Reference):
    """A token response that sets a cookie, as proxies in front of providers do."""

    def token_headers(self) -> dict[str, str]:
        return super().token_headers() | {"set-cookie": f"{COOKIE}=1", COOKIE: "1"}


class UnsignedUserInfo(Reference):
    """A UserInfo response that is a JWT which nobody signed."""

    def userinfo_success(self, grant: Grant) -> Response:
        text = compact({"alg": "none"}, self.userinfo_claims(grant))
        return Response(text, media_type="application/jwt")


def subject_of_kind(value: object) -> Attack:
    """A sub that is no text, in the ID Token and at UserInfo."""

    class OddSubject(Reference):
        def subject(self, grant: Grant) -> Any:
            return value

    OddSubject.__doc__ = f"sub {json.dumps(value)}"
    return OddSubject


def written_tokens(says: str, start: str = "", end: int | None = None) -> Attack:
    """Right tokens in a response that begins with `start` and ends early."""

    class WrittenTokens(Reference):
        def token_success(self, answer: dict[str, Any]) -> Response:
            return Response(f"{start}{json.dumps(answer)}"[:end], media_type=JSON)

    WrittenTokens.__doc__ = says
    return WrittenTokens


def unreadable_tokens() -> list[Attack]:
    """Token responses that are no JSON object, with the tokens in them."""

    class TokensInList(Reference):
        """Tokens in a list."""

        def token_success(self, answer: dict[str, Any]) -> Response:
            return self.json([answer])

    return [
        written_tokens("tokens in JSON that stops before its end", end=-1),
        written_tokens("tokens after something that is no JSON", start="tokens: "),
        TokensInList,
    ]
