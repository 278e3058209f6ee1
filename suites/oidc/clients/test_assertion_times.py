"""Client assertions whose client has a clock that is ahead (FAPI 2.0 section 5.3.2.1)."""

from typing import Any

from fakes.relying_party.authentication import by_assertion
from suites.checks.check import check
from suites.checks.words import LOW, MAY, STATEFUL
from suites.op.op import Op
from suites.protocol.clients.authentication import (
    Proofs,
    error_of,
    present_proof,
    private_key_jwt_client,
    refused_proofs,
    signed_assertion,
)
from suites.protocol.tokens.exchanges import exchanged
from suites.verdicts.expect import expect, expect_decided

NEEDS = ["code", "private_key_jwt", "registration"]
TIMES = ("iat", "nbf")
# Ten seconds have to be accepted, more than sixty refused.
SLIGHTLY_S = 8
GROSSLY_S = 90


def ahead(op: Op, name: str, seconds: int) -> dict[str, Any]:
    """The claims of an assertion, one of its times so many seconds ahead."""
    moment = int(op.target.clock.now()) + seconds
    return op.rp.assertion() | {name: moment, "exp": moment + 60}


@check(
    "client-assertion/clock-ahead",
    spec="fapi2:5.3.2.1",
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Accept client assertions whose iat or nbf is up to ten seconds ahead.",
    needs=NEEDS,
)
def test_an_assertion_of_a_clock_that_is_seconds_ahead_is_accepted(op: Op) -> None:
    """No two clocks agree, and the application logs nobody in on some days."""
    client = private_key_jwt_client(op)
    exchanged(client)
    for name in TIMES:
        claims = ahead(client, name, SLIGHTLY_S)
        reply = present_proof(client, by_assertion(signed_assertion(claims, client)))
        expect_decided(reply, "The token endpoint")
        error = error_of(reply)
        where = f"token response to an assertion whose {name} is {SLIGHTLY_S} s ahead, error"
        expect(error != "invalid_client", "not invalid_client", error, where=where)


@refused_proofs(
    "client-assertion/future",
    private_key_jwt_client,
    spec=["fapi2:5.3.2.1", "rfc7523:3"],
    level=MAY,
    severity=LOW,
    needs=NEEDS,
    remedy="Refuse client assertions whose iat or nbf is more than a minute ahead.",
)
def test_an_assertion_that_is_more_than_a_minute_ahead_gives_no_tokens(op: Op) -> Proofs:
    """Whoever holds the key for a moment makes assertions for later."""
    for name in TIMES:
        yield by_assertion(signed_assertion(ahead(op, name, GROSSLY_S), op))
