"""The authentication of a confidential client at the token endpoint: RFC 6749 2.3 and 3.2.1."""

from fakes.relying_party.authentication import by_id
from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MUST, STATEFUL
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import confidential, exchange_with, with_other_secret
from suites.protocol.tokens.exchanges import exchanged
from suites.protocol.tokens.refusals import expect_refused_exchange, expect_token_error
from suites.verdicts.expect import presuming

NO_SUCH_SECRET = "ssoproof-no-such-secret"  # noqa: S105 - of nobody
CHECKED = "Let the token endpoint check the client's secret at each exchange."
NEEDS = "code"


@remembered
def authenticated(op: Op, secret: str | None) -> Reply:
    """The answer to a right code with this secret by HTTP Basic, or with none."""
    client = confidential(op)
    named = by_id(client.target.client_id)
    proof = named if secret is None else with_other_secret(client, secret)
    exchanged(client)
    return exchange_with(client, proof)


@check(
    "token/wrong-secret",
    spec=["rfc6749:3.2.1", "rfc6749:2.3.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=CHECKED,
    needs=NEEDS,
)
def test_a_code_with_a_wrong_secret_gives_no_tokens(op: Op) -> None:
    """Whoever finds a code of a confidential client could exchange it."""
    expect_refused_exchange(authenticated(op, NO_SUCH_SECRET))


@check(
    "token/wrong-secret-error",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the token endpoint answer a wrong secret with HTTP 401, JSON and invalid_client.",
    needs=NEEDS,
)
def test_a_wrong_secret_is_answered_with_invalid_client(op: Op) -> None:
    """An operator with a wrong OIDC_CLIENT_SECRET looks for the fault in the wrong place."""
    reply = authenticated(op, NO_SUCH_SECRET)
    with presuming():
        expect_refused_exchange(reply)
    expect_token_error(reply, "invalid_client")


@check(
    "token/empty-secret",
    spec=["rfc6749:3.2.1", "rfc6749:2.3.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=CHECKED,
    needs=NEEDS,
)
def test_a_code_with_an_empty_secret_gives_no_tokens(op: Op) -> None:
    """An empty secret must not be taken for the secret of a client that has one."""
    expect_refused_exchange(authenticated(op, ""))


@check(
    "token/no-secret",
    spec=["rfc6749:3.2.1", "rfc6749:4.1.3"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=CHECKED,
    needs=NEEDS,
)
def test_a_confidential_client_gets_no_tokens_without_authentication(op: Op) -> None:
    """A secret that may be left out protects nothing."""
    expect_refused_exchange(authenticated(op, None))
