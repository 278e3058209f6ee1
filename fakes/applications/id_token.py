"""Whether an ID Token may be believed: Core sections 3.1.3.7 and 3.2.2.11."""

import hashlib
import json
import time
from typing import TYPE_CHECKING, Any

import jwt
from jwt.exceptions import (
    ExpiredSignatureError,
    ImmatureSignatureError,
    InvalidAudienceError,
    InvalidIssuerError,
    InvalidTokenError,
    MissingRequiredClaimError,
)

from fakes.applications.failure import SignInFailed
from fakes.applications.provider import Provider, shown
from fakes.keys import base64url

if TYPE_CHECKING:  # older releases of PyJWT do not have it
    from jwt.types import Options

WHERE = "ID Token"
ALGORITHMS = frozenset(
    ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512")
)
REQUIRED = ["iss", "aud", "exp", "iat"]
ABOUT = {
    InvalidIssuerError: ("iss", "It was issued by somebody else.", "OIDC_ISSUER"),
    InvalidAudienceError: ("aud", "It is for another client.", "OIDC_CLIENT_ID"),
    ExpiredSignatureError: ("exp", "It has expired.", "the clocks of both machines"),
    ImmatureSignatureError: ("iat", "It is from the future.", "the clocks of both machines"),
}


class IdTokens(Provider):
    """What the provider says about its users, believed or not: each step is a seam."""

    leeway_s = 60
    # Of public keys only: a MAC would make a secret of what everybody can read.
    algorithms = ALGORITHMS

    def verified(
        self, raw: str, metadata: dict[str, Any], nonce: str, access_token: str = ""
    ) -> dict[str, Any]:
        """The claims of an ID Token that the provider issued for this very login.

        `access_token` is what came along with it, and is compared with at_hash where both are
        there. Raises SignInFailed.
        """
        header = self.header_of(raw)
        claims = self.signed_claims(raw, header, metadata)
        self.check_audience(claims)
        self.check_nonce(claims, nonce)
        self.check_access_token(claims, header, access_token)
        self.check_subject(claims)
        return claims

    def header_of(self, raw: str) -> dict[str, Any]:
        """The header of a JWT with an algorithm of ours. Raises SignInFailed."""
        try:
            header = jwt.get_unverified_header(raw)
        except InvalidTokenError as error:
            wanted = "three parts in base64url"
            raise untrue("It cannot be read.", "JWT", wanted, str(error)) from error
        if not isinstance(header.get("alg"), str) or header["alg"] not in self.algorithms:
            raise untrue(
                "It is not signed as it has to be.", "alg", "RS256, or another of a public key",
                header.get("alg"),
            )  # fmt: skip
        self.check_extensions(header)
        return header

    def check_extensions(self, header: dict[str, Any]) -> None:
        """None is known here that has to be understood (RFC 7515 section 4.1.11)."""
        if "crit" in header:
            raise untrue("It needs what is not known here.", "crit", "nothing", header["crit"])

    def signed_claims(
        self, raw: str, header: dict[str, Any], metadata: dict[str, Any]
    ) -> dict[str, Any]:
        """The claims, if one of the provider's keys signed them and they hold now."""
        kid = header.get("kid")
        keys = self.keys_for(header, metadata)
        if not keys:
            raise untrue(
                "Nobody knows the key that signed it.", "kid", "one of the keys at jwks_uri", kid
            )
        failure: InvalidTokenError | None = None
        for key in keys:
            try:
                return self.decoded(raw, jwt.PyJWK(key, header["alg"]), header["alg"])
            except InvalidTokenError as error:
                failure = error
            except (jwt.PyJWTError, ValueError):  # a key of another kind, or one that is none
                continue
        raise self.told(failure, raw)

    def keys_for(self, header: dict[str, Any], metadata: dict[str, Any]) -> list[dict[str, Any]]:
        """The keys that may have signed a token with this header: the provider's own alone."""
        return self.keys(metadata, header.get("kid"))

    def decoded(self, raw: str, key: Any, algorithm: str) -> dict[str, Any]:
        """The claims of a token that `key` signed. Raises InvalidTokenError."""
        try:
            return jwt.decode(
                raw,
                key,
                [algorithm],
                audience=self.settings.client_id,
                issuer=self.settings.issuer,
                leeway=self.leeway_s,
                options=self.wanted(),
            )
        except TypeError as odd:  # older releases of PyJWT, at a time that is no number
            raise InvalidTokenError("A claim is of another type.") from odd

    def wanted(self) -> "Options":
        """Which claims must be there, and what of them is compared."""
        return {"require": REQUIRED}

    def told(self, failure: InvalidTokenError | None, raw: str) -> SignInFailed:
        """What PyJWT found wrong, with the claim that it is about."""
        claims = unproven(raw)
        if isinstance(failure, MissingRequiredClaimError):
            return untrue("A claim is missing.", failure.claim, "present", "missing")
        for kind, (claim, what, setting) in ABOUT.items():
            if isinstance(failure, kind):
                wanted = {
                    "iss": self.settings.issuer,
                    "aud": self.settings.client_id,
                    "exp": f"later than {int(time.time()) - self.leeway_s}",
                    "iat": f"not later than {int(time.time()) + self.leeway_s}",
                }[claim]
                return untrue(what, claim, wanted, claims.get(claim), f"Compare {setting}.")
        found = str(failure or "no key of the right kind")
        return untrue(
            "Its signature is not the provider's.", "signature", "by a published key", found
        )

    def check_audience(self, claims: dict[str, Any]) -> None:
        """No other client is trusted with a token of this one (Core 3.1.3.7, numbers 3 to 5)."""
        client_id, compare = self.settings.client_id, "Compare OIDC_CLIENT_ID."
        if claims["aud"] not in (client_id, [client_id]):
            what = "It is for other clients too."
            raise untrue(what, "aud", client_id, claims["aud"], compare)
        if claims.get("azp", client_id) != client_id:
            what = "It was issued to another client."
            raise untrue(what, "azp", client_id, claims["azp"], compare)

    def check_nonce(self, claims: dict[str, Any], nonce: str) -> None:
        """It answers the request of this very login (Core 3.1.3.7, number 11)."""
        if claims.get("nonce") != nonce:
            raise untrue("It belongs to another login.", "nonce", nonce, claims.get("nonce"))

    def check_access_token(
        self, claims: dict[str, Any], header: dict[str, Any], access_token: str
    ) -> None:
        """The access token is the one that it came with (Core 3.1.3.8)."""
        if access_token and "at_hash" in claims:
            wanted = token_hash(access_token, header["alg"])
            if claims["at_hash"] != wanted:
                what = "The access token beside it is another one."
                raise untrue(what, "at_hash", wanted, claims["at_hash"])

    def check_subject(self, claims: dict[str, Any]) -> None:
        """It names a user (Core section 2)."""
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise untrue("It names no user.", "sub", "a string", claims.get("sub"))


def unproven(raw: str) -> dict[str, Any]:
    """What the token says, for the words of a page alone."""
    try:
        return jwt.decode(raw, options={"verify_signature": False})
    except InvalidTokenError:
        return {}


def token_hash(token: str, algorithm: str) -> str:
    """The left half of the token's hash, by the hash of the signature (Core 3.1.3.6)."""
    digest = hashlib.new(f"sha{algorithm[2:]}", token.encode()).digest()
    return base64url(digest[: len(digest) // 2])


def untrue(what: str, claim: str, expected: str, found: object, change: str = "") -> SignInFailed:
    """The failure of one claim."""
    value = found if isinstance(found, str) else json.dumps(found)
    return SignInFailed(
        f"The ID Token cannot be believed. {what}",
        where=f"{WHERE}, {claim}",
        expected=expected,
        found=shown(value),
        change=change,
        status=403,
    )
