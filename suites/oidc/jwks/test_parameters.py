"""What the keys of the JWK Set say about themselves: kid, use, key_ops and alg (RFC 7517 4)."""

from collections import Counter

from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, MUST, SHOULD
from suites.oidc.jwks.jwk import RSA_ENCRYPTION, SIGNATURES, Jwk, keys_of
from suites.op.op import Op
from suites.verdicts.expect import NotApplicable, expect

WHERE = "JWK Set"


@check(
    "jwks/unique-kids",
    spec="rfc7517:4.5",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Give each key a kid of its own.",
)
def test_every_kid_is_used_once(op: Op) -> None:
    """A client takes the wrong one of two keys, and refuses the login."""
    kids = Counter(str(key["kid"]) for key in keys_of(op).values() if "kid" in key)
    repeated = [kid for kid, times in kids.items() if times > 1]
    expect(not repeated, "a kid of its own for each key", repeated, where=WHERE)


@check(
    "jwks/kid-of-each",
    spec=["core:10.1", "rfc7517:4.5"],
    level=MUST,
    severity=MEDIUM,
    remedy="Give each key a kid, and name it in the header of the ID Token.",
)
def test_every_key_has_a_kid_if_there_are_several(op: Op) -> None:
    """A client cannot tell which key to use, in particular while keys are rotated."""
    keys = keys_of(op)
    without = [name for name, key in keys.items() if not isinstance(key.get("kid"), str)]
    if len(keys) == 1:
        raise NotApplicable("The JWK Set has one key.")
    expect(not without, "a kid in each key", f"none in {', '.join(without)}", where=WHERE)


@check(
    "jwks/use-of-each",
    spec="discovery:3",
    level=MUST,
    severity=MEDIUM,
    remedy="Write 'use' into each key: 'sig' or 'enc'.",
)
def test_every_key_says_its_use_if_some_are_for_encryption(op: Op) -> None:
    """A client encrypts with the key for signatures, or verifies with the one for encryption."""
    keys = keys_of(op)
    if all(key.get("use") != "enc" for key in keys.values()):
        raise NotApplicable("The JWK Set has no key for encryption.")
    without = [name for name, key in keys.items() if "use" not in key]
    expect(not without, "use in each key", f"none in {', '.join(without)}", where=WHERE)


@check(
    "jwks/one-purpose",
    spec="discovery:3",
    level=SHOULD,
    severity=LOW,
    remedy="Use one key for signatures and another one for encryption.",
)
def test_no_key_is_published_for_signatures_and_for_encryption(op: Op) -> None:
    """An attack on one use of the key becomes an attack on the other."""
    uses: dict[str, set[str]] = {}
    for key in keys_of(op).values():
        material = "|".join(str(key.get(one)) for one in ("kty", "n", "crv", "x"))
        uses.setdefault(material, set()).add(str(key.get("use")))
    both = [sorted(found) for found in uses.values() if {"sig", "enc"} <= found]
    expect(not both, "one use for each key", "the same key with use sig and enc", where=WHERE)


@check(
    "jwks/key-ops",
    spec="rfc7517:4.3",
    level=MUST,
    severity=LOW,
    remedy="Leave key_ops out, or let it agree with use; each operation once.",
)
def test_use_and_key_ops_agree(op: Op) -> None:
    """A client that believes the one refuses the key that another client takes."""
    keys = {name: key for name, key in keys_of(op).items() if "key_ops" in key}
    if not keys:
        raise NotApplicable("No key has key_ops.")
    for name, key in keys.items():
        operations = key["key_ops"]
        where = f"{WHERE}, {name}, key_ops"
        sound = isinstance(operations, list) and all(isinstance(one, str) for one in operations)
        distinct = sound and len(set(operations)) == len(operations)
        expect(distinct, "distinct operations", operations, where=where)
        signing = set(operations) <= {"sign", "verify"}
        agrees = "use" not in key or (key["use"] == "sig") == signing
        expect(agrees, f"operations of use {key.get('use')!r}", operations, where=where)


@check(
    "jwks/alg",
    spec=["rfc7517:4.4", "rfc7518:3.1", "rfc7518:4.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Write the alg that the key is used with, or leave it out.",
)
def test_the_alg_of_every_key_fits_its_type_and_use(op: Op) -> None:
    """A strict client cannot use the key at all; a careless one uses it the wrong way."""
    odd = {
        name: {word: key[word] for word in ("kty", "crv", "use", "alg") if word in key}
        for name, key in keys_of(op).items()
        if "alg" in key and not fits(key)
    }
    expect(not odd, "an alg for the key's kty, crv and use", odd, where=WHERE)


def fits(key: Jwk) -> bool:
    """Whether the key's alg goes with its type, curve and use; an unknown alg may."""
    alg, kty, use = str(key["alg"]), key.get("kty"), key.get("use")
    if alg in SIGNATURES:
        wanted, crv = SIGNATURES[alg]
        return kty == wanted and crv in ("", key.get("crv")) and use != "enc"
    if alg in RSA_ENCRYPTION:
        return kty == "RSA" and use != "sig"
    if alg.startswith("ECDH-ES"):
        return kty in ("EC", "OKP") and use != "sig"
    return not alg.startswith("HS") or kty == "oct"
