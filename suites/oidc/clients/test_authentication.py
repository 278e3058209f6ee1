"""How clients prove themselves: each offered method works, and no other proof does.

RFC 6749 section 2.3, Core section 9. See test_token_client for the secret of the application.
"""

import base64

from fakes.relying_party.authentication import Authentication, by_form, by_header
from fakes.wire.errors import Busy
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.op.login import refusal_in_words
from suites.op.op import Op
from suites.protocol.clients.authentication import (
    CHECKED,
    Proofs,
    by_method,
    confidential,
    expect_login,
    expect_proof_refused,
    present_proof,
    refused_proofs,
    second_client,
    with_other_secret,
)
from suites.protocol.clients.registration import registered
from suites.protocol.tokens.exchanges import bits_of, exchanged, expect_unguessable, failed_exchange
from suites.protocol.tokens.grants import other_party
from suites.protocol.tokens.refusals import expect_refused_exchange, expect_token_error
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    Tolerated,
    expect,
    expect_status,
    presuming,
)

EXACT = "Let the token endpoint compare secrets octet by octet, in their whole length."
SECRET = ("rfc6749:2.3.1", "rfc6749:3.2.1")
UNKNOWN = "ssoproof-no-such-client"
TRIES = 30
# RFC 6749 section 10.10.
UNGUESSABLE_BITS = 128


