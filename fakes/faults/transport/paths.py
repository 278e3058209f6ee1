"""Providers behind a proxy that guards one spelling of a path only."""

from dataclasses import replace
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Confidential, Reference
from fakes.wire.request import Request


@fault(caught_by=["transport/path-tricks-userinfo"])
class UserinfoBehindTwoSlashes(Reference):
    """With a second slash before its path UserInfo tells of the first login, without a token."""

    def answer(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        known = parts._replace(path=parts.path[1:]).geturl()
        if parts.path.startswith("//") and known == self.endpoints["userinfo"]:
            return self.userinfo_success(next(iter(self.access_tokens.values())).grant)
        return super().answer(request)


@fault(caught_by=["transport/path-tricks-token"])
class TokensBehindASemicolon(Confidential):
    """With a parameter behind its path the token endpoint asks for no secret."""

    bypassed = ""

    def answer(self, request: Request) -> Response:
        url, self.bypassed, _ = request.url.partition(";")
        return super().answer(replace(request, url=url))

    def authenticate(self, request: Request) -> Client:
        if self.bypassed:
            return self.clients[request.params["client_id"]]
        return super().authenticate(request)
