"""Defects of the other claims of the ID Token."""

from typing import Any

from fakes.engine.model import Grant
from fakes.faults import fault
from fakes.faults.homes import Reference

NONCES = ["id-token/nonce", "id-token/other-method-nonce"]
TYPES = ["id-token/claim-types", "id-token/other-method-claim-types"]


@fault(caught_by=[*NONCES, "hybrid/second-nonce", "hybrid/id-token-nonce"])
class NoNonce(Reference):
    """The ID Token lacks the nonce of the request."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        claims.pop("nonce", None)
        return claims


@fault(caught_by=[*NONCES, "hybrid/second-nonce", "hybrid/id-token-nonce"])
class LowerCaseNonce(Reference):
    """The nonce comes back in lower case."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"nonce": claims["nonce"].lower()} if "nonce" in claims else claims


@fault(
    caught_by=[
        "id-token/no-invented-nonce",
        "refresh/id-token-nonce",
        "refresh/id-token-without-nonce",
        "request-object/outer-alone",
    ]
)
class InventedNonce(Reference):
    """The provider makes up a nonce where the request had none."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return {"nonce": self.random()} | super().id_token_claims(grant)


@fault(
    caught_by=[
        "id-token/at-hash",
        "id-token/at-hash-in-front-channel",
        "hybrid/at-hash",
        "hybrid/second-at-hash",
    ]
)
class WrongAccessTokenHash(Reference):
    """at_hash is the whole hash instead of its left half."""

    def at_hash(self, access_token: str) -> str:
        return super().at_hash(access_token) * 2


@fault(caught_by=["id-token/at-hash-in-front-channel", "hybrid/at-hash"])
class NoAccessTokenHash(Reference):
    """The ID Token has no at_hash, even beside an access token in the front channel."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        claims.pop("at_hash", None)
        return claims


@fault(
    caught_by=[
        *("id-token/acr", "id-token/acr-asked", "hybrid/acr-asked"),
        "claims-parameter/acr",
    ]
)
class NumericAcr(Reference):
    """The strength of the login is a number."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"acr": 1}


@fault(caught_by=["id-token/amr"])
class AmrAsText(Reference):
    """The methods of the login are one string instead of a list."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"amr": "pwd"}


@fault(caught_by=["id-token/jwt-id"])
class NumericTokenId(Reference):
    """The identifier of the ID Token is a number."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"jti": int(self.random().encode().hex()[:12], 16)}


@fault(caught_by=["id-token/jwt-id-unique"])
class RepeatedTokenId(Reference):
    """Every ID Token has the same identifier."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"jti": "1"}


@fault(caught_by=TYPES)
class EmptyClaims(Reference):
    """A claim without a value is sent as null."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"nickname": None} if "profile" in grant.scopes else claims


@fault(caught_by=TYPES)
class DateAsText(Reference):
    """updated_at is a date instead of a number of seconds."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        wrong = {"updated_at": "2030-01-01T00:00:00Z"}
        return claims | wrong if "profile" in grant.scopes else claims


@fault(caught_by=["id-token/no-unasked-claims", "hybrid/claims-at-userinfo"])
class TalkativeIdToken(Reference):
    """The ID Token has the user's claims whatever was asked."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return grant.user.claims | super().id_token_claims(grant)
