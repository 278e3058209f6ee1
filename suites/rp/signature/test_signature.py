"""ID Tokens that nobody signed, or the wrong one (Core 3.1.3.7, RFC 8725)."""

import hmac
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fakes.faults.id_tokens.signature import AlteredIdToken, ForeignKeySameName
from fakes.keys import base64url, certified
from suites.application.application import Application
from suites.application.attacks import expect_refused
from suites.application.forging import OWN_KEY, compact, keys, signed
from suites.application.provider import Attack
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST

signature_check = partial(
    check,
    spec=["core:3.1.3.7", "rfc8725:3.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Verify the signature of every ID Token with the algorithm that was agreed, by a key at "
    "the provider's jwks_uri, and by nothing that the token itself brings along.",
)
Header = dict[str, Any]


def headed(says: str, signature: str = "", **header: Any) -> Attack:
    """An ID Token with a header of our choice, and a signature that is none."""
    return signed(says, lambda claims, provider: compact(header, claims, signature))


def by_own_key(says: str, header: Callable[[Any], Header]) -> Attack:
    """An ID Token that a key of the attacker signed."""

    def sign(claims: dict[str, Any], provider: Any) -> str:
        return jwt.encode(claims, OWN_KEY.private, algorithm="RS256", headers=header(provider))

    return signed(says, sign)


def maced(says: str, secret: Callable[[Any], bytes], **more: Any) -> Attack:
    """An ID Token with a MAC by what everybody knows."""

    def sign(claims: dict[str, Any], provider: Any) -> str:
        header = {"alg": "HS256", "typ": "JWT", "kid": provider.signing_keys()[0].kid} | more
        first, _, payload = compact(header, claims).rpartition(".")[0].partition(".")
        text = f"{first}.{payload}"
        return f"{text}.{base64url(hmac.digest(secret(provider), text.encode(), 'sha256'))}"

    return signed(says, sign)


@signature_check("rp-signature/altered")
def test_an_id_token_that_was_altered_after_it_was_signed_is_refused(app: Application) -> None:
    """Whoever can change a response signs in as anybody."""
    expect_refused(app, AlteredIdToken)


@signature_check("rp-signature/foreign-key")
def test_an_id_token_that_another_key_signed_under_the_same_kid_is_refused(
    app: Application,
) -> None:
    """A key ID is no key: everybody can write it into a token."""
    expect_refused(app, ForeignKeySameName)


@signature_check("rp-signature/none")
def test_an_id_token_with_the_algorithm_none_is_refused(app: Application) -> None:
    """A token that nobody signed says whatever its writer likes."""
    for spelled in ("none", "None", "NONE", "nOnE"):
        expect_refused(app, headed(f"alg {spelled}", alg=spelled, typ="JWT"))


@signature_check("rp-signature/stripped")
def test_an_id_token_without_its_signature_is_refused(app: Application) -> None:
    """Some libraries skip what is empty."""
    kid = app.provider.provider.signing_keys()[0].kid
    expect_refused(app, headed("RS256 and an empty signature", alg="RS256", kid=kid))


@signature_check("rp-signature/algorithm-of-no-kind")
def test_an_id_token_whose_alg_is_no_name_is_refused(app: Application) -> None:
    """An application that stumbles over a type may stumble into letting somebody in."""
    for value in (None, 1, ["RS256"]):
        expect_refused(app, headed(f"alg {json.dumps(value)}", alg=value, typ="JWT"))


@signature_check("rp-signature/mac-by-public-key", spec=["rfc8725:3.1", "rfc8725:2.1"])
def test_an_id_token_with_a_mac_by_the_public_key_is_refused(app: Application) -> None:
    """The public key is public: with it as the secret of a MAC everybody signs."""
    for name, spelled in public_key_spellings().items():
        expect_refused(app, maced(f"HS256 by the public key as {name}", spelled))


def public_key_spellings() -> dict[str, Callable[[Any], bytes]]:
    """The texts of a public key that libraries take for a secret."""

    def pem(form: PublicFormat) -> Callable[[Any], bytes]:
        return lambda provider: (
            provider.signing_keys()[0].private.public_key().public_bytes(Encoding.PEM, form)
        )

    spki, pkcs1 = pem(PublicFormat.SubjectPublicKeyInfo), pem(PublicFormat.PKCS1)
    return {
        "PEM": spki,
        "PEM without the last line's end": lambda provider: spki(provider).rstrip(b"\n"),
        "PKCS#1 PEM": pkcs1,
        "JWK": lambda provider: json.dumps(provider.signing_keys()[0].public_jwk()).encode(),
        "modulus": lambda provider: provider.signing_keys()[0].public_jwk()["n"].encode(),
    }


@signature_check("rp-signature/mac-by-nothing")
def test_an_id_token_with_a_mac_by_an_empty_secret_is_refused(app: Application) -> None:
    """A client without a secret has an empty one in some libraries."""
    expect_refused(app, maced("HS256 by an empty secret", lambda provider: b""))


@signature_check("rp-signature/mac-by-secret", needs="secret", severity=HIGH)
def test_an_id_token_with_a_mac_by_the_client_secret_is_refused(app: Application) -> None:
    """The algorithm is agreed at registration; nobody agreed to this one."""
    secret = app.target.client_secret.encode()
    expect_refused(app, maced("HS256 by the client secret", lambda provider: secret))


@signature_check("rp-signature/kid-is-a-path", spec="rfc8725:3.10")
def test_a_kid_that_is_a_path_opens_no_file(app: Application) -> None:
    """An empty file of the machine is a secret that everybody knows."""
    for kid in ("../../../../dev/null", "/dev/null"):
        expect_refused(app, maced(f"kid {kid}", lambda provider: b"", kid=kid))


@signature_check("rp-signature/embedded-key", spec="rfc8725:3.10")
def test_a_key_that_an_id_token_brings_along_is_not_believed(app: Application) -> None:
    """Whoever signs with a key of his own can put it there."""
    jwk = OWN_KEY.public_jwk()
    plain = by_own_key("the attacker's key in jwk", lambda provider: {"jwk": jwk})
    chain = certified(OWN_KEY.private)["x5c"]
    certificate = by_own_key("the attacker's certificate in x5c", lambda provider: {"x5c": chain})
    expect_refused(app, plain)
    expect_refused(app, certificate)


@signature_check("rp-signature/unknown-kid")
def test_an_id_token_by_a_key_that_nobody_published_is_refused(app: Application) -> None:
    """A key that is not found is no reason to do without one."""
    unknown = by_own_key("an unknown kid", lambda provider: {"kid": "nobody-s"})
    nameless = by_own_key("an unpublished key and no kid", lambda provider: {})
    expect_refused(app, unknown)
    expect_refused(app, nameless)


@signature_check("rp-signature/shared-key-in-jwks", needs="restart")
def test_a_shared_key_in_the_jwk_set_signs_no_id_token(app: Application) -> None:
    """What everybody can read there is no secret."""
    secret = b"a secret that everybody can read in the JWK Set"
    octet = {"kty": "oct", "kid": "shared", "alg": "HS256", "k": base64url(secret)}
    listed = keys("a JWK Set with a shared key", lambda published, provider: [*published, octet])
    by_it = maced("HS256 by it", lambda provider: secret, kid="shared")
    expect_refused(app, listed, by_it, anew=True)


@signature_check(
    "rp-signature/encryption-key", spec="rfc7517:4.2", severity=MEDIUM, needs="restart"
)
def test_a_key_for_encryption_signs_no_id_token(app: Application) -> None:
    """A key for one purpose may be held by those who may not do the other."""
    other = OWN_KEY.public_jwk() | {"use": "enc", "alg": "RSA-OAEP"}
    listed = keys("a key with use enc", lambda published, provider: [*published, other])
    by_it = by_own_key("a signature by it", lambda provider: {"kid": OWN_KEY.kid})
    expect_refused(app, listed, by_it, anew=True)


@signature_check("rp-signature/critical-header", spec="rfc7515:4.1.11", severity=MEDIUM)
def test_an_id_token_with_an_extension_that_nobody_knows_is_refused(app: Application) -> None:
    """Its writer says that it must not be believed by whoever does not know the extension."""

    def sign(claims: dict[str, Any], provider: Any) -> str:
        key = provider.signing_keys()[0]
        header = {"kid": key.kid, "crit": ["ssoproof"], "ssoproof": True}
        return jwt.encode(claims, key.private, algorithm="RS256", headers=header)

    expect_refused(app, signed("crit names an unknown extension", sign))


@signature_check("rp-signature/malformed", spec=["rfc7519:7.2", "rfc7515:7.1"], severity=MEDIUM)
def test_what_is_no_jws_in_compact_form_is_refused(app: Application) -> None:
    """A parser that repairs what it reads reads what nobody signed."""

    def of(change: Callable[[str], str]) -> Callable[[dict[str, Any], Any], str]:
        def sign(claims: dict[str, Any], provider: Any) -> str:
            key = provider.signing_keys()[0]
            return change(
                jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})
            )

        return sign

    for says, change in MALFORMED.items():
        expect_refused(app, signed(says, of(change)))


MALFORMED: dict[str, Callable[[str], str]] = {
    "two parts": lambda token: token.rpartition(".")[0],
    "four parts": lambda token: f"{token}.e30",
    "a word": lambda token: "token",
}
