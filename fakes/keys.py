"""Signing keys of the fakes. Making an RSA key takes 40 ms, so a process makes each one once.

The keys of the next process are others, and are called so too: an application that has kept a key
looks for one of another name, and would take one of the same name for what it has.
"""

import base64
import datetime
import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from jwt.utils import base64url_encode

OF_THIS_PROCESS = secrets.token_hex(4)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An RSA key pair with the `kid` under which its public half is published."""

    kid: str
    private: rsa.RSAPrivateKey

    def public_jwk(self) -> dict[str, Any]:
        """The public key as a JWK (RFC 7517 section 4, RFC 7518 section 6.3.1)."""
        numbers = self.private.public_key().public_numbers()
        return {
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.kid,
            "n": base64url(numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")),
            "e": base64url(numbers.e.to_bytes(3, "big")),
        }


@dataclass(frozen=True, slots=True)
class EcSigningKey:
    """A key pair on the curve P-256, with its `kid`."""

    kid: str
    private: ec.EllipticCurvePrivateKey

    def public_jwk(self) -> dict[str, Any]:
        """The public key as a JWK (RFC 7518 section 6.2.1)."""
        point = self.private.public_key().public_numbers()
        return {
            "kty": "EC",
            "use": "sig",
            "alg": "ES256",
            "kid": self.kid,
            "crv": "P-256",
            "x": base64url(point.x.to_bytes(32, "big")),
            "y": base64url(point.y.to_bytes(32, "big")),
        }


@dataclass(frozen=True, slots=True)
class SharedKey:
    """A secret that two parties know, where a private key would stand."""

    private: str


# What a token can be signed with.
Key = SigningKey | EcSigningKey | SharedKey


def called(name: str) -> str:
    """The key ID of the key called `name` within this process."""
    return f"{name}-{OF_THIS_PROCESS}"


@cache
def rsa_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """The RSA key called `name`; the same key for the same name within this process."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    """The key on P-256 called `name`; the same key for the same name within this process."""
    return ec.generate_private_key(ec.SECP256R1())


@cache
def certificate_of(private: rsa.RSAPrivateKey) -> bytes:
    """A certificate that this key signed for itself, as DER: for `x5c` and `x5t` (RFC 7517 4)."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "signing key")])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=3650))
        .sign(private, SHA256())
    )
    return made.public_bytes(Encoding.DER)


def certified(private: rsa.RSAPrivateKey) -> dict[str, Any]:
    """The members of a JWK that tell its certificate (RFC 7517 sections 4.7 to 4.9)."""
    der = certificate_of(private)
    return {
        "x5c": [base64.b64encode(der).decode()],
        "x5t": base64url(hashlib.sha1(der, usedforsecurity=False).digest()),
        "x5t#S256": base64url(hashlib.sha256(der).digest()),
    }


def base64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515 section 2)."""
    return base64url_encode(data).decode()


def half_hash(value: str) -> str:
    """Left half of the SHA-256 of `value`, as at_hash and c_hash want it (Core 3.1.3.6)."""
    return base64url(hashlib.sha256(value.encode()).digest()[:16])
