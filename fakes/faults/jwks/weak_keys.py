"""Defects of published keys that let anybody find their private halves; none of them signs."""

from math import prod
from typing import Any

from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.faults.jwks.key_sets import another_key, with_key
from fakes.keys import base64url, rsa_key

SMALL_PRIMES = [p for p in range(2, 168) if all(p % d for d in range(2, p))]
# RFC 7515 appendix A.3
SAMPLE = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "kid": "sample",
    "use": "sig",
}


def key_of(modulus: int, kid: str) -> dict[str, Any]:
    """An RSA key of any modulus."""
    return another_key(n=base64url(modulus.to_bytes(256, "big")), kid=kid)


@fault(caught_by=["jwks/shared-primes"])
class SharedPrime(Reference):
    """Two keys were made from the same first prime."""

    def jwks(self) -> dict[str, Any]:
        one, two = (rsa_key(name, 2048).private_numbers() for name in ("another", "shared"))
        shared = key_of(one.p * two.q, "shared")
        return with_key(with_key(super().jwks(), **another_key()), **shared)


@fault(caught_by=["jwks/small-factors"])
class DamagedModulus(Reference):
    """One more key has a modulus that 3 divides."""

    def jwks(self) -> dict[str, Any]:
        modulus = rsa_key("another").public_key().public_numbers().n
        while modulus % 3:
            modulus += 2
        return with_key(super().jwks(), **key_of(modulus, "damaged"))


@fault(caught_by=["jwks/close-primes"])
class TwiceTheSamePrime(Reference):
    """The modulus of one more key is the square of a prime."""

    def jwks(self) -> dict[str, Any]:
        prime = rsa_key("another").private_numbers().p
        return with_key(super().jwks(), **key_of(prime * prime, "square"))


@fault(caught_by=["jwks/roca"])
class RocaKey(Reference):
    """The modulus of one more key is a power of 65537 modulo the small primes."""

    def jwks(self) -> dict[str, Any]:
        primes = prod(SMALL_PRIMES)
        modulus = ((1 << 2047) // primes + 1) * primes + pow(65537, 5, primes)
        return with_key(super().jwks(), **key_of(modulus, "roca"))


@fault(caught_by=["jwks/sample-keys"])
class SampleKey(Reference):
    """A key of a specification is published for signatures."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **SAMPLE)
