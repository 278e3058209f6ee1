"""JWEs in compact form (RFC 7516 section 7.1), by RSA-OAEP-256 and A256GCM alone."""

import json
import secrets
import zlib
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from jwt.utils import base64url_decode

from fakes.keys import base64url

ALG, ENC = "RSA-OAEP-256", "A256GCM"
TAG_LENGTH = 16
# As rfc8725bis section 3.15 recommends.
MOST_OCTETS = 250_000


def encrypted(text: str, jwk: dict[str, Any], **header: Any) -> str:
    """`text` for whoever has the private half of `jwk`, an RSA key.

    Raises KeyError, ValueError if it is none.
    """
    protected = part({"alg": ALG, "enc": ENC} | header | {"kid": jwk["kid"]})
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), protected.encode())
    wrapped = public_key(jwk).encrypt(key, padding())
    pieces = (wrapped, nonce, sealed[:-TAG_LENGTH], sealed[-TAG_LENGTH:])
    return ".".join((protected, *map(base64url, pieces)))


def decrypted(token: str, private: rsa.RSAPrivateKey, most: int = MOST_OCTETS) -> str:
    """What is in a JWE for the owner of `private`, if that is `most` octets. Raises ValueError."""
    protected, *pieces = token.split(".")
    header = json.loads(base64url_decode(protected))
    if (header.get("alg"), header.get("enc")) != (ALG, ENC):
        raise ValueError("It is encrypted by another algorithm.")
    wrapped, nonce, text, tag = map(base64url_decode, pieces)
    try:
        key = private.decrypt(wrapped, padding())
        octets = AESGCM(key).decrypt(nonce, text + tag, protected.encode())
    except InvalidTag:
        raise ValueError("It was altered.") from None
    return (inflated(octets, most) if header.get("zip") == "DEF" else octets).decode()


def inflated(octets: bytes, most: int) -> bytes:
    """Octets out of DEFLATE (RFC 7516 section 4.1.3). Raises ValueError if they are too many."""
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        found = inflater.decompress(octets, most)
    except zlib.error:
        raise ValueError("It is not compressed.") from None
    if inflater.unconsumed_tail:
        raise ValueError("It is too large.")
    return found


def padding() -> OAEP:
    """RSA-OAEP-256 (RFC 7518 section 4.3)."""
    return OAEP(mgf=MGF1(SHA256()), algorithm=SHA256(), label=None)


def public_key(jwk: dict[str, Any]) -> rsa.RSAPublicKey:
    modulus, exponent = (int.from_bytes(base64url_decode(jwk[name]), "big") for name in ("n", "e"))
    return rsa.RSAPublicNumbers(exponent, modulus).public_key()


def part(header: dict[str, Any]) -> str:
    return base64url(json.dumps(header).encode())
