"""JSON Web Keys from a target: RFC 7517 section 4 and RFC 7518 section 6, taken without trust."""

from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from suites.op.jwt import decoded
from suites.op.op import Op
from suites.protocol.signatures.signatures import published_keys
from suites.verdicts.expect import Mismatch

Jwk = dict[str, Any]
REQUIRED = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x"), "oct": ("k",)}
CURVES = {
    "EC": ("P-256", "P-384", "P-521", "secp256k1"),
    "OKP": ("Ed25519", "Ed448", "X25519", "X448"),
}
PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv")
# What an algorithm asks of a key (RFC 7518 sections 3.1 and 4.1, RFC 8037, RFC 9864): the type
# and, where it matters, the curve.
SIGNATURES = {
    **{f"{family}{bits}": ("RSA", "") for family in ("RS", "PS") for bits in (256, 384, 512)},
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "ES256K": ("EC", "secp256k1"),
    "EdDSA": ("OKP", ""),
    "Ed25519": ("OKP", "Ed25519"),
    "Ed448": ("OKP", "Ed448"),
}
RSA_ENCRYPTION = ("RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512")


def keys_of(op: Op) -> dict[str, Jwk]:
    """The keys of the JWK Set, by a name for messages. Raises NotRun if they cannot be read."""
    return {name_of(position, key): key for position, key in enumerate(published_keys(op), 1)}


def name_of(position: int, key: Jwk) -> str:
    """`key 1 (kid abc)`: where a key stands, and what it calls itself."""
    kid = key.get("kid")
    return f"key {position}" + (f" (kid {kid[:60]})" if isinstance(kid, str) else "")


def sound_keys(op: Op, kty: str) -> dict[str, Jwk]:
    """The keys of one type that have their required members."""
    return {
        name: key
        for name, key in keys_of(op).items()
        if key.get("kty") == kty and not missing_members(key)
    }


def missing_members(key: Jwk) -> list[str]:
    """The members that the key's type requires and that are no base64url text."""
    return [name for name in REQUIRED.get(str(key.get("kty")), ()) if not _is_text(key, name)]


def _is_text(key: Jwk, name: str) -> bool:
    value = key.get(name)
    if not isinstance(value, str) or not value:
        return False
    return name == "crv" or bool(octets(value))


def octets(value: str) -> bytes:
    """As `decoded`; none if it is something else."""
    try:
        return decoded(value)
    except ValueError:
        return b""


def number(key: Jwk, member: str) -> int:
    """The number in a member of a sound key (RFC 7518 section 2, Base64urlUInt)."""
    return int.from_bytes(octets(key[member]), "big")


def imported(key: Jwk, where: str) -> Key:
    """The public half of a sound key as joserfc takes it. Raises Mismatch if it refuses."""
    names = ("kty", *REQUIRED[key["kty"]])
    try:
        return import_key({name: key[name] for name in names})
    except (JoseError, ValueError, KeyError, TypeError, UnsupportedAlgorithm) as error:
        raise Mismatch("a usable public key", f"{type(error).__name__}: {error}", where) from None


def signs(key: Jwk, alg: str) -> bool:
    """Whether `key` may verify signatures of `alg`, by its type, curve, use, alg and key_ops."""
    kty, crv = SIGNATURES.get(alg, (None, ""))
    operations = key.get("key_ops", ["verify"])
    return (
        key.get("kty") == kty
        and crv in ("", key.get("crv"))
        and key.get("use", "sig") == "sig"
        and key.get("alg", alg) == alg
        and isinstance(operations, list)
        and "verify" in operations
    )
