"""Okta, as an application meets it: an org's own authorization server, or a custom one."""

import re
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from starlette.responses import Response

from fakes.engine.endpoint import Request, Route
from fakes.engine.model import Client
from fakes.vendors.okta.admin import Administration
from fakes.vendors.okta.authorize import AuthorizationOfOkta
from fakes.vendors.okta.tokens import TokensOfOkta

ORG = "dev-1234"
AUTH_METHODS = [
    "client_secret_basic",
    "client_secret_post",
    "client_secret_jwt",
    "private_key_jwt",
    "none",
]
REQUEST_ALGORITHMS = [f"{kind}{bits}" for kind in ("HS", "RS", "ES") for bits in (256, 384, 512)]
GRANT_TYPES = [
    "authorization_code",
    "implicit",
    "refresh_token",
    "password",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:openid:params:grant-type:ciba",
    "urn:okta:params:oauth:grant-type:otp",
    "http://auth0.com/oauth/grant-type/mfa-otp",
    "urn:okta:params:oauth:grant-type:oob",
    "http://auth0.com/oauth/grant-type/mfa-oob",
]
SCOPES = {
    "org": ["openid", "email", "profile", "address", "phone", "offline_access", "groups"],
    "default": ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"],
}
# fmt: off
CLAIMS = [
    "iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "amr", "idp", "nonce", "name",
    "nickname", "preferred_username", "given_name", "middle_name", "family_name", "email",
    "email_verified", "profile", "zoneinfo", "locale", "address", "phone_number", "picture",
    "website", "gender", "birthdate", "updated_at", "at_hash", "c_hash",
]
RESPONSE_TYPES = [
    "code", "id_token", "code id_token", "code token", "id_token token", "code id_token token",
]
# fmt: on
HEADERS = {
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "x-xss-protection": "0",
}
HSTS = "max-age=315360000; includeSubDomains"
# Advertised, and not for a client like the application's.
CLOSED = ("device", "par", "registration")


class Vendor(Administration, AuthorizationOfOkta, TokensOfOkta):
    """The org server's issuer is the org itself; a custom server has a path of its own."""

    vendor = "okta"
    host = f"{ORG}.okta.com"
    choices: ClassVar = {
        "server": ("org", "default"),
        "assignment": ("everyone", "nobody"),
        "policy": ("allows", "none"),
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

    def metadata_headers(self) -> dict[str, str]:
        return super().metadata_headers() | {"cache-control": "max-age=86400, must-revalidate"}

    def metadata(self) -> dict[str, Any]:
        """The members in the order of the product's own document."""
        at = self.endpoints
        return {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorization"],
            "token_endpoint": at["token"],
            "userinfo_endpoint": at["userinfo"],
            "registration_endpoint": at["registration"],
            "jwks_uri": at["jwks"],
            "response_types_supported": RESPONSE_TYPES,
            "response_modes_supported": list(self.response_modes()),
            "grant_types_supported": GRANT_TYPES,
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": SCOPES[self.options["server"]],
            "token_endpoint_auth_methods_supported": AUTH_METHODS,
            "claims_supported": CLAIMS,
            "code_challenge_methods_supported": ["S256"],
        } | self.metadata_of_further_endpoints()

    def metadata_of_further_endpoints(self) -> dict[str, Any]:
        at = self.endpoints
        return {
            "introspection_endpoint": at["introspection"],
            "introspection_endpoint_auth_methods_supported": AUTH_METHODS,
            "revocation_endpoint": at["revocation"],
            "revocation_endpoint_auth_methods_supported": AUTH_METHODS,
            "end_session_endpoint": at["end_session"],
            "request_parameter_supported": True,
            "request_object_signing_alg_values_supported": REQUEST_ALGORITHMS,
            "device_authorization_endpoint": at["device"],
            "pushed_authorization_request_endpoint": at["par"],
            "backchannel_token_delivery_modes_supported": ["poll"],
            "backchannel_authentication_request_signing_alg_values_supported": REQUEST_ALGORITHMS,
            "dpop_signing_alg_values_supported": REQUEST_ALGORITHMS[3:],
        }
