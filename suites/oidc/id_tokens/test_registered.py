"""ID Tokens as a client registered for them: Registration section 2."""

from typing import Any

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, STATEFUL
from suites.op.login import Login
from suites.op.op import Op
from suites.protocol.clients.registration import presume_granted, register, registered, registration
from suites.protocol.signatures.signatures import algorithm_of, expect_signature
from suites.verdicts.expect import (
    NotApplicable,
    Tolerated,
    expect,
    expect_decided,
    expect_equal,
    expect_in,
    expect_json_object,
    presuming,
)

ALG = "id_token_signed_response_alg"
SUPPORTED = "id_token_signing_alg_values_supported"
WHERE = "ID Token of a registered client"
IMPLICIT: dict[str, Any] = {"response_types": ["id_token"], "grant_types": ["implicit"]}


def presume_algorithm(op: Op) -> None:
    """The application's own ID Token is signed as announced. Raises NotRun."""
    algorithm, announced = algorithm_of(op.login().id_token), op.listed(SUPPORTED)
    with presuming():
        expect_in(algorithm, announced or ["RS256"], where="ID Token, alg")


def login_by(op: Op, algorithm: str) -> tuple[Op, Login]:
    """A login of a client that registered for `algorithm`, and whose it was.

    Raises NotApplicable if the provider does not offer it, or registered the client for another.
    """
    if algorithm not in op.listed(SUPPORTED):
        raise NotApplicable(f"{SUPPORTED} does not list {algorithm!r}.")
    presume_algorithm(op)
    wanted = {ALG: algorithm}
    presume_granted(registration(op, **wanted), ALG)
    client = registered(op, **wanted)
    return client, client.login()


@check(
    "id-token/registered-default",
    spec=["registration:2", "core:15.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Let RS256 be the default of id_token_signed_response_alg.",
)
def test_a_client_that_registers_no_algorithm_gets_id_tokens_by_rs256(op: Op) -> None:
    """RS256 is the one algorithm that every client can verify."""
    presume_algorithm(op)
    token = registered(op).login().id_token
    expect_equal(algorithm_of(token), "RS256", where=f"{WHERE}, alg")


@check(
    "id-token/registered-rs256",
    spec="registration:2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Let the provider sign with the algorithm that the client registered for.",
)
def test_a_client_that_registers_rs256_gets_id_tokens_by_rs256(op: Op) -> None:
    """A client that takes only what it registered for refuses every login."""
    _, login = login_by(op, "RS256")
    expect_equal(algorithm_of(login.id_token), "RS256", where=f"{WHERE}, alg")


@check(
    "id-token/registered-es256",
    spec="registration:2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy="Let the provider sign with the algorithm that the client registered for.",
)
def test_a_client_that_registers_es256_gets_id_tokens_by_es256(op: Op) -> None:
    """A client that takes only what it registered for refuses every login."""
    _, login = login_by(op, "ES256")
    expect_equal(algorithm_of(login.id_token), "ES256", where=f"{WHERE}, alg")


@check(
    "id-token/registered-es256-signature",
    spec=["core:2", "core:10.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Let the provider publish the key that it signs ES256 with.",
)
def test_the_signature_by_es256_is_by_a_published_key(op: Op) -> None:
    """A client that checks signatures refuses every login; one that does not is open."""
    with presuming():
        expect_signature(op, op.login().id_token, where="ID Token, signature")
    client, login = login_by(op, "ES256")
    expect_signature(client, login.id_token, where=f"{WHERE}, signature")


@check(
    "id-token/unsigned-as-registered",
    spec=["registration:2", "core:2"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy="Let the provider honour the algorithm none, or not offer it at all, which is better.",
)
def test_a_client_that_registers_none_gets_id_tokens_without_signature(op: Op) -> None:
    """What the provider announces is not what it does: clients that trust it fail."""
    _, login = login_by(op, "none")
    expect_equal(algorithm_of(login.id_token), "none", where=f"{WHERE}, alg")


@check(
    "id-token/unsigned-in-front-channel",
    spec=["registration:2", "core:2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=["registration", "implicit"],
    remedy="Let the provider refuse id_token_signed_response_alg=none for clients that get ID "
    "Tokens through the browser.",
)
def test_no_implicit_client_can_register_for_unsigned_id_tokens(op: Op) -> None:
    """In the browser anybody can write such an ID Token, and log in as anybody."""
    registration(op, **IMPLICIT)
    reply = register(op, **IMPLICIT, **{ALG: "none"})
    expect_decided(reply)
    if reply.status in (200, 201):
        with presuming():
            given = expect_json_object(reply, where="registration response").get(ALG)
        if given == "none":
            expect_unsigned_by_nobody(op)


def expect_unsigned_by_nobody(op: Op) -> None:
    """A client that registered for `none` gets an ID Token that is signed all the same."""
    expected, told = "a refusal", "registered for none"
    client = registered(op, **IMPLICIT, **{ALG: "none"})
    try:
        algorithm = algorithm_of(client.login("implicit").id_token)
    except NotApplicable:
        why = "The provider refuses every login of such a client."
        raise Tolerated(expected, told, "registration response", why) from None
    expect(algorithm != "none", expected, told, where="registration response")
    why = f"What the client gets through the browser is signed by {algorithm} all the same."
    raise Tolerated(expected, told, "registration response", why)
