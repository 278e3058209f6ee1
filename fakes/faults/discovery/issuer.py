"""Defects of the issuer: what the document calls itself, and what operators are told."""

from typing import Any

from fakes.faults import fault
from fakes.faults.homes import Reference


@fault(caught_by=["discovery/issuer-exact"])
class ForeignIssuer(Reference):
    """The discovery document names another issuer than the one it was fetched from."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"issuer": "https://issuer.example.com"}


@fault(caught_by=["issuer/https", "discovery/issuer-exact"])
class IssuerOverHttp(Reference):
    """The issuer in the discovery document is an http URL."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"issuer": self.issuer.replace("https:", "http:")}


@fault(caught_by=["issuer/no-query-or-fragment", "discovery/issuer-exact"])
class IssuerWithQuery(Reference):
    """The issuer in the discovery document has a query."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"issuer": f"{self.issuer}?realm=main"}


@fault(caught_by=["issuer/no-user-information", "discovery/issuer-exact"])
class IssuerWithUser(Reference):
    """The issuer in the discovery document has a user name in front of its host."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"issuer": self.issuer.replace("://", "://admin@")}


@fault(caught_by=["issuer/trailing-slash", "discovery/issuer-exact"])
class SlashInDocument(Reference):
    """The issuer in the discovery document ends with a slash, the one in ID Tokens does not."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"issuer": f"{self.issuer}/"}


@fault(
    caught_by=[
        "issuer/trailing-slash",
        "discovery/issuer-exact",
        "id-token/issuer",
        "id-token/other-method-issuer",
        "authorization/iss",
        "authorization/iss-in-error",
        "hybrid/id-token-issuer",
        "hybrid/iss",
        "userinfo/signed-issuer",
        "request-object/unsigned",
        "request-object/signed",
        "client-assertion/issuer-as-audience",
        "discovery/webfinger-issuer",
        "flow/jwt-response-issuer",
        "par/issuer-as-audience",
    ]
)
class OperatorAddsSlash(Reference):
    """The operator writes OIDC_ISSUER with a slash at its end that the provider does not have."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": f"{self.issuer}/"}


@fault(caught_by=["issuer/well-known-suffix", "discovery/issuer-exact"])
class SuffixInIssuer(Reference):
    """The issuer in the discovery document is the document's own URL."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"issuer": self.discovery_url()}


@fault(caught_by=["issuer/no-placeholder", "discovery/issuer-exact"])
class TenantTemplate(Reference):
    """The issuer in the discovery document is a template for the issuers of many tenants."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"issuer": f"{self.issuer}/{{tenantid}}"}
