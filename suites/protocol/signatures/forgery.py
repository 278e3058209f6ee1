"""Tokens that a provider must not take for its own, or for a client's."""

import hmac
import json
from base64 import b64encode
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.util import json_b64encode, urlsafe_b64encode

from fakes.keys import SigningKey
from suites.op.jwt import Jwt, decoded

Claims = dict[str, Any]


def tampered(token: Jwt) -> str:
    """`token` with one more claim, under the signature of the original."""
    header, _, signature = token.raw.split(".")
    return f"{header}.{_part(dict(token.claims) | {'ssoproof': True})}.{signature}"


def signed_by_a_stranger(token: Jwt, **claims: Any) -> str:
    """`token` with changed `claims`, and its header, signed with a key of nobody's."""
    header = {"alg": "RS256"} | {k: token.header[k] for k in ("kid", "typ") if k in token.header}
    return _signed(header, dict(token.claims) | claims, strangers_key())


def without_signature(token: Jwt) -> str:
    """`token` under the algorithm `none` (RFC 7515 section A.5)."""
    return unsigned(dict(token.claims))


def unsigned(claims: Claims, alg: str = "none", **header: Any) -> str:
    """`claims` without a signature, under an algorithm that asks for none."""
    return f"{_part({'alg': alg, 'typ': 'JWT'} | header)}.{_part(claims)}."


def signed(claims: Claims, key: SigningKey, **header: Any) -> str:
    """`claims` rightly signed by `key`, with what `header` adds, however odd."""
    return _signed({"alg": "RS256", "kid": key.kid, "typ": "JWT"} | header, claims, rsa(key))


def signed_with(claims: Claims, key: RSAKey | ECKey, **header: Any) -> str:
    """`claims` signed by a key that nobody registered."""
    return _signed({"alg": "RS256", "typ": "JWT"} | header, claims, key)


def maced(claims: Claims, secret: bytes, **header: Any) -> str:
    """`claims` under HS256 with `secret`, whatever that is, and even if it is empty."""
    text = f"{_part({'alg': 'HS256', 'typ': 'JWT'} | header)}.{_part(claims)}"
    return f"{text}.{_text(hmac.digest(secret, text.encode(), 'sha256'))}"


def damaged(token: str) -> str:
    """A JWS with one bit of its signature turned."""
    body, _, signature = token.rpartition(".")
    octets = bytearray(decoded(signature))
    octets[len(octets) // 2] ^= 1
    return f"{body}.{_text(bytes(octets))}"


def zero_signed(claims: Claims, kid: str) -> str:
    """`claims` under ES256 with r = s = 0 (CVE-2022-21449)."""
    return f"{_part({'alg': 'ES256', 'kid': kid, 'typ': 'JWT'})}.{_part(claims)}.{_text(bytes(64))}"


def flattened_json(token: str) -> str:
    """A JWS in flattened JSON serialisation (RFC 7515 section 7.2.2)."""
    header, payload, signature = token.split(".")
    return json.dumps({"protected": header, "payload": payload, "signature": signature})


def both_ways(token: str, forged: Claims) -> str:
    """Forged claims to whoever splits at dots, the signed ones to whoever reads JSON.

    CVE-2022-39227.
    """
    header, payload, signature = token.split(".")
    signed_part = {"protected": header, "payload": payload, "signature": signature}
    inner = json.dumps(signed_part)[1:]
    return f'{{"  {header}.{_part(forged)}.":"",{inner}'


def encrypted_by_password(count: int) -> str:
    """A JWE whose key takes `count` rounds to derive (RFC 7518 section 4.8); nothing is in it."""
    header = {"alg": "PBES2-HS256+A128KW", "enc": "A128GCM", "p2s": "c3NvcHJvb2Y", "p2c": count}
    parts = (_text(bytes(24)), _text(bytes(12)), _text(bytes(16)), _text(bytes(16)))
    return ".".join((_part(header), *parts))


def public_pem(key: SigningKey) -> bytes:
    """A public key as a file: what a confused provider takes for a secret."""
    public = key.private.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def public_jwk(key: RSAKey) -> dict[str, Any]:
    """The public half of a key that nobody registered."""
    return dict(key.as_dict(private=False))


def der_text(key: RSAKey) -> str:
    """A public key in base64, where a certificate belongs (RFC 7515 section 4.1.6)."""
    return b64encode(key.as_der(private=False)).decode()


def elliptic_jwk(kid: str) -> dict[str, Any]:
    """A fresh public key for ES256 whose private half is thrown away."""
    public = dict(ECKey.generate_key("P-256").as_dict(private=False))
    return public | {"kid": kid, "use": "sig", "alg": "ES256"}


@cache
def rsa(key: SigningKey) -> RSAKey:
    """A key of the relying party, as joserfc takes it; to read one takes 40 ms."""
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return RSAKey.import_key(pem)


@cache
def strangers_key() -> RSAKey:
    """A key of nobody's."""
    return RSAKey.generate_key(2048)


def _signed(header: dict[str, Any], claims: Claims, key: RSAKey | ECKey) -> str:
    """Compact form, without the rules that a library has for a right one."""
    text = f"{_part(header)}.{_part(claims)}"
    algorithm = JWSRegistry.algorithms[header["alg"]]
    return f"{text}.{_text(algorithm.sign(text.encode(), key))}"


def _part(value: dict[str, Any]) -> str:
    return json_b64encode(value).decode()


def _text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).decode()
