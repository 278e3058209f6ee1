"""Signatures of JWTs from a target, verified with joserfc by the keys that the target publishes."""

import hashlib
import warnings
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, import_key
from joserfc.util import urlsafe_b64encode

from fakes.wire.purposes import Purpose
from suites.op.jwt import Jwt
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import Document, Mismatch, NotRun, expect, presuming

JwkMembers = dict[str, Any]
KEY_MATERIAL = ("kty", "n", "e", "crv", "x", "y")
LONGEST_KEY_MEMBER = 4096
SYMMETRIC = ("HS256", "HS384", "HS512")
# RFC 7518 section 3.1, RFC 8037, RFC 8812, RFC 9864; the hash is the one of at_hash (Core 3.1.3.6).
HASHES = {
    **dict.fromkeys(("HS256", "RS256", "PS256", "ES256", "ES256K"), hashlib.sha256),
    **dict.fromkeys(("HS384", "RS384", "PS384", "ES384"), hashlib.sha384),
    **dict.fromkeys(("HS512", "RS512", "PS512", "ES512", "EdDSA", "Ed25519"), hashlib.sha512),
}


class AnyHeader(jws.JWSRegistry):
    """Leaves the header to the checks that judge it, and takes tokens of any sane size."""

    max_header_length = 32_768
    max_payload_length = 1_000_000

    def check_header(self, header: dict[str, Any]) -> None:
        """Nothing is refused here: only the signature is judged."""


def published_keys(op: Op) -> list[JwkMembers]:
    """The keys in the JWK Set. Raises NotRun if it cannot be read, or has no list of keys."""
    with presuming():
        found = keys_in(op.jwks())
    if not found:
        raise NotRun("The JWK Set has no list of keys (see jwks/keys).", judge="jwks/keys")
    return found


def keys_in(key_set: Document) -> list[JwkMembers]:
    """The keys of a JWK Set, as far as they are objects (RFC 7517 section 5). Raises Mismatch."""
    keys = key_set["keys"]
    return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []


def algorithm_of(jwt: Jwt) -> str:
    """The `alg` of the header. Raises NotRun if it is missing or no string."""
    with presuming():
        return jwt.header.string("alg")


def expect_signature(op: Op, jwt: Jwt, *, where: str) -> None:
    """A key that is known for the issuer made the signature of `jwt`.

    Raises NotRun where another check judges first: an algorithm that only somebody with a secret
    can verify, a `kid` that is not published.
    """
    algorithm = algorithm_of(jwt)
    if algorithm in SYMMETRIC and op.target.client_secret:
        keys = [mac_key(op.target.client_secret)]
    elif algorithm in SYMMETRIC or algorithm not in HASHES:
        raise NotRun(f"The algorithm {algorithm[:20]!r} needs no public key.")
    else:
        keys = [key for members in _candidates(op, jwt) if (key := public_key(members))]
    if not any(_verifies(jwt, key, algorithm) for key in keys):
        expected = "a signature by the key that jwks_uri publishes for it"
        raise Mismatch(expected, f"{algorithm}, made by another key or altered", where)


def signed_by(jwt: Jwt, members: JwkMembers) -> bool:
    """Whether the key with these `members` made the signature of `jwt`."""
    key = public_key(members)
    return key is not None and _verifies(jwt, key, algorithm_of(jwt))


def keyed_with(jwt: Jwt, secret: str) -> bool:
    """Whether the MAC of `jwt` is made with the octets of `secret` (Core section 10.1)."""
    return _verifies(jwt, mac_key(secret), algorithm_of(jwt))


def mac_key(secret: str) -> OctKey:
    """A secret as a key; that it is short is for a check to say, not for a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return OctKey.import_key(secret)


def _candidates(op: Op, jwt: Jwt) -> list[JwkMembers]:
    """The published keys that the header may mean: the one it names, else all."""
    keys = published_keys(op) if "kid" not in jwt.header else keys_named(op, jwt.header["kid"])
    if not keys:
        raise NotRun("The JWK Set has no key that the header could mean.")
    return keys


def keys_named(op: Op, kid: Any) -> list[JwkMembers]:
    """The published keys with this `kid`; none if there is none. Raises NotRun.

    A provider may make a key when it needs one: for a `kid` that is not familiar the JWK Set is
    read again (Core 10.1.1).
    """
    found = [key for key in published_keys(op) if key.get("kid") == kid]
    return found or [key for key in newer_keys(op, str(kid)) if key.get("kid") == kid]


@remembered
def newer_keys(op: Op, _kid: str) -> list[JwkMembers]:
    """The keys of the JWK Set as it is when a `kid` is met first. Raises NotRun."""
    with presuming():
        url = op.endpoint("jwks_uri")
        reply = op.http.send("GET", url, purpose=Purpose.JWK_SET)
        return keys_in(op.provider.json_of(reply, "JWK Set"))


def public_key(members: JwkMembers) -> Any:
    """A key for joserfc, or None if the members are no usable public key."""
    material = {name: members[name] for name in KEY_MATERIAL if name in members}
    if not all(isinstance(v, str) and len(v) <= LONGEST_KEY_MEMBER for v in material.values()):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return import_key(material)
    except (JoseError, ValueError, TypeError, KeyError, UnsupportedAlgorithm):
        return None


def _verifies(jwt: Jwt, key: Any, algorithm: str) -> bool:
    """Whether `key` made the signature, by joserfc."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            jws.deserialize_compact(jwt.raw, key, registry=AnyHeader(algorithms=[algorithm]))
    except (JoseError, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def half_hash(value: str, algorithm: str) -> str:
    """The left half of the hash that goes with `algorithm`, in base64url (Core 3.1.3.6).

    Raises NotRun for an algorithm whose hash is not known.
    """
    if algorithm not in HASHES:
        raise NotRun(f"Which hash goes with the algorithm {algorithm[:20]!r} is not known.")
    if not value.isascii():
        raise NotRun(
            "The access token is not ASCII (see token/access-token-characters).",
            judge="token/access-token-characters",
        )
    digest = HASHES[algorithm](value.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).decode()


def expect_hash(jwt: Jwt, claim: str, value: str, *, where: str) -> None:
    """`claim` is there, and is the left half of the hash of `value` (Core 3.3.2.10)."""
    same = jwt.claims[claim] == half_hash(value, algorithm_of(jwt))
    expect(same, "the hash of what came along", "another value", where=f"{where}, {claim}")
