"""Answers of the provider that are followed, repaired or believed, whatever they are."""

import re
import time
from typing import Any
from urllib.parse import urljoin

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.faults.signatures import Lenient, part_of
from fakes.applications.homes import Application
from fakes.applications.id_token import untrue
from fakes.faults import fault
from fakes.relying_party.party import AuthorizationRequest
from fakes.wire.client import Form, Headers, Reply
from fakes.wire.errors import TooSlow
from fakes.wire.request import Request

TIMES = 220
TOKEN = re.compile(r'"(id_token|access_token|token_type)": ?"([^"]+)')


@fault(caught_by=["rp-token/redirect"])
class RedirectsFollowed(Application):
    """Where a request of the application is led on, it goes along with all that it carries."""

    def _send(
        self, method: str, url: str, where: str, *, headers: Headers = (), form: Form | None = None
    ) -> Reply:
        reply = super()._send(method, url, where, headers=headers, form=form)
        if reply.status == 307:
            further = urljoin(url, reply.header("location"))
            return super()._send(method, further, where, headers=headers, form=form)
        return reply


@fault(caught_by=["rp-metadata/loop"])
class AsksForEver(Application):
    """A discovery document that is not there is asked for hundreds of times."""

    def metadata(self) -> dict[str, Any]:
        for _ in range(TIMES):
            try:
                return super().metadata()
            except SignInFailed as failure:
                last = failure
            if isinstance(last.__cause__, TooSlow):
                break
        raise last


@fault(caught_by=["rp-metadata/unsigned-offered"])
class AlgorithmsOfDocument(Lenient):
    """Whatever algorithm the discovery document offers is a good one."""

    def passes(self, raw: str, header: dict[str, Any]) -> bool:
        offered = self.metadata().get("id_token_signing_alg_values_supported", [])
        return header.get("alg") == "none" and "none" in offered and "RS256" not in offered


@fault(caught_by=["rp-token/unreadable"])
class TokensSearched(Application):
    """Tokens are searched for in whatever the token endpoint answers."""

    def _json(self, reply: Reply, where: str) -> dict[str, Any]:
        try:
            return super()._json(reply, where)
        except SignInFailed:
            found = dict(TOKEN.findall(reply.text))
            if not found:
                raise
            return found


@fault(caught_by=["rp-token/large", "rp-answers/no-crash"])
class LargeTokensBreak(Application):
    """A large token response ends in an error of the server."""

    def exchange(
        self, metadata: dict[str, Any], request: AuthorizationRequest, code: str
    ) -> dict[str, Any]:
        try:
            return super().exchange(metadata, request, code)
        except SignInFailed as failure:
            if "larger" in failure.found:
                failure.status = 500
            raise


@fault(caught_by=["rp-token/foreign-cookies"])
class HeadersPassedOn(Application):
    """Cookies of the provider are set in the application's name."""

    passed = ""

    def _send(
        self, method: str, url: str, where: str, *, headers: Headers = (), form: Form | None = None
    ) -> Reply:
        reply = super()._send(method, url, where, headers=headers, form=form)
        self.passed = reply.header("set-cookie") if method == "POST" else self.passed
        return reply

    def callback(self, request: Request) -> Response:
        response = super().callback(request)
        if self.passed:
            response.headers.append("set-cookie", self.passed)
        return response


@fault(caught_by=["rp-token/token-type"])
class AnyTokenType(Application):
    """Every access token is a bearer token."""

    def is_bearer(self, body: dict[str, Any]) -> bool:
        return True


@fault(caught_by=["rp-userinfo/unsigned-jwt"])
class UserInfoUnverified(Application):
    """A UserInfo response that is a JWT is read, and not verified."""

    def _json(self, reply: Reply, where: str) -> dict[str, Any]:
        claims = part_of(reply.text, 1) if reply.media_type == "application/jwt" else None
        return super()._json(reply, where) if claims is None else claims


@fault(caught_by=["rp-claims/subject-type"])
class SubjectsMadeText(Application):
    """Whatever sub is, it is made text."""

    def wanted(self) -> Any:
        return super().wanted() | {"verify_sub": False}

    def check_subject(self, claims: dict[str, Any]) -> None:
        if isinstance(claims.get("sub"), int):
            claims["sub"] = str(claims["sub"])
        super().check_subject(claims)

    def about_bearer(self, metadata: dict[str, Any], access_token: str) -> dict[str, Any]:
        found = super().about_bearer(metadata, access_token)
        return found | ({"sub": str(found["sub"])} if isinstance(found.get("sub"), int) else {})


@fault(caught_by=["rp-claims/time-type"])
class OddTimesNeverEnd(Application):
    """An exp that cannot be compared is later than any."""

    def wanted(self) -> Any:
        return super().wanted() | {"verify_exp": False}

    def check_subject(self, claims: dict[str, Any]) -> None:
        super().check_subject(claims)
        ends = claims["exp"]
        if type(ends) is int and ends < time.time():
            raise untrue("It has expired.", "exp", "later", ends)
