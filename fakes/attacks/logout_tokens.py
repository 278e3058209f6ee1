"""Logout Tokens (Back-Channel Logout 1.0 section 2.4): right ones, and what nobody may use."""

import hmac
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fakes.attacks.forging import compact, put
from fakes.attacks.signatures import OWN_KEY
from fakes.engine.provider import Provider
from fakes.keys import Key, base64url
from fakes.people import ALICE

EVENT = "http://schemas.openid.net/event/backchannel-logout"
SID = "a-session-of-alice"
LIFETIME_S = 120
DAY_S = 24 * 3600


def logout_claims(provider: Provider, **changes: Any) -> dict[str, Any]:
    """What a right one says about the session SID of Alice, with `changes`."""
    now = int(provider.clock.now())
    right = {
        "iss": provider.issuer,
        "sub": ALICE.claims["sub"],
        "aud": next(iter(provider.clients)),
        "iat": now,
        "exp": now + LIFETIME_S,
        "jti": provider.random(),
        "events": {EVENT: {}},
        "sid": SID,
    }
    return put(right, changes)


def logout_token(provider: Provider, **changes: Any) -> str:
    """One that the provider signs as it should, with `changes` to its claims."""
    return signed_by(provider, provider.signing_keys()[0], logout_claims(provider, **changes))


def signed_by(provider: Provider, key: Key, claims: dict[str, Any]) -> str:
    """Signed by `key` under the name of the provider's own."""
    header = {"alg": "RS256", "kid": provider.signing_keys()[0].kid, "typ": "logout+jwt"}
    return provider.sign(claims, key, header)


def old_logout_tokens(provider: Provider) -> dict[str, str]:
    """Right ones whose time is over."""
    now = int(provider.clock.now())
    return {"of yesterday": logout_token(provider, iat=now - DAY_S, exp=now - DAY_S + LIFETIME_S)}


def unsigned_logout_tokens(provider: Provider) -> dict[str, str]:
    """Nobody signed them: the algorithm none, however it is spelled."""
    claims = logout_claims(provider)
    return {f"alg {alg}": compact({"alg": alg}, claims) for alg in ("none", "None", "NONE")}


def forged_logout_tokens(provider: Provider) -> dict[str, str]:
    """Signed, but not by the provider."""
    right, claims = logout_token(provider), logout_claims(provider)
    key = provider.signing_keys()[0]
    pem = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    text = compact({"alg": "HS256", "kid": key.kid}, claims).rpartition(".")[0]
    return {
        "altered": f"{text.partition('.')[0]}.{right.partition('.')[2]}",
        "without its signature": f"{right.rpartition('.')[0]}.",
        "by another key": signed_by(provider, OWN_KEY, claims),
        "HS256 by the public key": f"{text}.{base64url(hmac.digest(pem, text.encode(), 'sha256'))}",
    }
