"""Client assertions: what a JWT that speaks for a client must say (RFC 7523, Core section 9)."""

from fakes.people import ATTACKER
from fakes.relying_party.authentication import Authentication, by_assertion, by_header
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.clients.authentication import (
    Proofs,
    client_secret_jwt_client,
    confidential,
    error_of,
    exchange_with,
    expect_login,
    expect_proof_refused,
    own_assertion,
    private_key_jwt_client,
    refused_proofs,
    second_client,
    signed_assertion,
)
from suites.protocol.clients.registration import as_far_as_granted
from suites.protocol.signatures.forgery import unsigned
from suites.protocol.tokens.exchanges import exchanged
from suites.verdicts.expect import expect, expect_decided, presuming

PROCESSING = ("rfc7523:3", "core:9")
NEEDS = ["code", "private_key_jwt", "registration"]
HOUR = 3600
YEAR = 365 * 24 * HOUR


@check(
    "client-assertion/private-key-jwt",
    spec=["core:9", "rfc7523:2.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let clients that registered private_key_jwt authenticate by it.",
    needs=NEEDS,
)
def test_a_client_that_registered_private_key_jwt_gets_tokens(op: Op) -> None:
    """An application is told that it may, and cannot log anybody in."""
    client, asked = private_key_jwt_client(op), {"token_endpoint_auth_method": "private_key_jwt"}
    with as_far_as_granted(op, "jwks", **asked):
        expect_login(op, client)


@check(
    "client-assertion/client-secret-jwt",
    spec=["core:9", "rfc7523:2.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let clients that registered client_secret_jwt authenticate by it.",
    needs=["code", "client_secret_jwt", "registration"],
)
def test_a_client_that_registered_client_secret_jwt_gets_tokens(op: Op) -> None:
    """An application is told that it may, and cannot log anybody in."""
    expect_login(op, client_secret_jwt_client(op))


@check(
    "client-assertion/issuer-as-audience",
    spec=["fapi2:5.3.2.1", "core:9"],
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Accept client assertions whose aud is the issuer.",
    needs=NEEDS,
)
def test_an_assertion_whose_aud_is_the_issuer_is_accepted(op: Op) -> None:
    """An assertion for an endpoint's URL can be asked for by a malicious provider."""
    client = private_key_jwt_client(op)
    exchanged(client)
    reply = own_assertion(client, op.target.issuer)
    expect_decided(reply, "The token endpoint")
    error = error_of(reply)
    expect(error != "invalid_client", "not invalid_client", error, where="token response, error")


@refused_proofs(
    "client-assertion/audience", private_key_jwt_client, spec=PROCESSING, severity=HIGH, needs=NEEDS
)
def test_an_assertion_for_another_provider_gives_no_tokens(op: Op) -> Proofs:
    """Any other provider that the application uses could log in here in its name."""
    for audience in (f"https://{ATTACKER}", f"{op.target.issuer}.{ATTACKER}", "", op.target.host):
        yield by_assertion(signed_assertion(op.rp.assertion() | {"aud": audience}, op))


@refused_proofs(
    "client-assertion/audience-list",
    private_key_jwt_client,
    spec=["rfc7523:3"],
    level=MAY,
    severity=MEDIUM,
    needs=NEEDS,
    remedy="Accept client assertions for this provider alone, whose aud is one string.",
)
def test_an_assertion_for_other_providers_too_gives_no_tokens(op: Op) -> Proofs:
    """Each provider in the list can use the assertion at all others."""
    audience = [f"https://{ATTACKER}", op.rp.issuer]
    yield by_assertion(signed_assertion(op.rp.assertion() | {"aud": audience}, op))


@refused_proofs(
    "client-assertion/expired",
    private_key_jwt_client,
    spec=PROCESSING,
    severity=MEDIUM,
    needs=NEEDS,
)
def test_an_expired_assertion_gives_no_tokens(op: Op) -> Proofs:
    """Whatever leaks from an old log would be good for ever."""
    now = int(op.target.clock.now())
    yield by_assertion(
        signed_assertion(op.rp.assertion() | {"iat": now - 2 * HOUR, "exp": now - HOUR}, op)
    )


@refused_proofs(
    "client-assertion/no-expiry",
    private_key_jwt_client,
    spec=PROCESSING,
    severity=MEDIUM,
    needs=NEEDS,
)
def test_an_assertion_without_exp_gives_no_tokens(op: Op) -> Proofs:
    """What never expires is a password that travels."""
    claims = {name: value for name, value in op.rp.assertion().items() if name != "exp"}
    yield by_assertion(signed_assertion(claims, op))


@refused_proofs(
    "client-assertion/not-yet-valid",
    private_key_jwt_client,
    spec=["rfc7523:3", "rfc7519:4.1.5"],
    severity=LOW,
    needs=NEEDS,
)
def test_an_assertion_before_its_nbf_gives_no_tokens(op: Op) -> Proofs:
    """Assertions that were made in advance would be good too early."""
    now = int(op.target.clock.now())
    yield by_assertion(
        signed_assertion(op.rp.assertion() | {"nbf": now + HOUR, "exp": now + 2 * HOUR}, op)
    )


@refused_proofs(
    "client-assertion/far-expiry",
    private_key_jwt_client,
    spec=["rfc7523:3"],
    level=MAY,
    severity=LOW,
    needs=NEEDS,
    remedy="Refuse client assertions that would be valid for longer than some minutes.",
)
def test_an_assertion_for_years_gives_no_tokens(op: Op) -> Proofs:
    """A stolen assertion is as good as the key, until somebody notices."""
    now = int(op.target.clock.now())
    yield by_assertion(signed_assertion(op.rp.assertion() | {"exp": now + 10 * YEAR}, op))


@check(
    "client-assertion/replay",
    spec=["core:9", "rfc7523:3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Remember the jti of each client assertion until its exp, and refuse it a second time.",
    needs=NEEDS,
)
def test_an_assertion_works_once(op: Op) -> None:
    """Whoever sees one in a log or on its way can be the application."""
    client = private_key_jwt_client(op)
    proof = by_assertion(signed_assertion(client.rp.assertion(), client))
    with presuming():
        first = exchange_with(client, proof)
        expect(first.status == 200, "HTTP 200", first.status, where="first use")
    expect_proof_refused(client, lambda: proof)


@refused_proofs(
    "client-assertion/issuer-and-subject", private_key_jwt_client, spec=PROCESSING, needs=NEEDS
)
def test_an_assertion_whose_iss_or_sub_is_another_gives_no_tokens(op: Op) -> Proofs:
    """One client could speak for another."""
    other = second_client(op).target.client_id
    yield by_assertion(signed_assertion(op.rp.assertion() | {"iss": other}, op))
    yield by_assertion(signed_assertion(op.rp.assertion() | {"iss": f"https://{ATTACKER}"}, op))
    yield by_assertion(signed_assertion(op.rp.assertion() | {"sub": other}, op))


@check(
    "client-assertion/other-client",
    spec=["rfc7521:4.2", "rfc7523:3"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Refuse requests whose client_id is not the client of the assertion.",
    needs=NEEDS,
)
def test_a_client_id_beside_the_assertion_of_another_client_is_refused(op: Op) -> None:
    """The provider checks the assertion of one client, and gives tokens of the other."""
    attacker, victim = private_key_jwt_client(op), confidential(op)
    exchanged(attacker)

    def prove() -> Authentication:
        proof = by_assertion(signed_assertion(attacker.rp.assertion(), attacker))
        return Authentication([], {**proof.form, "client_id": victim.target.client_id})

    expect_proof_refused(victim, prove)


@refused_proofs(
    "client-assertion/id-token", private_key_jwt_client, spec=PROCESSING, severity=HIGH, needs=NEEDS
)
def test_an_id_token_is_no_client_assertion(op: Op) -> Proofs:
    """Every user of the application has one, and would be the application itself."""
    with presuming():
        id_token = op.login().tokens.string("id_token")
    proof = by_assertion(id_token)
    yield proof
    yield Authentication([], {**proof.form, "client_id": op.target.client_id})


@refused_proofs(
    "client-assertion/beside-a-secret",
    confidential,
    spec=["rfc6749:2.3", "rfc6749:5.2"],
    level=SHOULD,
    severity=HIGH,
    needs=["code", "private_key_jwt", "client_secret_basic"],
    remedy="Refuse requests that authenticate the client in more than one way.",
)
def test_an_unsigned_assertion_beside_a_right_secret_is_refused(op: Op) -> Proofs:
    """What the assertion says, unproven, may decide which client policies apply."""
    right = by_header(op.target.client_id, op.target.client_secret)
    yield Authentication(right.headers, by_assertion(unsigned(op.rp.assertion())).form)
