"""Tokens and answers of the token endpoint that no client expects."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from fakes.engine.model import Grant
from fakes.faults.homes import Reference
from fakes.keys import Key
from suites.harness.given.hostile import answers, hostile

ID_TOKEN = ("flow/login", "id-token/*")
TIMES = (*ID_TOKEN, "session/*", "claims/updated-at-*")
TOKEN = ("flow/login", "token/success", "token/expires-in", "token/token-type", "userinfo/get")
BIGGEST = 10**400
JSON = {"content-type": "application/json", "cache-control": "no-store"}


def nested(depth: int) -> Any:
    value: Any = "the bottom"
    for _ in range(depth):
        value = {"a": value}
    return value


def part(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


class Unsigned(Reference):
    """ID Tokens whose parts are texts of `header` and `claims`; nobody signs such a thing."""

    def header_text(self, header: dict[str, Any]) -> str:
        return json.dumps(header)

    def claims_text(self, claims: dict[str, Any]) -> str:
        return json.dumps(claims)

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        return f"{part(self.header_text(header))}.{part(self.claims_text(claims))}.c2ln"


def deep(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


@hostile(*ID_TOKEN)
class ClaimsNest330Levels(Unsigned):
    """As deep as a recursive reader just does not reach."""

    def claims_text(self, claims: dict[str, Any]) -> str:
        return json.dumps(claims)[:-1] + f', "deep": {deep(330)}}}'


@hostile(*ID_TOKEN)
class ClaimsNest100000Levels(Unsigned):
    """Deeper than any parser goes."""

    def claims_text(self, claims: dict[str, Any]) -> str:
        return json.dumps(claims)[:-1] + f', "deep": {deep(100_000)}}}'


@hostile(*ID_TOKEN)
class HeaderNests400Levels(Unsigned):
    """The header of a token is JSON too."""

    def header_text(self, header: dict[str, Any]) -> str:
        return json.dumps(header)[:-1] + f', "deep": {deep(400)}}}'


@hostile(*ID_TOKEN, "claims/*")
class SurrogatesInClaims(Reference):
    """Half of a pair of UTF-16, which UTF-8 cannot say."""

    def user_claims(self, grant: Grant) -> dict[str, Any]:
        return super().user_claims(grant) | {"name": "\ud800", "\udfff": "a"}


@hostile(*ID_TOKEN)
class SurrogatesInTheHeader(Reference):
    """The key id of a token is text as well."""

    def id_token_header(self) -> dict[str, Any]:
        return super().id_token_header() | {"kid": "\ud800"}


@hostile(*TIMES)
class TimesOf400Digits(Reference):
    """A whole number that no floating-point number reaches."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        times = dict.fromkeys(("exp", "iat", "auth_time", "nbf"), BIGGEST)
        return super().id_token_claims(grant) | times | {"updated_at": -BIGGEST}


@hostile(*TIMES)
class TimesOf4000Digits(Unsigned):
    """A number just below what Python reads."""

    def claims_text(self, claims: dict[str, Any]) -> str:
        times = ", ".join(f'"{name}": {"9" * 4000}' for name in ("exp", "iat", "auth_time"))
        return f"{json.dumps(claims)[:-1]}, {times}}}"


@hostile(*TIMES)
class TimesWithoutEnd(Unsigned):
    """Infinity and no number, as some serializers write them."""

    def claims_text(self, claims: dict[str, Any]) -> str:
        return json.dumps(claims | {"exp": float("inf"), "iat": float("nan"), "auth_time": 1e308})


@hostile(*TIMES)
class TimesOf5000Digits(Unsigned):
    """A number that Python refuses to read."""

    def claims_text(self, claims: dict[str, Any]) -> str:
        return f'{json.dumps(claims)[:-1]}, "exp": {"9" * 5000}}}'


class Answering(Reference):
    """The right answer of the token endpoint, as text that may be changed."""

    def changed(self, text: str) -> str:
        raise NotImplementedError

    def token_success(self, answer: dict[str, Any]) -> Response:
        return Response(self.changed(json.dumps(answer)), headers=JSON)


def with_member(name: str, member: str, text: Callable[[], str], *checks: str) -> None:
    """A row in which a member of the token response is `text`, as it is."""

    class With(Answering):
        """A member that nobody expects."""

        def changed(self, answer: str) -> str:
            return f'{answer[:-1]}, "{member}": {text()}}}'

    With.__name__ = name
    hostile(*(checks or TOKEN))(With)


LIFETIME = (
    *TOKEN,
    "userinfo/expired-token",
    "token/expires-in-number",
    "token/access-token-lifetime",
)
with_member("lifetime of 400 digits", "expires_in", lambda: "9" * 400, *LIFETIME)
with_member("lifetime of 4000 digits", "expires_in", lambda: "9" * 4000, *LIFETIME)
with_member("lifetime of 5000 digits", "expires_in", lambda: "9" * 5000, *LIFETIME)
with_member("lifetime below zero", "expires_in", lambda: "-" + "9" * 400, *LIFETIME)
with_member("lifetime as a text", "expires_in", lambda: '"' + "9" * 5000 + '"', *LIFETIME)
with_member("lifetime in digits of another script", "expires_in", lambda: '"٣٦٠٠²"', *LIFETIME)
with_member("lifetime without end", "expires_in", lambda: "1e999", *LIFETIME)
with_member(
    "access token with a surrogate", "access_token", lambda: '"\\ud800"', *TOKEN, "userinfo/*"
)
with_member(
    "access token that is an object", "access_token", lambda: deep(40), *TOKEN, "userinfo/*"
)
with_member("access token with line ends", "access_token", lambda: '"a\\r\\nb: c"', "userinfo/*")
with_member("refresh token with a surrogate", "refresh_token", lambda: '"\\udfff"', "refresh/*")
with_member("id token with a surrogate", "id_token", lambda: '"\\ud800.\\ud800.\\ud800"', *ID_TOKEN)
with_member("id token of one point", "id_token", lambda: '"."', *ID_TOKEN)
with_member("id token that is a list", "id_token", lambda: "[[[]]]", *ID_TOKEN)
TOKENS = [".".join((part('{"alg":1}'), part(f'{{"n":{n}}}'), "c2ln")) for n in range(5000)]
with_member("5000 tokens in one answer", "more", lambda: json.dumps(TOKENS))
with_member("answer that nests 300 levels", "more", lambda: deep(300))
with_member("answer of control characters", "scope", lambda: json.dumps("\x1b]0;x\x07\0\x9b2J"))
answers(
    "success by status alone",
    "token",
    lambda: Response('{"ok": false, "error": "<b>bad</b>_client_secret"}', headers=JSON),
    *TOKEN,
)
answers("refusal that is no JSON", "token", lambda: Response("No <b>such</b> client", 400), *TOKEN)
