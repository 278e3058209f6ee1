"""Public keys whose private halves are no secret: what can be told from the public half alone."""

from math import gcd, isqrt

from joserfc import jwk

from suites.oidc.jwks.jwk import REQUIRED, Jwk

# Thumbprints (RFC 7638) of keys that specifications print together with their private members.
SAMPLES = {
    "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs": "RFC 7517, appendix A.2",
    "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s": "RFC 7517, appendix A.2",
    "IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8": "RFC 7515, appendix A.2",
    "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U": "RFC 7515, appendix A.3",
    "9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI": "RFC 7520, section 3.4",
    "dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M": "RFC 7520, section 3.2",
    "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k": "RFC 8037, appendix A.1",
}
# The primes up to 167. A module that makes its primes by the faulty recipe of CVE-2017-15361
# leaves a power of 65537 modulo each of them; of other keys one in about 2^27 does.
SMALL_PRIMES = [p for p in range(3, 168, 2) if all(p % d for d in range(3, isqrt(p) + 1, 2))]
POWERS = {p: {pow(65537, exponent, p) for exponent in range(p - 1)} for p in SMALL_PRIMES}
FERMAT_ROUNDS = 100


def thumbprint(key: Jwk) -> str:
    """The thumbprint of a sound key (RFC 7638 section 3)."""
    return jwk.thumbprint({name: key[name] for name in ("kty", *REQUIRED[key["kty"]])})


def is_roca(modulus: int) -> bool:
    """Whether the modulus looks like one of the chips that CVE-2017-15361 is about."""
    return all(modulus % prime in POWERS[prime] for prime in SMALL_PRIMES)


def has_close_primes(modulus: int) -> bool:
    """Whether a few rounds of Fermat's method find the two primes (CVE-2022-26320)."""
    if modulus < 2:
        return False
    middle = isqrt(modulus - 1) + 1
    return any(is_square(a * a - modulus) for a in range(middle, middle + FERMAT_ROUNDS))


def is_square(value: int) -> bool:
    return isqrt(value) ** 2 == value


def has_small_factor(modulus: int) -> bool:
    """Whether a small prime divides the modulus, as of a key that was damaged on its way."""
    return modulus % 2 == 0 or any(modulus % prime == 0 for prime in SMALL_PRIMES)


def sharing_primes(moduli: dict[str, int]) -> list[str]:
    """The names of those that have a prime in common with another one, and are not the same."""
    return [
        name
        for name, modulus in moduli.items()
        if any(1 < gcd(modulus, other) < modulus for other in moduli.values())
    ]
