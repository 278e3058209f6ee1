"""Defects of the values of claims."""

from typing import Any

from fakes.engine.model import Grant
from fakes.faults import fault
from fakes.faults.homes import Reference


def unverified(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | ({"email_verified": False} if "email_verified" in claims else {})


@fault(caught_by=["claims/email-verified-userinfo"])
class EmailVerifiedAsTextAtUserinfo(Reference):
    """UserInfo says "true" in quotes."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return claims | ({"email_verified": "true"} if "email" in claims else {})


@fault(caught_by=["claims/verified-email"])
class EmailNotVerified(Reference):
    """Nobody verified the address of the user, and the provider says so."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return unverified(super().id_token_claims(grant))

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return unverified(super().userinfo_claims(grant))


@fault(
    caught_by=[
        "claims/email-verified-id-token",
        "id-token/claim-types",
        "id-token/other-method-claim-types",
    ]
)
class EmailVerifiedAsTextInTheIdToken(Reference):
    """The ID Token says "true" in quotes."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | ({"email_verified": "true"} if "email" in claims else {})


@fault(caught_by=["claims/phone-number-verified"])
class PhoneNumberVerifiedAsText(Reference):
    """UserInfo says "false" in quotes."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        quiet = "phone" in grant.authorization.scopes
        more = {} if quiet else {"phone_number_verified": "false"}
        return super().userinfo_claims(grant) | more


@fault(caught_by=["claims/updated-at-userinfo"])
class UpdatedAtAsTextAtUserinfo(Reference):
    """UserInfo tells a date in words of ISO 8601."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        date = {"updated_at": "2026-11-23T04:00:00.000Z"}
        return claims | (date if "updated_at" in claims else {})


@fault(caught_by=["claims/strings-userinfo"])
class NameIsAListAtUserinfo(Reference):
    """UserInfo returns a list of names."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return claims | ({"name": [claims["name"]]} if "name" in claims else {})


@fault(caught_by=["claims/address"])
class AddressIsText(Reference):
    """UserInfo returns an address as text."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | {"address": "1 rue de Rivoli, Paris"}


@fault(caught_by=["claims/email-address"])
class EmailIsALoginName(Reference):
    """UserInfo returns the login name as e-mail address."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return claims | ({"email": grant.user.username} if "email" in claims else {})


@fault(caught_by=["claims/birthdate"])
class BirthdateWithSlashes(Reference):
    """UserInfo returns month, day and year."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return claims | ({"birthdate": "10/31/1990"} if "name" in claims else {})


@fault(caught_by=["claims/locale"])
class LocaleInWords(Reference):
    """UserInfo returns the language by its name."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return claims | ({"locale": "English (United States)"} if "name" in claims else {})


@fault(caught_by=["claims/zoneinfo"])
class ZoneIsAnOffset(Reference):
    """UserInfo returns an offset in place of a time zone."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return claims | ({"zoneinfo": "+02:00"} if "name" in claims else {})


@fault(caught_by=["claims/no-empty-values"])
class ClaimsWithoutAValue(Reference):
    """UserInfo returns null for what it does not know."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return claims | ({"website": None, "nickname": ""} if "name" in claims else {})
