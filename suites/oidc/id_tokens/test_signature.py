"""The signature of the ID Token and its header: Core sections 2, 3.1.3.7 and 10.1, RFC 7515."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import json_type_of
from suites.protocol.signatures.signatures import (
    SYMMETRIC,
    algorithm_of,
    expect_signature,
    keys_named,
    published_keys,
)
from suites.verdicts.expect import NotApplicable, expect, expect_in

KEYS_IN_HEADER = ("jwk", "jku", "x5c", "x5u")


@check(
    "id-token/signature",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider sign with a key that its jwks_uri publishes.",
)
def test_the_signature_of_the_id_token_is_by_a_published_key(op: Op) -> None:
    """An application that checks signatures refuses every login; one that does not is open."""
    expect_signature(op, op.login().id_token, where="ID Token, signature")


@check(
    "id-token/algorithm-named",
    spec="rfc7515:4.1.1",
    level=MUST,
    severity=HIGH,
    remedy="Report to the provider's maker: the header of a JWS must name its algorithm.",
)
def test_the_header_of_the_id_token_names_its_algorithm(op: Op) -> None:
    """Without it nobody can verify the signature."""
    op.login().id_token.header.string("alg")


@check(
    "id-token/signed",
    spec=["core:2", "rfc8725:3.2"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set the client's id_token_signed_response_alg to RS256.",
)
def test_the_id_token_is_not_unsigned(op: Op) -> None:
    """Anybody can write an ID Token with the algorithm none and log in as anybody."""
    algorithm = algorithm_of(op.login().id_token)
    expect(algorithm.lower() != "none", "a signature", algorithm, where="ID Token, alg")


@check(
    "id-token/asymmetric",
    spec="core:10.1",
    level=MUST,
    severity=CRITICAL,
    remedy="Set the client's id_token_signed_response_alg to RS256.",
    needs="public-client",
)
def test_the_id_token_of_a_public_client_is_not_signed_with_a_shared_secret(op: Op) -> None:
    """A public client keeps no secret: whoever knows the key can write ID Tokens."""
    algorithm = algorithm_of(op.login().id_token)
    words = "an algorithm with a private key, such as RS256"
    expect(algorithm not in SYMMETRIC, words, algorithm, where="ID Token, alg")


@check(
    "id-token/algorithm-advertised",
    spec=["discovery:3", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Set the client's id_token_signed_response_alg to an algorithm of the discovery "
    "document, RS256 at best.",
)
def test_the_id_token_is_signed_by_an_algorithm_of_the_discovery_document(op: Op) -> None:
    """A client that takes what the provider announced refuses the token."""
    allowed = op.listed("id_token_signing_alg_values_supported") or ["RS256"]
    algorithm = algorithm_of(op.login().id_token)
    if algorithm.lower() != "none" and not (algorithm in SYMMETRIC and not op.target.client_secret):
        expect_in(algorithm, allowed, where="ID Token, alg")


def signed_by_published_key(token: Jwt) -> None:
    """Raises NotApplicable for a signature by a shared secret, or for none (Core 10.1)."""
    algorithm = algorithm_of(token)
    if algorithm in SYMMETRIC or algorithm.lower() == "none":
        raise NotApplicable(f"A token with the algorithm {algorithm} has no published key.")


@check(
    "id-token/key-id",
    spec="core:10.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Let the provider name the key in the `kid` of the ID Token's header.",
)
def test_the_id_token_names_its_key_if_several_are_published(op: Op) -> None:
    """A client would have to guess, and after a key rotation it guesses wrong."""
    if len(published_keys(op)) < 2:
        raise NotApplicable("The JWK Set has a single key, so the token need not name it.")
    token = op.login().id_token
    signed_by_published_key(token)
    value = token.header["kid"]
    expect(isinstance(value, str), "a string", json_type_of(value), where="ID Token, kid")


@check(
    "id-token/key-published",
    spec=["core:10.1", "rfc7515:4.1.4"],
    level=MUST,
    severity=HIGH,
    remedy="Publish the signing key at jwks_uri, and check that the issuer's keys are meant.",
)
def test_the_key_that_the_id_token_names_is_published(op: Op) -> None:
    """Nobody can verify a signature by a key that cannot be found."""
    token = op.login().id_token
    header = token.header
    signed_by_published_key(token)
    if "kid" not in header:
        raise NotApplicable("The ID Token names no key.")
    known = keys_named(op, header["kid"])
    expect(bool(known), "a kid of the JWK Set", "another", where="ID Token, kid")


@check(
    "id-token/no-key-in-header",
    spec=["core:2", "rfc8725:3.10"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Report to the provider's maker: keys belong in the JWK Set, not in the token.",
)
def test_the_id_token_brings_no_key_with_it(op: Op) -> None:
    """A client that takes the key from the token lets an attacker bring his own."""
    header = op.login().id_token.header
    found = [name for name in KEYS_IN_HEADER if name in header]
    expect(
        not found,
        f"none of {', '.join(KEYS_IN_HEADER)}",
        ", ".join(found),
        where="ID Token, header",
    )


@check(
    "id-token/no-critical-header",
    spec="rfc7515:4.1.11",
    level=MAY,
    severity=MEDIUM,
    remedy="Switch off the extension that `crit` names in the header of ID Tokens.",
)
def test_the_id_token_needs_no_extension_to_be_understood(op: Op) -> None:
    """A client must refuse a token whose `crit` names an extension that it does not know."""
    absent = "crit" not in op.login().id_token.header
    expect(absent, "no crit", "crit is there", where="ID Token, header")


@check(
    "id-token/type",
    spec="rfc7519:5.1",
    level=SHOULD,
    severity=LOW,
    remedy="Report to the provider's maker: `typ` of an ID Token is JWT if it is there.",
)
def test_typ_of_the_id_token_is_jwt_if_it_is_there(op: Op) -> None:
    """The type keeps one sort of token from being taken for another."""
    header = op.login().id_token.header
    if "typ" not in header:
        raise NotApplicable("The header has no typ, which is optional.")
    value = str(header["typ"]).lower().removeprefix("application/")
    expect(value == "jwt", "JWT", header["typ"], where="ID Token, typ")
