"""Defects of what the discovery document says. The provider itself acts as it should."""

from typing import Any

from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.homes import Reference


@fault(caught_by=["discovery/authorization-endpoint"])
class NoAuthorizationEndpoint(Reference):
    """The discovery document has no authorization_endpoint."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "authorization_endpoint")


@fault(caught_by=["discovery/token-endpoint"])
class NoTokenEndpoint(Reference):
    """The discovery document has no token_endpoint."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "token_endpoint")


@fault(caught_by=["discovery/userinfo-endpoint"])
class NoUserinfoEndpoint(Reference):
    """The discovery document has no userinfo_endpoint."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "userinfo_endpoint")


@fault(caught_by=["discovery/jwks-uri"])
class NoJwksUri(Reference):
    """The discovery document has no jwks_uri."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "jwks_uri")


@fault(caught_by=["discovery/endpoints-absolute"])
class RelativeEndpoint(Reference):
    """The revocation_endpoint is a path without scheme and host."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"revocation_endpoint": "/revoke"}


@fault(caught_by=["discovery/endpoints-https"])
class EndpointOverHttp(Reference):
    """The revocation_endpoint is an http URL."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"revocation_endpoint": "http://op.example.com/revoke"}


@fault(
    caught_by=[
        "discovery/endpoints-no-fragment",
        "revocation/unknown-token",
        "revocation/success",
        "revocation/without-authentication-error",
    ]
)
class EndpointWithFragment(Reference):
    """The revocation_endpoint has a fragment."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"revocation_endpoint": f"{self.base}/#/revoke"}


@fault(caught_by=["discovery/strings"])
class NullForUrl(Reference):
    """A URL in the discovery document is null."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"op_tos_uri": None}


@fault(caught_by=["discovery/lists"])
class StringForList(Reference):
    """A member with several values is one string with spaces."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"acr_values_supported": "low high"}


@fault(caught_by=["discovery/lists"])
class NumbersInList(Reference):
    """A list of strings in the discovery document has a number in it."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"display_values_supported": ["page", 2]}


@fault(caught_by=["discovery/booleans"])
class StringForFlag(Reference):
    """A flag in the discovery document is the string "false"."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"claims_parameter_supported": "false"}


@fault(caught_by=["discovery/no-empty-lists"])
class EmptyList(Reference):
    """The discovery document has a member without any value."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"acr_values_supported": []}


@fault(caught_by=["discovery/no-repeated-values"])
class ValueTwice(Reference):
    """A list in the discovery document has a value twice."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"display_values_supported": ["page", "page"]}


@fault(caught_by=["discovery/misspelled-members"])
class MisspelledMember(Reference):
    """The discovery document has `prompt_value_supported`, which no client reads."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"prompt_value_supported": ["login"]}


@fault(caught_by=["discovery/unknown-members"])
class MemberOfItsOwn(Reference):
    """The discovery document has a member that no specification defines."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"ssoproof_greeting": "hello"}


@fault(caught_by=["discovery/closed-values"])
class UndefinedDisplay(Reference):
    """The discovery document lists a display value that Core does not define."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"display_values_supported": ["page", "hologram"]}


@fault(caught_by=["discovery/scope-syntax"])
class ScopesInOneString(Reference):
    """Two scopes are in one item of scopes_supported."""

    def document(self) -> dict[str, Any]:
        scopes = super().document()["scopes_supported"]
        return super().document() | {"scopes_supported": [*scopes, "phone address"]}


@fault(caught_by=["discovery/locales-syntax"])
class LocaleWithUnderscore(Reference):
    """A locale is written as operating systems do, not as a language tag."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"ui_locales_supported": ["en_US"]}


@fault(caught_by=["discovery/locales-casing"])
class LocaleInSmallLetters(Reference):
    """The region of a locale is in small letters."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"ui_locales_supported": ["en-us"]}