@check(
    "client-authentication/client-secret-post",
    spec=["core:9", "rfc6749:2.3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let clients that registered client_secret_post send their secret in the form.",
    needs=["code", "client_secret_post", "registration"],
)
def test_a_client_that_registered_client_secret_post_gets_tokens(op: Op) -> None:
    """An application is told that it may, and cannot log anybody in."""
    expect_login(op, by_method(op, "client_secret_post"))


@check(
    "client-authentication/client-secret-basic",
    spec=["core:9", "rfc6749:2.3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let clients that registered client_secret_basic send their secret by HTTP Basic.",
    needs=["code", "client_secret_basic", "registration"],
)
def test_a_client_that_registered_client_secret_basic_gets_tokens(op: Op) -> None:
    """The method that every provider has to support for secrets would not work."""
    expect_login(op, by_method(op, "client_secret_basic"))


@refused_proofs(
    "client-authentication/secret-case",
    confidential,
    spec=SECRET,
    severity=HIGH,
    needs="code",
    remedy=EXACT,
)
def test_a_secret_in_other_case_gives_no_tokens(op: Op) -> Proofs:
    """A comparison without case makes a secret far easier to guess."""
    swapped = op.target.client_secret.swapcase()
    if swapped == op.target.client_secret:
        raise NotApplicable("The secret has no letters.")
    yield with_other_secret(op, swapped)


@refused_proofs(
    "client-authentication/secret-blanks",
    confidential,
    spec=SECRET,
    severity=MEDIUM,
    needs="code",
    remedy=EXACT,
)
def test_a_secret_with_blanks_around_it_gives_no_tokens(op: Op) -> Proofs:
    """What is stripped before a comparison is not compared: where it ends is the vendor's guess."""
    yield with_other_secret(op, f" {op.target.client_secret} ")


@refused_proofs(
    "client-authentication/secret-part",
    confidential,
    spec=SECRET,
    severity=HIGH,
    needs="code",
    remedy=EXACT,
)
def test_a_part_of_a_secret_gives_no_tokens(op: Op) -> Proofs:
    """Hashes that stop after some octets, or at a NUL, let a beginning stand for the whole."""
    secret = op.target.client_secret
    yield with_other_secret(op, secret[:-1])
    yield with_other_secret(op, f"{secret}\0ssoproof")
    if len(secret) > 72:
        yield with_other_secret(op, secret[:72])


@refused_proofs(
    "client-authentication/secret-of-another",
    confidential,
    spec=SECRET,
    needs="code",
    remedy=CHECKED,
)
def test_the_secret_of_another_client_gives_no_tokens(op: Op) -> Proofs:
    """Any client of the provider could speak in the name of any other."""
    yield with_other_secret(op, second_client(op).target.client_secret)


@check(
    "client-authentication/two-clients",
    spec=["rfc6749:4.1.3", "rfc6749:2.3"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=CHECKED,
    needs="code",
)
def test_a_client_cannot_exchange_the_code_of_another_by_its_client_id(op: Op) -> None:
    """One part of the provider checks the header, another believes the form."""
    client = confidential(op)
    exchanged(client)
    proof = other_party(op).rp.authentication()
    request, code = client.fresh_code()
    headers, form = client.rp.token_request(request, code, proof, client_id=client.rp.client_id)
    expect_refused_exchange(client.token_request(form, headers=headers))


@refused_proofs(
    "client-authentication/client-id-mismatch",
    confidential,
    spec=["rfc6749:2.3", "rfc6749:5.2"],
    level=SHOULD,
    severity=MEDIUM,
    needs=["code", "client_secret_basic"],
    remedy="Refuse requests whose client_id is not the client of the Authorization header.",
)
def test_a_client_id_beside_the_header_of_another_client_is_refused(op: Op) -> Proofs:
    """What one part of the provider takes for a client, another may take for a second one."""
    right = by_header(op.target.client_id, op.target.client_secret)
    yield Authentication(right.headers, {"client_id": second_client(op).target.client_id})


@refused_proofs(
    "client-authentication/malformed-header",
    confidential,
    spec=["rfc6749:2.3.1", "rfc7617:2"],
    severity=HIGH,
    needs=["code", "client_secret_basic"],
    remedy="Refuse a request whose Authorization header cannot be read.",
)
def test_an_authorization_header_that_cannot_be_read_is_refused(op: Op) -> Proofs:
    """Where it reads as none, the client_id of the form is believed without any secret."""
    named = {"client_id": op.target.client_id}
    alone = base64.b64encode(op.target.client_id.encode()).decode()
    for value in ("Basic", "Basic !!!", f"Basic {alone}", "Basic //79", "Basic Og==", "Unknown x"):
        yield Authentication([("authorization", value)], named)


@refused_proofs(
    "client-authentication/two-methods",
    confidential,
    spec=["rfc6749:2.3", "rfc6749:5.2"],
    level=SHOULD,
    severity=LOW,
    needs=["code", "client_secret_basic"],
    remedy="Refuse requests that authenticate the client in more than one way.",
)
def test_a_client_that_authenticates_twice_is_refused(op: Op) -> Proofs:
    """Where two proofs may differ, the weaker one decides."""
    known = (op.target.client_id, op.target.client_secret)
    yield Authentication(by_header(*known).headers, by_form(*known).form)


@check(
    "client-authentication/registered-method",
    spec=["core:9", "rfc7591:2"],
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let each client authenticate by the method that it registered, and by no other.",
    needs=["code", "client_secret_basic", "client_secret_post", "registration"],
)
def test_a_client_authenticates_by_its_registered_method_alone(op: Op) -> None:
    """A client that chose a stronger method can be attacked by the weaker one."""
    basic, post = by_method(op, "client_secret_basic"), by_method(op, "client_secret_post")
    expect_proof_refused(basic, lambda: by_form(basic.rp.client_id, basic.rp.client_secret))
    expect_proof_refused(post, lambda: by_header(post.rp.client_id, post.rp.client_secret))


@check(
    "client-authentication/secret-entropy",
    spec=["rfc6749:10.10", "rfc6819:5.1.4.2.2"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the provider make secrets of at least 128 random bits.",
    needs="registration",
)
def test_a_secret_that_the_provider_makes_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses it is the application."""
    secret = registered(op).target.client_secret
    if not secret:
        raise NotApplicable("The provider gave no secret.")
    expect_unguessable(secret, where="registration response, client_secret")


@check(
    "client-authentication/unknown-client",
    spec=["rfc6749:5.2", "wstg:4.3.4"],
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Answer an unknown client_id and a wrong secret with the same status and words.",
    needs="code",
)
def test_an_unknown_client_is_told_the_same_as_a_wrong_secret(op: Op) -> None:
    """Whoever can tell which clients exist knows where guessing pays."""
    client = confidential(op)
    with presuming():
        expect_token_error(failed_exchange(client), "invalid_grant")
    wrong = present_proof(client, by_header(client.target.client_id, f"{UNKNOWN}-secret"))
    unknown = present_proof(client, by_header(UNKNOWN, f"{UNKNOWN}-secret"))
    with presuming():
        expect_token_error(wrong, "invalid_client")
    where = "token responses to a wrong secret, and to an unknown client"
    expect_status(unknown, wrong.status, where=where)
    told = refusal_in_words(unknown)
    expect(told == refusal_in_words(wrong), refusal_in_words(wrong), told, where=where)


@check(
    "client-authentication/guessing",
    spec="rfc6749:2.3.1",
    level=MUST,
    severity=MEDIUM,
    run_class=NOISY,
    remedy="Slow down, or lock for a while, after some wrong secrets of a client.",
    needs=["code", "client_secret_basic", "registration"],
)
def test_many_wrong_secrets_slow_the_token_endpoint_down(op: Op) -> None:
    """Whoever may guess without end finds every weak secret."""
    client = registered(op, client_name="ssoproof, to be guessed")
    exchanged(client)
    try:
        told = [guessed(client, number) for number in range(TRIES)]
    except Busy:
        return
    if told[-1] != told[0]:
        return
    found = ("another answer", f"the same {TRIES} times", "wrong secrets")
    if bits_of(client.target.client_secret) < UNGUESSABLE_BITS:
        raise Mismatch(*found)
    raise Tolerated(*found, "The provider makes secrets of a length that nobody guesses.")


def guessed(op: Op, number: int) -> str:
    """What is told to a wrong secret."""
    wrong = by_header(op.rp.client_id, f"{UNKNOWN}-{number}")
    return refusal_in_words(present_proof(op, wrong))
