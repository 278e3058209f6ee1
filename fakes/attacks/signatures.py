"""ID Tokens that nobody signed, or by what everybody has (RFC 8725 section 2)."""

import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fakes.attacks.forging import compact, keys, signed
from fakes.attacks.provider import Attack
from fakes.engine.provider import Provider
from fakes.keys import SigningKey, base64url, called, certified, rsa_key

OWN_KEY = SigningKey(called("a-key-of-the-attacker"), rsa_key("attacker"))
FOR_ENCRYPTION = {"use": "enc", "alg": "RSA-OAEP"}
PUBLISHED_SECRET = b"a secret that everybody can read in the JWK Set"
Claims = dict[str, Any]
Header = dict[str, Any]


def headed(says: str, signature: str = "", **header: Any) -> Attack:
    """A header of our choice, and a signature that is none."""
    return signed(says, lambda claims, provider: compact(header, claims, signature))


def stripped() -> Attack:
    """The right header, and nothing where the signature stands."""

    def sign(claims: Claims, provider: Provider) -> str:
        return compact({"alg": "RS256", "kid": provider.signing_keys()[0].kid}, claims)

    return signed("RS256 and an empty signature", sign)


def by_own_key(says: str, **header: Any) -> Attack:
    """Signed by a key of the attacker, whose header says `header`."""

    def sign(claims: Claims, provider: Provider) -> str:
        return jwt.encode(claims, OWN_KEY.private, algorithm="RS256", headers=header)

    return signed(says, sign)


def with_own_key() -> list[Attack]:
    """Signed by a key of the attacker that the token brings along."""
    return [
        by_own_key("the attacker's key in jwk", jwk=OWN_KEY.public_jwk()),
        by_own_key("the attacker's certificate in x5c", x5c=certified(OWN_KEY.private)["x5c"]),
    ]


def by_key_for_encryption() -> tuple[Attack, Attack]:
    """A JWK Set with a key for encryption, and a token that this key signed."""
    other = OWN_KEY.public_jwk() | FOR_ENCRYPTION
    listed = keys("a key with use enc", lambda published, provider: [*published, other])
    return listed, by_own_key("a signature by it", kid=OWN_KEY.kid)


def maced(says: str, secret: Callable[[Provider], bytes], **more: Any) -> Attack:
    """A MAC by what everybody knows; the header says `more`."""

    def sign(claims: Claims, provider: Provider) -> str:
        header = {"alg": "HS256", "typ": "JWT", "kid": provider.signing_keys()[0].kid} | more
        text = compact(header, claims).rpartition(".")[0]
        return f"{text}.{base64url(hmac.digest(secret(provider), text.encode(), 'sha256'))}"

    return signed(says, sign)


def maced_by_public_key() -> list[Attack]:
    """A MAC by the public key, in each of the texts that libraries take for a secret."""

    def pem(form: PublicFormat) -> Callable[[Provider], bytes]:
        return lambda provider: (
            provider.signing_keys()[0].private.public_key().public_bytes(Encoding.PEM, form)
        )

    spki, pkcs1 = pem(PublicFormat.SubjectPublicKeyInfo), pem(PublicFormat.PKCS1)
    spelled: dict[str, Callable[[Provider], bytes]] = {
        "PEM": spki,
        "PEM without the last line's end": lambda provider: spki(provider).rstrip(b"\n"),
        "PKCS#1 PEM": pkcs1,
        "JWK": lambda provider: json.dumps(provider.signing_keys()[0].public_jwk()).encode(),
        "modulus": lambda provider: provider.signing_keys()[0].public_jwk()["n"].encode(),
    }
    return [maced(f"HS256 by the public key as {name}", text) for name, text in spelled.items()]


def maced_by(says: str, secret: bytes, **more: Any) -> Attack:
    """A MAC by `secret`; the header says `more`."""
    return maced(says, lambda provider: secret, **more)


def maced_by_published_secret() -> tuple[Attack, Attack]:
    """A JWK Set with a shared key, and a token with a MAC by it."""
    octet = {"kty": "oct", "kid": "shared", "alg": "HS256", "k": base64url(PUBLISHED_SECRET)}
    listed = keys("a JWK Set with a shared key", lambda published, provider: [*published, octet])
    return listed, maced_by("HS256 by it", PUBLISHED_SECRET, kid="shared")


def rightly_signed(claims: Claims, provider: Provider, **header: Any) -> str:
    """As the provider itself signs, with `header` beside the name of the key."""
    key = provider.signing_keys()[0]
    return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid} | header)


def unknown_extension() -> Attack:
    """An extension that has to be understood, and that nobody knows."""
    return signed(
        "crit names an unknown extension",
        lambda claims, provider: rightly_signed(claims, provider, crit=["ssoproof"], ssoproof=True),
    )


def a_word() -> Attack:
    """Nothing that anybody could take for an ID Token."""
    return signed("an ID Token that is a word", lambda claims, provider: "token")


def malformed() -> list[Attack]:
    """What is no JWS in compact form, and looks like one."""

    def after(change: Callable[[str], str]) -> Callable[[Claims, Provider], str]:
        return lambda claims, provider: change(rightly_signed(claims, provider))

    changes: dict[str, Callable[[str], str]] = {
        "two parts": lambda token: token.rpartition(".")[0],
        "four parts": lambda token: f"{token}.e30",
    }
    return [signed(says, after(change)) for says, change in changes.items()]
