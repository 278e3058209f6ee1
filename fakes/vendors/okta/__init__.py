"""Okta, as an application meets it: an org's own authorization server, or a custom one."""

import re
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Client
from fakes.vendors.okta.admin import Administration
from fakes.vendors.okta.authorize import AuthorizationOfOkta
from fakes.vendors.okta.inbound import InboundOfOkta
from fakes.vendors.okta.metadata import RESPONSE_TYPES, MetadataOfOkta
from fakes.vendors.okta.tokens import TokensOfOkta
from fakes.wire.request import Request

ORG = "dev-1234"
HEADERS = {
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "x-xss-protection": "0",
}
HSTS = "max-age=315360000; includeSubDomains"
# Advertised, and not for a client like the application's.
CLOSED = ("device", "par", "registration")


class Vendor(Administration, InboundOfOkta, AuthorizationOfOkta, MetadataOfOkta, TokensOfOkta):
    """The org server's issuer is the org itself; a custom server has a path of its own.

    `upstream` is the protocol of its identity provider.
    """

    vendor = "okta"
    host = f"{ORG}.okta.com"
    choices: ClassVar = {
        "server": ("org", "default"),
        "assignment": ("everyone", "nobody"),
        "policy": ("allows", "none"),
        "upstream": ("none", "saml", "oidc"),
    }

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """A single-page application with both grants, and a web application with a secret."""
        application, other = super().registered(application_url)
        single_page = replace(
            application,
            client_id="0oa1wandb2SinglePage",
            post_logout_redirect_uris=(f"{application_url}/logout",),
            response_types=tuple(" ".join(sorted(one.split())) for one in RESPONSE_TYPES),
        )
        return (single_page, replace(other, client_id="0oa9other8WebApp5d7"))

    @cached_property
    def issuer(self) -> str:
        return self.base if self.options["server"] == "org" else f"{self.base}/oauth2/default"

    @cached_property
    def endpoints(self) -> dict[str, str]:
        server = f"{self.base}/oauth2" if self.options["server"] == "org" else self.issuer
        v1 = f"{server}/v1"
        return {
            "authorization": f"{v1}/authorize",
            "login": f"{self.base}/idp/idx/identify",
            "token": f"{v1}/token",
            "userinfo": f"{v1}/userinfo",
            "jwks": f"{v1}/keys",
            "introspection": f"{v1}/introspect",
            "revocation": f"{v1}/revoke",
            "end_session": f"{v1}/logout",
            "device": f"{v1}/device/authorize",
            "par": f"{v1}/par",
            "registration": f"{self.base}/oauth2/v1/clients",
        }

    def routes(self) -> dict[str, Route]:
        """The document also answers under RFC 8414's URL and at the administrators' host."""
        routes = super().routes()
        document = routes[self.discovery_url()]
        path = self.issuer.removeprefix(self.base)
        routes[f"{self.base}/.well-known/oauth-authorization-server{path}"] = document
        if self.under_its_own_names:
            admin = self.discovery_url().replace(ORG, f"{ORG}-admin", 1)
            routes[admin] = document
        for name in CLOSED:
            routes[self.endpoints[name]] = Route(("POST",), self.closed)
        return routes

    def not_found(self, request: Request) -> Response:
        """Another authorization server than the one that exists has an error of its own."""
        server = re.match(re.escape(self.base) + "/oauth2/([^/]+)/", request.url)
        if server is None or server[1] in ("v1", self.options["server"]):
            return super().not_found(request)
        what = f"Not found: Resource not found: {server[1]} (AuthorizationServer)"
        return self.api_error("E0000007", what, 404)

    def closed(self, request: Request) -> Response:
        """What only administrators and other kinds of clients may use."""
        what = "You do not have permission to perform the requested action"
        return self.api_error("E0000006", what, 403)

    def finish(self, request: Request, response: Response) -> None:
        """With the headers of every answer of the product."""
        super().finish(request, response)
        response.headers.update(HEADERS)
        if "strict-transport-security" in response.headers:
            response.headers["strict-transport-security"] = HSTS
