"""Client assertions: who must have signed them (RFC 7523 section 3, RFC 8725)."""

import json
from collections.abc import Callable

from joserfc.jwk import RSAKey

from fakes.relying_party.authentication import Authentication, by_assertion, by_id
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.clients.authentication import (
    Proofs,
    expect_proof_refused,
    present_proof,
    private_key_jwt_client,
    refused_proofs,
    signed_assertion,
)
from suites.protocol.clients.registration import registered
from suites.protocol.signatures.forgery import (
    both_ways,
    damaged,
    der_text,
    elliptic_jwk,
    encrypted_by_password,
    flattened_json,
    maced,
    public_jwk,
    public_pem,
    signed,
    signed_with,
    strangers_key,
    unsigned,
    zero_signed,
)
from suites.protocol.tokens.exchanges import exchanged
from suites.verdicts.expect import Tolerated, expect, expect_decided

SIGNATURE = ("rfc7523:3", "core:9")
ALGORITHM = ("rfc8725:3.1", "rfc7523:3")
NEEDS = ["code", "private_key_jwt", "registration"]
KIDS = ("../../../../../../dev/null", "' OR '1'='1", "|sleep 0", "https://attacker.example/key")
SLOW_S = 2.0


@refused_proofs("client-assertion/unsigned", private_key_jwt_client, spec=ALGORITHM, needs=NEEDS)
def test_an_unsigned_assertion_gives_no_tokens(op: Op) -> Proofs:
    """Anybody could be the application."""
    for alg in ("none", "nOnE"):
        yield by_assertion(unsigned(op.rp.assertion(), alg))


@refused_proofs("client-assertion/signature", private_key_jwt_client, spec=SIGNATURE, needs=NEEDS)
def test_an_assertion_with_a_wrong_signature_gives_no_tokens(op: Op) -> Proofs:
    """Anybody could be the application."""
    yield by_assertion(damaged(signed_assertion(op.rp.assertion(), op)))
    yield by_assertion(signed_with(op.rp.assertion(), strangers_key(), kid=op.rp.key.kid))


@refused_proofs(
    "client-assertion/public-key-as-secret", private_key_jwt_client, spec=ALGORITHM, needs=NEEDS
)
def test_an_assertion_maced_with_the_public_key_gives_no_tokens(op: Op) -> Proofs:
    """The public key is known to everybody; taken for a secret, it proves nothing."""
    pem = public_pem(op.rp.key)
    for secret in (pem, pem.strip(), json.dumps(op.rp.key.public_jwk()).encode()):
        yield by_assertion(maced(op.rp.assertion(), secret, kid=op.rp.key.kid))


@refused_proofs(
    "client-assertion/symmetric-method", private_key_jwt_client, spec=ALGORITHM, needs=NEEDS
)
def test_an_assertion_maced_with_the_secret_gives_no_tokens(op: Op) -> Proofs:
    """A client that has no secret would be proven by an empty one."""
    yield by_assertion(maced(op.rp.assertion(), op.target.client_secret.encode()))
    yield by_assertion(maced(op.rp.assertion(), op.target.client_id.encode()))


@refused_proofs(
    "client-assertion/none-at-all",
    private_key_jwt_client,
    spec=["rfc6749:3.2.1", "core:9"],
    needs=NEEDS,
)
def test_a_client_with_a_key_gets_no_tokens_without_assertion(op: Op) -> Proofs:
    """A proof that may be left out protects nothing."""
    yield by_id(op.target.client_id)


@refused_proofs(
    "client-assertion/embedded-key",
    private_key_jwt_client,
    spec=["rfc7515:4.1.3", "rfc8725:3.10", "rfc7523:3"],
    needs=NEEDS,
)
def test_an_assertion_that_brings_its_own_key_gives_no_tokens(op: Op) -> Proofs:
    """Anybody can sign with a key of their own."""
    key = strangers_key()
    yield by_assertion(signed_with(op.rp.assertion(), key, jwk=public_jwk(key)))
    yield by_assertion(signed_with(op.rp.assertion(), key, x5c=[der_text(key)]))


@check(
    "client-assertion/remote-key",
    spec=["rfc7515:4.1.2", "rfc8725:3.10", "rfc7523:3"],
    level=MUST,
    severity=CRITICAL,
    run_class=NOISY,
    remedy="Take the keys of clients from their registration alone, never from a JWT's header.",
    needs=NEEDS,
)
def test_a_key_that_an_assertion_points_to_is_neither_fetched_nor_believed(op: Op) -> None:
    """Anybody can publish a key, and have the provider call any address."""
    client, key = private_key_jwt_client(op), strangers_key()
    path = "/ssoproof-stranger-jwks"
    url = op.listener().publish(path, json.dumps({"keys": [public_jwk(key) | {"kid": "stranger"}]}))
    for name in ("jku", "x5u"):
        expect_proof_refused(client, pointing(client, key, name, url))
    called = [request.method for request in op.listener().behind_answer(path)]
    if called:
        where = "requests for the key that an assertion points to"
        raise Tolerated("none", ", ".join(called), where, "It was fetched, and not believed.")


