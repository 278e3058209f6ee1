"""The JWK Set as it is served, and the ID Token's key in it: Discovery 3, Core 10."""

import re

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MUST, SHOULD
from suites.oidc.jwks.jwk import SIGNATURES, Jwk, keys_of, signs
from suites.op.documents import expect_found
from suites.op.op import Op
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    NotRun,
    expect,
    expect_in,
    expect_json_object,
    presuming,
    reaching,
)

WHERE = "response at the jwks_uri"


@check(
    "jwks/status",
    spec=["discovery:3", "core:10.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Make the URL in jwks_uri reachable from the application's network, without a login.",
)
def test_the_jwk_set_is_found_at_the_jwks_uri(op: Op) -> None:
    """Without the keys no ID Token can be verified: every login must be refused."""
    with reaching(WHERE):
        reply = op.jwks_reply()
    expect_found(reply, where=WHERE)


@check(
    "jwks/json",
    spec=["rfc7517:5", "rfc8259:8.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Correct jwks_uri: a page here comes from a login page, a proxy or another service.",
)
def test_the_jwk_set_is_a_json_object(op: Op) -> None:
    """A page or a broken text has no keys in it."""
    with presuming():
        reply = op.jwks_reply()
        expect_found(reply, where=WHERE)
    expect_json_object(reply, where=WHERE)


@check(
    "jwks/media-type",
    spec=["rfc7517:8.5.1", "rfc8259:11"],
    level=SHOULD,
    severity=LOW,
    remedy="Send 'Content-Type: application/jwk-set+json' or 'application/json'.",
)
def test_the_jwk_set_is_served_as_json(op: Op) -> None:
    """A strict client does not read keys of another type."""
    _ = op.jwks()
    types = ("application/json", "application/jwk-set+json")
    found = op.jwks_reply().media_type or "no Content-Type"
    expect_in(found, types, where=f"{WHERE}, Content-Type")


@check(
    "jwks/max-age",
    spec="core:10.2.1",
    level=SHOULD,
    severity=LOW,
    remedy="Send Cache-Control with a max-age that ends before a key is taken away.",
)
def test_a_jwk_set_with_keys_for_encryption_says_how_long_it_may_be_kept(op: Op) -> None:
    """Clients fetch the keys each time they encrypt, or encrypt with one that was withdrawn."""
    if all(key.get("use") != "enc" for key in keys_of(op).values()):
        raise NotApplicable("The JWK Set has no key for encryption.")
    caching = op.jwks_reply().header("cache-control")
    said = re.search(r"\bmax-age\s*=\s*\"?\d+", caching, re.IGNORECASE)
    where = f"{WHERE}, Cache-Control"
    expect(bool(said), "a max-age", caching or "no such header", where=where)


@check(
    "jwks/id-token-key-usable",
    spec=["rfc7517:4.2", "rfc7517:4.4", "core:10.1"],
    level=MUST,
    severity=HIGH,
    remedy="Publish the signing key with use 'sig', and with the alg that it signs with or none.",
)
def test_the_key_of_the_id_token_may_be_used_for_its_algorithm(op: Op) -> None:
    """A strict client refuses a key that is meant for something else."""
    with presuming():
        header = op.login().id_token.header
        alg = header.string("alg")
    if alg not in SIGNATURES:
        raise NotApplicable(f"The ID Token is not signed by a published key: its alg is {alg}.")
    keys = {name: key for name, key in keys_of(op).items() if is_meant(key, header)}
    if not keys:
        raise NotRun(
            "No published key has the kid of the ID Token (see id-token/key-published).",
            judge="id-token/key-published",
        )
    shown = {
        name: {word: key[word] for word in ("kty", "crv", "use", "alg", "key_ops") if word in key}
        for name, key in keys.items()
    }
    fits = any(signs(key, alg) for key in keys.values())
    expect(fits, f"a key that may verify {alg}", shown, where=WHERE)


def is_meant(key: Jwk, header: Document) -> bool:
    """Whether the header of a token may mean `key`: by its kid, without one any."""
    return "kid" not in header or key.get("kid") == header["kid"]
