"""Claims of the ID Token that are not compared, or not as they should be."""

from typing import TYPE_CHECKING, Any, cast

from fakes.applications.failure import SignInFailed
from fakes.applications.homes import Application
from fakes.faults import fault

if TYPE_CHECKING:  # older releases of PyJWT do not have it
    from jwt.types import Options


def optional(wanted: Any, *claims: str) -> "Options":
    """`wanted`, but without these claims as well; what is there is not compared."""
    required = [one for one in wanted["require"] if one not in claims]
    uncompared = {f"verify_{one}": False for one in claims}
    return cast("Options", wanted | {"require": required} | uncompared)


@fault(caught_by=["rp-claims/issuer", "rp-claims/issuer-exact"])
class IssuerIgnored(Application):
    """Whoever issued it."""

    def wanted(self) -> "Options":
        return optional(super().wanted(), "iss")


@fault(caught_by=["rp-claims/issuer-exact"])
class IssuerComparedLoosely(Application):
    """The issuer begins with, or looks like, the one that is configured."""

    def wanted(self) -> "Options":
        return optional(super().wanted(), "iss")

    def check_audience(self, claims: dict[str, Any]) -> None:
        super().check_audience(claims)
        found = str(claims.get("iss") or "").strip().lower()
        if not found.startswith(self.settings.issuer.lower()):
            raise SignInFailed("It was issued by somebody else.")


@fault(
    caught_by=[
        "rp-claims/audience",
        "rp-claims/audience-exact",
        "rp-claims/other-audience",
        "rp-claims/azp",
    ]
)
class AudienceIgnored(Application):
    """Whomever it is for."""

    def wanted(self) -> "Options":
        return optional(super().wanted(), "aud")

    def check_audience(self, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=["rp-claims/audience-exact"])
class AudienceComparedLoosely(Application):
    """The client ID is somewhere in aud, or aud is in it."""

    def wanted(self) -> "Options":
        return super().wanted() | {"verify_aud": False}

    def check_audience(self, claims: dict[str, Any]) -> None:
        found, own = claims["aud"], self.settings.client_id
        if isinstance(found, str):
            alike = bool(found) and (own in found.lower() or found.lower() in own)
            claims = claims | {"aud": own} if alike else claims
        super().check_audience(claims)


@fault(caught_by=["rp-claims/other-audience"])
class OtherAudiencesAccepted(Application):
    """It is enough that the client is among those that it is for."""

    def check_audience(self, claims: dict[str, Any]) -> None:
        if isinstance(claims["aud"], str):
            super().check_audience(claims)


@fault(caught_by=["rp-claims/audience-in-a-list"])
class AudienceIsText(Application):
    """aud has to be text."""

    def check_audience(self, claims: dict[str, Any]) -> None:
        if not isinstance(claims["aud"], str):
            raise SignInFailed("The audience is no text.")
        super().check_audience(claims)


@fault(caught_by=["rp-claims/azp"])
class AuthorizedPartyIgnored(Application):
    """azp is not looked at."""

    def check_audience(self, claims: dict[str, Any]) -> None:
        alone = isinstance(claims["aud"], str)
        super().check_audience({k: v for k, v in claims.items() if k != "azp" or not alone})


@fault(caught_by=["rp-claims/nonce", "rp-response/id-token-of-another", "rp-claims/replayed"])
class NonceIgnored(Application):
    """nonce is sent, and not compared."""

    def check_nonce(self, claims: dict[str, Any], nonce: str) -> None:
        pass


@fault(caught_by=["rp-claims/expired", "rp-claims/time-type"])
class ExpiryIgnored(Application):
    """However old it is."""

    def wanted(self) -> "Options":
        return optional(super().wanted(), "exp")


@fault(caught_by=["rp-claims/from-the-future"])
class FutureAccepted(Application):
    """iat may be in the future."""

    def wanted(self) -> "Options":
        return super().wanted() | {"verify_iat": False}


@fault(caught_by=["rp-claims/not-before"])
class NotBeforeIgnored(Application):
    """nbf is not looked at."""

    def wanted(self) -> "Options":
        return super().wanted() | {"verify_nbf": False}


@fault(caught_by=["rp-claims/issued-at"])
class IssuedAtOptional(Application):
    """iat need not be there."""

    def wanted(self) -> "Options":
        wanted = super().wanted()
        return wanted | {"require": [one for one in wanted["require"] if one != "iat"]}


@fault(caught_by=["rp-claims/clock-skew"])
class ExactClock(Application):
    """Not a second may lie between the clocks."""

    leeway_s = 0


@fault(caught_by=["rp-claims/subject", "rp-claims/subject-type"])
class NamelessUser(Application):
    """sub may be anything, or missing."""

    def wanted(self) -> "Options":
        return optional(super().wanted(), "sub")

    def check_subject(self, claims: dict[str, Any]) -> None:
        claims.setdefault("sub", "")

    def userinfo(self, metadata: dict[str, Any], access_token: str, sub: Any) -> dict[str, Any]:
        return super().userinfo(metadata, access_token, sub) if sub else {"name": "somebody"}


@fault(caught_by=["rp-claims/at-hash"])
class AccessTokenHashIgnored(Application):
    """at_hash is not compared."""

    def check_access_token(
        self, claims: dict[str, Any], header: dict[str, Any], access_token: str
    ) -> None:
        pass


@fault(caught_by=["rp-claims/long-subject"])
class ShortSubjects(Application):
    """A sub has to fit into a column of 64 characters."""

    def check_subject(self, claims: dict[str, Any]) -> None:
        super().check_subject(claims)
        if len(claims["sub"]) > 64:
            raise SignInFailed("The user's ID is too long.")