def pointing(client: Op, key: RSAKey, name: str, url: str) -> Callable[[], Authentication]:
    """Makes assertions of the client by `key`, whose header says by `name` where it is."""

    def prove() -> Authentication:
        header = {name: url, "kid": "stranger"}
        return by_assertion(signed_with(client.rp.assertion(), key, **header))

    return prove


@refused_proofs(
    "client-assertion/kid",
    private_key_jwt_client,
    spec=["rfc7523:3", "rfc8725:3.10", "rfc7515:4.1.4"],
    severity=HIGH,
    needs=NEEDS,
)
def test_an_assertion_with_a_hostile_kid_gives_no_tokens(op: Op) -> Proofs:
    """A kid that becomes a path, a query or a command lets the attacker choose the key."""
    for kid in KIDS:
        yield by_assertion(maced(op.rp.assertion(), b"", kid=kid))


@check(
    "client-assertion/kid-errors",
    spec=["rfc8725:3.10", "rfc6749:5.2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Look kids up among the registered keys, and answer an unknown one with invalid_client.",
    needs=NEEDS,
)
def test_a_hostile_kid_breaks_nothing(op: Op) -> None:
    """An internal error shows that the value reached something that it must not reach."""
    client = private_key_jwt_client(op)
    exchanged(client)
    for kid in KIDS:
        token = signed_with(client.rp.assertion(), strangers_key(), kid=kid)
        status = present_proof(client, by_assertion(token)).status
        expect(status < 500, "an OAuth error", f"HTTP {status}", where=f"answer to kid {kid}")


@check(
    "client-assertion/zero-signature",
    spec=["rfc8725:3.3", "rfc7518:3.4"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Update the library that verifies ECDSA signatures (CVE-2022-21449).",
    needs=["code", "private_key_jwt-es256", "registration"],
)
def test_an_ecdsa_signature_of_zeros_gives_no_tokens(op: Op) -> None:
    """To a broken library it is right for every key and every message."""
    jwks = {"keys": [elliptic_jwk("ssoproof-ec"), op.rp.key.public_jwk()]}
    client = registered(op, token_endpoint_auth_method="private_key_jwt", jwks=jwks)  # noqa: S106 - the name of a method
    kid = "ssoproof-ec"
    expect_proof_refused(client, lambda: by_assertion(zero_signed(client.rp.assertion(), kid)))


@refused_proofs(
    "client-assertion/critical-header",
    private_key_jwt_client,
    spec=["rfc7515:4.1.11"],
    severity=MEDIUM,
    needs=NEEDS,
)
def test_an_assertion_with_an_unknown_critical_header_gives_no_tokens(op: Op) -> Proofs:
    """Its sender says that it must not be used by who does not understand it."""
    yield by_assertion(signed(op.rp.assertion(), op.rp.key, crit=["ssoproof"], ssoproof=True))


@refused_proofs(
    "client-assertion/unencoded-payload",
    private_key_jwt_client,
    spec=["rfc7797:7"],
    level=SHOULD,
    severity=LOW,
    needs=NEEDS,
)
def test_an_assertion_whose_payload_is_not_encoded_gives_no_tokens(op: Op) -> Proofs:
    """Its payload is one text to the library that verifies it, and another to who decodes it."""
    yield by_assertion(signed(op.rp.assertion(), op.rp.key, crit=["b64"], b64=False))


@refused_proofs(
    "client-assertion/compact-form",
    private_key_jwt_client,
    spec=["rfc7519:1", "rfc7519:7.2", "rfc7523:3"],
    severity=HIGH,
    needs=NEEDS,
)
def test_an_assertion_in_another_form_than_compact_gives_no_tokens(op: Op) -> Proofs:
    """Where one part of a library reads JSON and another splits at dots, a signature proves
    other claims than those that are used.
    """
    right = signed_assertion(op.rp.assertion(), op)
    yield by_assertion(flattened_json(right))
    yield by_assertion(both_ways(signed_assertion(op.rp.assertion(), op), op.rp.assertion()))
    yield by_assertion(f"{signed_assertion(op.rp.assertion(), op)}.ssoproof")


@check(
    "client-assertion/encryption-cost",
    spec="rfc7518:4.8.1.2",
    level=MAY,
    severity=HIGH,
    run_class=NOISY,
    remedy="Refuse encrypted assertions, or those whose key takes long to derive, before deriving.",
    needs=NEEDS,
)
def test_an_assertion_that_is_costly_to_decrypt_is_refused_at_once(op: Op) -> None:
    """One small request would keep the provider busy for minutes."""
    client = private_key_jwt_client(op)
    exchanged(client)
    clock = client.target.clock
    began = clock.now()
    expect_decided(
        present_proof(client, by_assertion(encrypted_by_password(2_000_000_000))),
        "The token endpoint",
    )
    took = clock.now() - began
    expect(took < SLOW_S, f"less than {SLOW_S:g} s", f"{took:.1f} s", where="token response")
