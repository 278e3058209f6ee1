"""Microsoft Entra ID, as an application meets it: a tenant, and an application in it."""

from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Client
from fakes.vendors.entra.admin import AdminOfEntra
from fakes.vendors.entra.authorize import AuthorizationOfEntra
from fakes.vendors.entra.errors import NO_CREDENTIALS
from fakes.vendors.entra.logout import LogoutOfEntra
from fakes.vendors.entra.metadata import MetadataOfEntra, of_version_1, of_version_2
from fakes.vendors.entra.tokens import TENANT, TokensOfEntra
from fakes.wire.request import Request

PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad"
# Whose accounts may log in there, and which issuer the document names.
SHARED = {"common": "{tenantid}", "organizations": "{tenantid}", "consumers": PERSONAL}


class Vendor(AdminOfEntra, MetadataOfEntra, LogoutOfEntra, AuthorizationOfEntra, TokensOfEntra):
    """Tokens name the tenant, whichever document an application was told to read."""

    vendor = "entra"
    host = "login.microsoftonline.com"
    choices: ClassVar = {
        "platform": ("web", "spa"),
        "id_tokens": ("on", "off"),
        "email": ("present", "absent"),
        "tenant": ("single", "common", "v1"),
    }

    def __init__(self, **known: Any) -> None:
        """An application of the platform for single pages has no secret."""
        super().__init__(**known)
        if self.options["platform"] == "spa":
            application, *others = self.clients.values()
            members = (replace(application, secret=""), *others)
            self.clients = {one.client_id: one for one in members}

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """An application of the platform Web, with a secret, and another one."""
        application, other = super().registered(application_url)
        scopes = (*application.scopes, "offline_access")
        web = replace(
            application,
            client_id="6731de76-14a6-49ae-97bc-6eba6914391e",
            secret="Wb7~a-secret-of-the-application",  # noqa: S106 - of a fake
            scopes=scopes,
        )
        return (web, replace(other, client_id="f6a4f1d2-5d0b-4b3e-8f6e-2c8d1b7a9e30"))

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        """Two wrong addresses look right: of any tenant, and of version 1."""
        wrong = {"common": f"{self.base}/common/v2.0", "v1": f"{self.base}/{TENANT}"}
        told = super().told_to_operators(auth_method)
        return told | {"OIDC_ISSUER": wrong.get(self.options["tenant"], told["OIDC_ISSUER"])}

    @cached_property
    def issuer(self) -> str:
        return f"{self.base}/{TENANT}/v2.0"

    @cached_property
    def graph(self) -> str:
        """Where UserInfo is: another product."""
        return "https://graph.microsoft.com" if self.under_its_own_names else self.base

    @cached_property
    def endpoints(self) -> dict[str, str]:
        return self.endpoints_of(TENANT)

    def endpoints_of(self, tenant: str) -> dict[str, str]:
        v2 = f"{self.base}/{tenant}/oauth2/v2.0"
        return {
            "authorization": f"{v2}/authorize",
            "login": f"{self.base}/{TENANT}/login",
            "token": f"{v2}/token",
            "userinfo": f"{self.graph}/oidc/userinfo",
            "jwks": f"{self.base}/{tenant}/discovery/v2.0/keys",
            "end_session": f"{v2}/logout",
            "device": f"{v2}/devicecode",
            "kerberos": f"{self.base}/{tenant}/kerberos",
        }

    def routes(self) -> dict[str, Route]:
        """The shared endpoints lead to this tenant; version 1 has a document only."""
        routes = super().routes()
        routes[self.endpoints["device"]] = Route(("POST",), self.device)
        for name, said in SHARED.items():
            at, url = self.endpoints_of(name), f"{self.base}/{name}/v2.0"
            told = of_version_2(at, f"{self.base}/{said}/v2.0")
            routes |= {
                at[one]: routes[self.endpoints[one]]
                for one in ("authorization", "token", "jwks", "end_session")
            }
            routes[f"{url}/.well-known/openid-configuration"] = self.fixed(told)
        old = f"{self.base}/{TENANT}/.well-known/openid-configuration"
        routes[old] = self.fixed(of_version_1(self.base, TENANT))
        routes[f"{self.base}/common/discovery/keys"] = routes[self.endpoints["jwks"]]
        return routes

    def fixed(self, document: dict[str, Any]) -> Route:
        """A document that is none of this issuer's own."""
        headers = self.metadata_headers()
        return Route(("GET", "HEAD"), lambda _: self.json(document, headers=headers))

    def not_found(self, request: Request) -> Response:
        """An unknown tenant has an error of its own."""
        tenant = request.url.removeprefix(f"{self.base}/").partition("/")[0]
        if not request.url.startswith(self.base) or tenant in (TENANT, "v1.0", *SHARED):
            return super().not_found(request)
        what = (
            f"AADSTS90002: Tenant '{tenant}' not found. Check to make sure you have the correct "
            "tenant ID and are signing into the correct cloud. Check with your subscription "
            "administrator, this may happen if there are no active subscriptions for the tenant."
        )
        return self.json(self.told("invalid_tenant", what), 400)

    def device(self, request: Request) -> Response:
        """For applications that are set to allow public client flows."""
        return self.json(self.told("invalid_client", NO_CREDENTIALS), 401)
