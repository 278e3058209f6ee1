"""The keys of the JWK Set, each and together: RFC 7517 sections 4 and 5, RFC 7518 section 6."""

import base64
import binascii
from typing import cast

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, INFO, MAY, MUST
from suites.oidc.jwks.jwk import (
    CURVES,
    PRIVATE,
    REQUIRED,
    Jwk,
    imported,
    keys_of,
    missing_members,
    number,
    signs,
    sound_keys,
)
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import json_type_of
from suites.verdicts.expect import Mismatch, NotApplicable, expect

WHERE = "JWK Set"
SMALLEST_RSA = 2048
# What is raised for whatever is in x5c.
NO_CERTIFICATE = (
    *(TypeError, LookupError, ValueError, binascii.Error),
    *(UnsupportedAlgorithm, x509.InvalidVersion),
)


@check(
    "jwks/keys",
    spec=["rfc7517:5", "rfc7517:5.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Publish a JWK Set: {'keys': [...]} with one object for each key.",
)
def test_the_jwk_set_is_a_list_of_keys(op: Op) -> None:
    """A client finds no key to verify an ID Token with."""
    keys = op.jwks()["keys"]
    where = f"{WHERE}, keys"
    expect(isinstance(keys, list), "a list of JSON objects", json_type_of(keys), where=where)
    kinds = sorted({json_type_of(one) for one in keys}) or ["an empty list"]
    expect(kinds == ["an object"], "JSON objects, at least one", ", ".join(kinds), where=where)


@check(
    "jwks/key-members",
    spec=["rfc7517:4.1", "rfc7518:6"],
    level=MUST,
    severity=HIGH,
    remedy="Publish each key with kty and the members of its type: n and e for RSA; crv, x and y "
    "for EC; crv and x for OKP.",
)
def test_every_key_has_a_type_and_the_members_of_its_type(op: Op) -> None:
    """Some clients refuse the whole set for one key that is incomplete."""
    public = {name: key for name, key in keys_of(op).items() if key.get("kty") != "oct"}
    untyped = {name: "kty" for name, key in public.items() if not isinstance(key.get("kty"), str)}
    partial = {name: ", ".join(missing_members(key)) for name, key in public.items()}
    odd = {name: told for name, told in (partial | untyped).items() if told}
    expect(not odd, "complete keys in base64url", f"missing or malformed: {odd}", where=WHERE)


@check(
    "jwks/known-keys",
    spec=["rfc7517:5", "rfc7518:7.6"],
    level=MAY,
    severity=INFO,
    remedy="Publish only keys of registered types and curves, unless the clients know yours.",
)
def test_every_key_is_of_a_registered_type_and_curve(op: Op) -> None:
    """Clients skip keys that they do not know, and old ones fail."""
    odd = {}
    for name, key in keys_of(op).items():
        kty, crv = (key[word] if isinstance(key.get(word), str) else "" for word in ("kty", "crv"))
        if kty and (kty not in REQUIRED or (kty in CURVES and crv and crv not in CURVES[kty])):
            odd[name] = f"{kty} {crv}".strip()
    expect(not odd, "registered types and curves", odd, where=WHERE)


@check(
    "jwks/curve-points",
    spec=["rfc7518:6.2.1", "rfc8725:3.4"],
    level=MUST,
    severity=HIGH,
    remedy="Generate the key anew; x and y have to be a point on the curve.",
)
def test_every_elliptic_curve_key_is_a_point_on_its_curve(op: Op) -> None:
    """A point elsewhere lets an attacker learn secrets, or makes clients fail."""
    keys = sound_keys(op, "EC") | sound_keys(op, "OKP")
    known = {name: key for name, key in keys.items() if key["crv"] in CURVES[key["kty"]]}
    if not known:
        raise NotApplicable("The JWK Set has no key on an elliptic curve.")
    for name, key in known.items():
        imported(key, f"{WHERE}, {name}")


@check(
    "jwks/rsa-size",
    spec=["rfc7518:3.3", "rfc8725:3.5"],
    level=MUST,
    severity=HIGH,
    remedy="Generate an RSA key of 2048 bits or more.",
)
def test_every_rsa_key_has_2048_bits_or_more(op: Op) -> None:
    """A short key can be factored: then anybody signs ID Tokens."""
    sizes = {name: number(key, "n").bit_length() for name, key in rsa_keys(op).items()}
    short = {name: f"{bits} bits" for name, bits in sizes.items() if bits < SMALLEST_RSA}
    expect(not short, f"{SMALLEST_RSA} bits or more", short, where=WHERE)


@check(
    "jwks/rsa-exponent",
    spec=["rfc8017:3.1", "rfc7518:6.3.1.2"],
    level=MUST,
    severity=HIGH,
    remedy="Generate the RSA key anew with the public exponent 65537.",
)
def test_every_rsa_key_has_a_public_exponent_that_can_be_one(op: Op) -> None:
    """With exponent 1 every signature is right; an even one is no RSA key."""
    exponents = {name: number(key, "e") for name, key in rsa_keys(op).items()}
    odd = {
        name: value if value.bit_length() <= 64 else f"an even number of {value.bit_length()} bits"
        for name, value in exponents.items()
        if value < 3 or value % 2 == 0
    }
    expect(not odd, "odd exponents from 3 on, such as 65537 (AQAB)", odd, where=WHERE)


def rsa_keys(op: Op) -> dict[str, Jwk]:
    """The RSA keys. Raises NotApplicable if there are none."""
    keys = sound_keys(op, "RSA")
    if not keys:
        raise NotApplicable("The JWK Set has no RSA key.")
    return keys


@check(
    "jwks/rs256-key",
    spec=["core:15.1", "discovery:3"],
    level=MUST,
    severity=HIGH,
    remedy="Publish an RSA key for signatures: use 'sig', alg 'RS256' or none.",
)
def test_there_is_a_key_for_rs256(op: Op) -> None:
    """RS256 is the one algorithm that every client can verify."""
    keys = keys_of(op).values()
    found = [str(key.get("alg", key.get("kty"))) for key in keys]
    expect(any(signs(key, "RS256") for key in keys), "an RSA signing key", found, where=WHERE)


@check(
    "jwks/no-private-members",
    spec=["discovery:3", "rfc7517:9.2"],
    level=MUST,
    severity=CRITICAL,
    remedy="Take the key out of service at once, and publish public members only.",
)
def test_no_key_has_private_members(op: Op) -> None:
    """Whoever reads the set can sign ID Tokens for every user."""
    keys = {name: key for name, key in keys_of(op).items() if key.get("kty") != "oct"}
    private = {name: [one for one in PRIVATE if one in key] for name, key in keys.items()}
    odd = {name: members for name, members in private.items() if members}
    expect(not odd, "public members only", odd, where=WHERE)


@check(
    "jwks/no-symmetric-keys",
    spec=["discovery:3", "rfc7517:9.2"],
    level=MUST,
    severity=CRITICAL,
    remedy="Take the key out of service at once; a secret is never published.",
)
def test_no_key_is_symmetric(op: Op) -> None:
    """A symmetric key is a secret: whoever reads it can sign with it."""
    found = [name for name, key in keys_of(op).items() if key.get("kty") == "oct"]
    expect(not found, "no key of type oct", found, where=WHERE)


@check(
    "jwks/x5c",
    spec=["discovery:3", "rfc7517:4.7"],
    level=MUST,
    severity=HIGH,
    remedy="Publish the certificate of this very key, or none.",
)
def test_the_certificate_of_a_key_is_for_that_key(op: Op) -> None:
    """Clients that go by the certificate verify with another key than the others."""
    keys = sound_keys(op, "RSA") | sound_keys(op, "EC")
    certified = {name: key for name, key in keys.items() if "x5c" in key}
    if not certified:
        raise NotApplicable("No key has x5c.")
    for name, key in certified.items():
        where = f"{WHERE}, {name}, x5c"
        own = cast("PublicKeyTypes", imported(key, where).public_key)  # of RSA or EC, never bytes
        same = certified_key(key, where) == spki(own)
        expect(same, "the certificate of this key", "the certificate of another key", where=where)


def certified_key(key: Jwk, where: str) -> bytes:
    """The public key in the first certificate of x5c. Raises Mismatch if there is none."""
    try:
        first = base64.b64decode(key["x5c"][0], validate=True)
        return spki(x509.load_der_x509_certificate(first).public_key())
    except NO_CERTIFICATE as error:
        raise Mismatch("a certificate in base64", f"{error}", where) from None


def spki(key: PublicKeyTypes) -> bytes:
    """A public key of cryptography's as SubjectPublicKeyInfo, for comparison."""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
