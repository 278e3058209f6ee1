"""How a client proves who it is (RFC 6749 section 2.3, RFC 7523, Core section 9)."""

import base64
import secrets
import warnings
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import jwt

from fakes.keys import SigningKey, rsa_key

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFETIME_S = 60


@dataclass(frozen=True, slots=True)
class Authentication:
    """The part of a request that says which client sends it, and proves it."""

    headers: list[tuple[str, str]] = field(default_factory=list)
    form: dict[str, str] = field(default_factory=dict)


def by_id(client_id: str) -> Authentication:
    """The method `none`: a public client only names itself (RFC 6749 section 3.2.1)."""
    return Authentication(form={"client_id": client_id})


def by_header(client_id: str, secret: str) -> Authentication:
    """`client_secret_basic` (RFC 6749 section 2.3.1)."""
    pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
    value = "Basic " + base64.b64encode(pair.encode()).decode()
    return Authentication(headers=[("authorization", value)])


def by_form(client_id: str, secret: str) -> Authentication:
    """`client_secret_post` (RFC 6749 section 2.3.1)."""
    return Authentication(form={"client_id": client_id, "client_secret": secret})


def by_assertion(assertion: str) -> Authentication:
    """`client_secret_jwt` and `private_key_jwt`: a JWT speaks for the client (RFC 7523 2.2)."""
    form = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}
    return Authentication(form=form)


def assertion_claims(client_id: str, audience: str, now: float) -> dict[str, Any]:
    """What a client assertion says (RFC 7523 section 3, Core section 9)."""
    return {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(16),
        "iat": int(now),
        "exp": int(now) + ASSERTION_LIFETIME_S,
    }


def signed(claims: dict[str, Any], key: SigningKey, typ: str = "JWT") -> str:
    """A JWS of the client's own key."""
    header = {"kid": key.kid, "typ": typ}
    return jwt.encode(claims, key.private, algorithm="RS256", headers=header)


def maced(claims: dict[str, Any], secret: str) -> str:
    """A JWS under the client's secret (Core section 10.1: HS256 of its UTF-8 octets)."""
    with warnings.catch_warnings():
        # That a secret is short is for a check to say, not for a warning of the library.
        warnings.simplefilter("ignore")
        return jwt.encode(claims, secret, algorithm="HS256")


def client_key() -> SigningKey:
    """The key of the relying party, the same one within this process."""
    return SigningKey("ssoproof-1", rsa_key("relying party"))


def jwks_of(*keys: SigningKey) -> dict[str, Any]:
    """A JWK Set of public keys, as a client registers it (Registration 1.0 section 2)."""
    return {"keys": [key.public_jwk() for key in keys]}
