"""Defects of the times in the ID Token."""

from typing import Any

from fakes.engine.model import Grant
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.homes import Reference

HOUR = 3600


@fault(caught_by=["id-token/expiration", "id-token/other-method-not-expired"])
class NoExpiration(Reference):
    """The ID Token never ends."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return without(super().id_token_claims(grant), "exp")


@fault(caught_by=["id-token/expiration", "id-token/other-method-not-expired"])
class ExpirationAsText(Reference):
    """The end of the ID Token is a string."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"exp": str(claims["exp"])}


@fault(caught_by=["id-token/issued-at", "refresh/id-token-iat"])
class NoIssuedAt(Reference):
    """The ID Token does not say when it was issued."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return without(super().id_token_claims(grant), "iat")


@fault(caught_by=["id-token/issued-at", "refresh/id-token-iat"])
class Milliseconds(Reference):
    """The time of issue is in milliseconds."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"iat": claims["iat"] * 1000}


@fault(
    caught_by=[
        "id-token/not-expired",
        "id-token/expires-after-issue",
        "id-token/other-method-not-expired",
        "hybrid/id-token-not-expired",
    ]
)
class ExpiredAtIssue(Reference):
    """The ID Token has expired when it is issued."""

    id_token_lifetime_s = -60


@fault(caught_by=["id-token/lifetime"], at_home=["logout/hint-expired"])
class YearLongIdToken(Reference):
    """The ID Token is valid for a year."""

    id_token_lifetime_s = 365 * 24 * HOUR


@fault(caught_by=["id-token/issued-now", "refresh/id-token-iat"])
class ClockAhead(Reference):
    """The provider's clock is 20 minutes ahead when it issues ID Tokens."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"iat": claims["iat"] + 1200, "exp": claims["exp"] + 1200}


@fault(caught_by=["id-token/issued-now"])
class ClockSlightlyAhead(Reference):
    """The provider's clock is a minute ahead when it issues ID Tokens."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"iat": claims["iat"] + 60, "exp": claims["exp"] + 60}


@fault(caught_by=["id-token/issued-recently", "refresh/id-token-iat"])
class ClockBehind(Reference):
    """The provider's clock is 20 minutes behind when it issues ID Tokens."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"iat": claims["iat"] - 1200, "exp": claims["exp"] - 1200}


@fault(caught_by=["id-token/not-before"])
class NotYetValid(Reference):
    """The ID Token is valid from an hour later on."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"nbf": claims["iat"] + HOUR}


@fault(caught_by=["id-token/auth-time"])
class AuthTimeAsText(Reference):
    """The time of the login is written as a date."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"auth_time": "2030-01-01T00:00:00Z"}


@fault(caught_by=["id-token/auth-time-past"])
class AuthTimeInFuture(Reference):
    """The login is said to happen in an hour."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"auth_time": claims["auth_time"] + HOUR}


@fault(
    caught_by=[
        *("id-token/auth-time-with-max-age", "hybrid/auth-time-with-max-age"),
        "claims-parameter/auth-time",
    ]
)
class NoAuthTime(Reference):
    """The ID Token does not say when the user logged in, even if max_age was asked."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return without(super().id_token_claims(grant), "auth_time")
