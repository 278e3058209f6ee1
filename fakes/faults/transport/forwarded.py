"""Providers that believe headers which only their own proxy should set."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.model import Client, Grant, Session
from fakes.faults import fault
from fakes.faults.editing import rewrite
from fakes.faults.homes import Confidential, Reference
from fakes.people import APPLICATION
from fakes.wire.request import Request

PROXY = "x-forwarded-host"


def believing(response: Response, host: str | None, told: str | None) -> Response:
    """The response with the host of the provider replaced by what was told."""
    if host and told:
        rewrite(response, lambda body: body.replace(host, told))
        if "location" in response.headers:
            response.headers["location"] = response.headers["location"].replace(host, told)
    return response


@fault(caught_by=["transport/forwarded-host-discovery"])
class DiscoveryBelievesForwardedHost(Reference):
    """The discovery document is made of the host that a proxy is said to have seen."""

    def discovery(self, request: Request) -> Response:
        return believing(super().discovery(request), self.host, request.headers.get(PROXY))


@fault(caught_by=["transport/host-header-discovery", "transport/host-header-login"])
class BelievesTheHostHeader(Reference):
    """Whatever host a request names is the provider's own."""

    def answer(self, request: Request) -> Response:
        told, path = request.headers["host"], urlsplit(request.url).path
        if told in self.hosts():
            return super().answer(request)
        known = next(url for url in self.table if urlsplit(url).path == path)
        response = super().answer(replace(request, url=known))
        return believing(response, urlsplit(known).hostname, told)


@fault(caught_by=["transport/forwarded-proto-discovery"])
class DiscoveryBelievesForwardedProto(Reference):
    """The discovery document is made of the protocol that a proxy is said to have spoken."""

    def discovery(self, request: Request) -> Response:
        told = request.headers.get("x-forwarded-proto", "https")
        return rewrite(super().discovery(request), lambda body: body.replace("https:", f"{told}:"))


@fault(caught_by=["transport/forwarded-host-login"])
class LoginPageBelievesForwardedHost(Reference):
    """The login form, or the way to it, leads to the host that a proxy is said to have seen."""

    def authorize(self, request: Request) -> Response:
        response = super().authorize(request)
        told = None if self.session_of(request) else request.headers.get(PROXY)
        return believing(response, urlsplit(request.url).hostname, told)


@fault(caught_by=["transport/forwarded-host-response"])
class ResponseBelievesForwardedHost(Reference):
    """The authorization response goes to the host that a proxy is said to have seen."""

    def authorize(self, request: Request) -> Response:
        response = super().authorize(request)
        told = request.headers.get(PROXY) if self.session_of(request) else None
        return believing(response, urlsplit(APPLICATION).hostname, told)


@fault(caught_by=["transport/forwarded-host-id-token"])
class IdTokenBelievesForwardedHost(Reference):
    """The issuer in the ID Token is the host that a proxy is said to have seen."""

    told = None

    def token(self, request: Request) -> Response:
        self.told = request.headers.get(PROXY)
        return super().token(request)

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | ({"iss": f"https://{self.told}"} if self.told else {})


@fault(caught_by=["transport/path-override"])
class PathFromAHeader(Reference):
    """A header replaces the path of a request."""

    def answer(self, request: Request) -> Response:
        path = request.headers.get("x-original-url")
        return super().answer(replace(request, url=self.base + path) if path else request)


@fault(caught_by=["transport/proxy-identity-login"])
class UserFromAHeader(Reference):
    """Who is named by a header is logged in."""

    def session_of(self, request: Request) -> Session | None:
        user = self.users.get(request.headers.get("x-remote-user", ""))
        return Session("proxy", user, self.clock.now()) if user else super().session_of(request)


@fault(caught_by=["transport/proxy-identity-userinfo"])
class UserinfoFromAHeader(Reference):
    """Who is named by a header gets the claims of the first login."""

    def grant_of_bearer(self, request: Request) -> Grant:
        if "x-remote-user" in request.headers:
            return next(iter(self.access_tokens.values())).grant
        return super().grant_of_bearer(request)


@fault(caught_by=["transport/proxy-identity-token"])
class ClientFromAHeader(Confidential):
    """A client needs no secret where a header says that its certificate was verified."""

    def authenticate(self, request: Request) -> Client:
        if request.headers.get("ssl-client-verify") == "SUCCESS":
            return self.clients[request.params["client_id"]]
        return super().authenticate(request)
