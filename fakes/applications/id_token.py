"""Whether an ID Token may be believed: Core sections 3.1.3.7 and 3.2.2.11."""

import hashlib
import json
import time
from typing import Any

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

LEEWAY_S = 60
WHERE = "ID Token"
# Of public keys only: a MAC would make a secret of what everybody can read.
ALGORITHMS = frozenset(
    ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512")
)
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
ABOUT = {
    InvalidIssuerError: ("iss", "It was issued by somebody else.", "OIDC_ISSUER"),
    InvalidAudienceError: ("aud", "It is for another client.", "OIDC_CLIENT_ID"),
    ExpiredSignatureError: ("exp", "It has expired.", "the clocks of both machines"),
    ImmatureSignatureError: ("iat", "It is from the future.", "the clocks of both machines"),
}


def verified(
    raw: str, provider: Provider, metadata: dict[str, Any], nonce: str, access_token: str = ""
) -> dict[str, Any]:
    """The claims of an ID Token that the provider issued for this very login.

    `access_token` is what came along with it, and is compared with at_hash where both are there.
    Raises SignInFailed.
    """
    header = header_of(raw)
    claims = signed_claims(raw, header, provider, metadata)
    check_audience(claims, provider.settings.client_id)
    if claims.get("nonce") != nonce:
        raise untrue("It belongs to another login.", "nonce", nonce, claims.get("nonce"))
    if access_token and "at_hash" in claims:
        wanted = token_hash(access_token, header["alg"])
        if claims["at_hash"] != wanted:
            what = "The access token beside it is another one."
            raise untrue(what, "at_hash", wanted, claims["at_hash"])
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise untrue("It names no user.", "sub", "a string", claims["sub"])
    return claims


def header_of(raw: str) -> dict[str, Any]:
    """The header of a JWT with an algorithm of ours. Raises SignInFailed."""
    try:
        header = jwt.get_unverified_header(raw)
    except InvalidTokenError as error:
        raise untrue("It cannot be read.", "JWT", "three parts in base64url", str(error)) from error
    if header.get("alg") not in ALGORITHMS:
        raise untrue(
            "It is not signed as it has to be.", "alg", "RS256, or another of a public key",
            header.get("alg"),
        )  # fmt: skip
    return header


def signed_claims(
    raw: str, header: dict[str, Any], provider: Provider, metadata: dict[str, Any]
) -> dict[str, Any]:
    """The claims, if one of the provider's keys signed them and they hold now."""
    kid = header.get("kid")
    keys = provider.keys(metadata, kid)
    if not keys:
        raise untrue(
            "Nobody knows the key that signed it.", "kid", "one of the keys at jwks_uri", kid
        )
    failure: InvalidTokenError | None = None
    for key in keys:
        try:
            return jwt.decode(
                raw,
                jwt.PyJWK(key, header["alg"]),
                [header["alg"]],
                audience=provider.settings.client_id,
                issuer=provider.settings.issuer,
                leeway=LEEWAY_S,
                options={"require": REQUIRED},
            )
        except InvalidTokenError as error:
            failure = error
        except jwt.PyJWTError:  # a key of another kind, or one that cannot be read
            continue
    raise told(failure, raw, provider)


def told(failure: InvalidTokenError | None, raw: str, provider: Provider) -> SignInFailed:
    """What PyJWT found wrong, with the claim that it is about."""
    claims = unproven(raw)
    if isinstance(failure, MissingRequiredClaimError):
        return untrue("A claim is missing.", failure.claim, "present", "missing")
    for kind, (claim, what, setting) in ABOUT.items():
        if isinstance(failure, kind):
            wanted = {
                "iss": provider.settings.issuer,
                "aud": provider.settings.client_id,
                "exp": f"later than {int(time.time()) - LEEWAY_S}",
                "iat": f"not later than {int(time.time()) + LEEWAY_S}",
            }[claim]
            return untrue(what, claim, wanted, claims.get(claim), f"Compare {setting}.")
    found = str(failure or "no key of the right kind")
    return untrue("Its signature is not the provider's.", "signature", "by a published key", found)


def unproven(raw: str) -> dict[str, Any]:
    """What the token says, for the words of a page alone."""
    try:
        return jwt.decode(raw, options={"verify_signature": False})
    except InvalidTokenError:
        return {}


def check_audience(claims: dict[str, Any], client_id: str) -> None:
    """No other client is trusted with a token of this one (Core 3.1.3.7, numbers 3 to 5)."""
    compare = "Compare OIDC_CLIENT_ID."
    if claims["aud"] not in (client_id, [client_id]):
        raise untrue("It is for other clients too.", "aud", client_id, claims["aud"], compare)
    if claims.get("azp", client_id) != client_id:
        raise untrue("It was issued to another client.", "azp", client_id, claims["azp"], compare)


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
