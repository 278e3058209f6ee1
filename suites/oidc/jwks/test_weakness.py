"""Keys of the JWK Set that anybody can take apart: RFC 8725 section 3.5."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, MUST
from suites.oidc.jwks.jwk import keys_of, missing_members, number, sound_keys
from suites.oidc.jwks.weak_keys import (
    SAMPLES,
    has_close_primes,
    has_small_factor,
    is_roca,
    sharing_primes,
    thumbprint,
)
from suites.op.op import Op
from suites.protocol.signatures.signatures import LONGEST_KEY_MEMBER
from suites.verdicts.expect import NotApplicable, expect

WHERE = "JWK Set"
REPLACE = "Take the key out of service at once, and generate another one from good randomness."


def moduli_of(op: Op) -> dict[str, int]:
    """The RSA moduli, by the names of their keys. Raises NotApplicable if there are none."""
    keys = sound_keys(op, "RSA").items()
    moduli = {name: number(key, "n") for name, key in keys if len(key["n"]) <= LONGEST_KEY_MEMBER}
    if not moduli:
        raise NotApplicable("The JWK Set has no RSA key of a size that can be calculated with.")
    return moduli


@check(
    "jwks/shared-primes",
    spec=["rfc8725:3.5", "rfc8017:3.1"],
    level=MUST,
    severity=CRITICAL,
    remedy=REPLACE,
)
def test_no_two_rsa_keys_have_a_prime_in_common(op: Op) -> None:
    """Their greatest common divisor gives both private keys to everybody who reads the set."""
    moduli = moduli_of(op)
    if len(moduli) == 1:
        raise NotApplicable("The JWK Set has one RSA key.")
    expect(not sharing_primes(moduli), "primes of its own", sharing_primes(moduli), where=WHERE)


@check(
    "jwks/small-factors",
    spec=["rfc8725:3.5", "rfc8017:3.1"],
    level=MUST,
    severity=CRITICAL,
    remedy=REPLACE,
)
def test_no_rsa_modulus_has_a_small_factor(op: Op) -> None:
    """Such a modulus is no product of two large primes: it falls to the first attempt."""
    odd = [name for name, modulus in moduli_of(op).items() if has_small_factor(modulus)]
    expect(not odd, "no factor below 168", odd, where=WHERE)


@check(
    "jwks/close-primes",
    spec=["rfc8725:3.5", "rfc8017:3.1"],
    level=MUST,
    severity=CRITICAL,
    remedy=REPLACE,
)
def test_no_rsa_modulus_is_made_of_primes_that_are_close(op: Op) -> None:
    """Fermat's method finds them in a moment (CVE-2022-26320), and anybody signs ID Tokens."""
    odd = [name for name, modulus in moduli_of(op).items() if has_close_primes(modulus)]
    expect(not odd, "primes far from each other", odd, where=WHERE)


@check(
    "jwks/roca",
    spec="rfc8725:3.5",
    level=MUST,
    severity=CRITICAL,
    remedy="Take the key out of service; generate another one outside of the chip, or update it.",
)
def test_no_rsa_key_has_the_fingerprint_of_roca(op: Op) -> None:
    """Keys of chips with CVE-2017-15361 can be factored at a price that an attacker can pay."""
    odd = [name for name, modulus in moduli_of(op).items() if is_roca(modulus)]
    expect(not odd, "no such fingerprint", odd, where=WHERE)


@check(
    "jwks/sample-keys",
    spec="rfc8725:3.5",
    level=MUST,
    severity=CRITICAL,
    remedy=REPLACE,
)
def test_no_key_is_a_sample_of_a_specification(op: Op) -> None:
    """Its private half is printed in the specification, and anybody signs ID Tokens with it."""
    sound = {
        name: key
        for name, key in keys_of(op).items()
        if key.get("kty") in ("RSA", "EC", "OKP") and not missing_members(key)
    }
    samples = {name: SAMPLES.get(thumbprint(key)) for name, key in sound.items()}
    odd = {name: source for name, source in samples.items() if source}
    expect(not odd, "keys of the provider's own", odd, where=WHERE)
