"""Amazon Cognito user pools with managed login, as an application meets them."""

from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Client
from fakes.vendors.cognito.admin import Administration
from fakes.vendors.cognito.directory import HOST, REGION
from fakes.vendors.cognito.pages import Pages
from fakes.vendors.cognito.tokens import TokensOfCognito
from fakes.wire.certificates import ServerTls
from fakes.wire.request import Request

POOL = f"{REGION}_Wb5kT9qXz"
CLIENT = "6q1r0vd8c3n5m2k7h4j9g0f1ts"
DOMAINS = f"auth.{REGION}.amazoncognito.com"


class Vendor(Administration, Pages, TokensOfCognito):
    """Issuer and endpoints on two hosts, logout and errors in a way of its own."""

    vendor = "cognito"
    host = HOST
    pool = POOL
    choices: ClassVar = {
        "issuer": ("cognito-idp", "issuer-cognito-idp"),
        "domain": ("prefix", "none"),
        "pages": ("managed", "classic"),
    }

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """An app client with the code grant alone, and one with a secret and both grants."""
        application, other = super().registered(application_url)
        return (
            replace(
                application,
                client_id=CLIENT,
                post_logout_redirect_uris=(application_url,),
                response_types=("code",),
            ),
            replace(
                other, client_id="2b7x5w9u1e4a8o3i6y0z9l8p7d", response_types=("code", "token")
            ),
        )

    # Two hosts, which are two paths of one host on a loopback URL

    @cached_property
    def api(self) -> str:
        """The origin of the issuer."""
        if not self.under_its_own_names:
            return self.base
        return f"https://{self.options['issuer']}.{REGION}.amazonaws.com"

    @cached_property
    def issuer(self) -> str:
        return f"{self.api}/{self.pool}"

    @cached_property
    def domain(self) -> str:
        """The origin of the pages; a pool without a domain names endpoints that never work."""
        if not self.domain_name:
            return self.issuer
        if self.under_its_own_names:
            full = "." in self.domain_name
            return f"https://{self.domain_name}{'' if full else f'.{DOMAINS}'}"
        return self.base if self.pool == POOL else f"{self.base}/{self.domain_name}"

    def tls(self) -> ServerTls:
        """One certificate for every domain that a user pool may get."""
        return ServerTls(names=(*sorted(self.hosts()), f"*.{DOMAINS}"))

    @cached_property
    def endpoints(self) -> dict[str, str]:
        oauth = self.domain if self.domain == self.issuer else f"{self.domain}/oauth2"
        return {
            "authorization": f"{oauth}/authorize",
            "login": f"{self.domain}/login",
            "second_factor": f"{self.domain}/mfa",
            "error": f"{self.domain}/error",
            "token": f"{oauth}/token",
            "userinfo": f"{oauth}/userInfo",
            "revocation": f"{oauth}/revoke",
            "jwks": f"{self.issuer}/.well-known/jwks.json",
            "end_session": f"{self.domain}/logout",
        }

    def routes(self) -> dict[str, Route]:
        """A pool without a domain answers on its issuer alone."""
        at = self.endpoints
        routes = super().routes()
        if self.domain == self.issuer:
            kept = (self.discovery_url(), at["jwks"], self.admin_endpoint)
            return {url: routes[url] for url in kept}
        return routes

    def not_found(self, request: Request) -> Response:
        """The issuer's host answers like an API, the domain with a page."""
        pool = urlsplit(request.url).path.split("/")[1]
        on_the_api = request.url.startswith(self.api) and ("_" in pool or self.api != self.domain)
        if not on_the_api:
            return super().not_found(request)
        if "/.well-known/" in request.url and pool not in (self.pool, *self.others):
            message = f"User pool {pool} does not exist."
            return self.api_error("ResourceNotFoundException", message)
        what = "The server did not understand the operation that was requested."
        return self.api_error("BadRequest", what)

    def api_error(self, code: str, message: str) -> Response:
        return self.json({"code": code, "message": message, "type": "client"}, 400)

    def cross_origin(self) -> tuple[str, ...]:
        return (*super().cross_origin(), self.endpoints["revocation"])

    # What it publishes

    def metadata(self) -> dict[str, Any]:
        """The twelve members, in the order of the alphabet."""
        at = self.endpoints
        return {
            "authorization_endpoint": at["authorization"],
            "end_session_endpoint": at["end_session"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "issuer": self.issuer,
            "jwks_uri": at["jwks"],
            "response_types_supported": ["code", "token"],
            "revocation_endpoint": at["revocation"],
            "scopes_supported": ["openid", "email", "phone", "profile"],
            "subject_types_supported": ["public"],
            "token_endpoint": at["token"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "userinfo_endpoint": at["userinfo"],
        }
