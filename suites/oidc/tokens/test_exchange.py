"""Tokens that are traded for others: RFC 8693."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.login import refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.registration import newly_registered
from suites.protocol.tokens.exchanges import expect_error
from suites.protocol.tokens.grants import (
    CODE,
    expect_tokens,
    own_grant,
    token_request,
    without_proof,
)
from suites.protocol.tokens.refresh import NO_SUCH_TOKEN
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Document, NotApplicable, expect, expect_decided, presuming

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - the name of a kind
WHERE = "token exchange response"
NEEDS = ["token-exchange", "code"]
ELSEWHERE = "https://elsewhere.example/api"
WIDER = "phone"


def exchange_token(op: Op, token: str, **fields: str) -> Reply:
    """The answer to a client that trades an access token."""
    subject = {"subject_token": token, "subject_token_type": ACCESS_TOKEN}
    return token_request(op, GRANT_TYPE, **subject, **fields)


@remembered
def own_token_exchanged(client: Op) -> tuple[str, Reply]:
    """An access token of the client, and the answer to its exchange."""
    token = own_grant(client, "token exchange", scope="openid").access_token
    return token, exchange_token(client, token)


def token_exchange(op: Op) -> tuple[Op, str, Document]:
    """A client that may trade tokens, one of its own, and what it got for it.

    The target's client, or one that registers itself. Raises NotApplicable if neither may.
    """
    client = op
    token, reply = own_token_exchanged(client)
    if 400 <= reply.status < 500:
        client = newly_registered(op, grant_types=[CODE, GRANT_TYPE])
        token, reply = own_token_exchanged(client)
    expect_decided(reply, "The token endpoint")
    if reply.status != 200:
        raise NotApplicable(f"No client may trade tokens: {refusal_in_words(reply)}.")
    with presuming():
        return client, token, expect_tokens(reply, WHERE)


@check(
    "token-exchange/response",
    spec="rfc8693:2.2.1",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Report to the provider's maker: issued_token_type is required.",
    needs=NEEDS,
)
def test_a_token_exchange_tells_what_kind_of_token_it_gave(op: Op) -> None:
    """The client sends a token of one kind where another belongs."""
    tokens = token_exchange(op)[2]
    for name in ("access_token", "issued_token_type", "token_type"):
        tokens.string(name)


@check(
    "token-exchange/foreign-token",
    spec=["rfc8693:2.1", "rfc8693:5"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let a client exchange its own tokens, and those that are meant for it.",
    needs=NEEDS,
)
def test_a_client_cannot_exchange_the_token_of_another(op: Op) -> None:
    """An API that gets a token makes one for everything else of it."""
    client = token_exchange(op)[0]
    owner = newly_registered(op) if client is op else op
    token = own_grant(owner, "subject of a foreign token exchange").access_token
    expect_refused_exchange(exchange_token(client, token))


@check(
    "token-exchange/unknown-token",
    spec="rfc8693:2.2.2",
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Let the token endpoint look up, or verify, the subject_token.",
    needs=NEEDS,
)
def test_a_made_up_token_is_not_exchanged(op: Op) -> None:
    """Anybody who is a client gets tokens for any user."""
    expect_refused_exchange(exchange_token(token_exchange(op)[0], NO_SUCH_TOKEN))


@check(
    "token-exchange/error",
    spec="rfc8693:2.2.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the token endpoint answer a bad subject_token with invalid_request.",
    needs=NEEDS,
)
def test_a_made_up_token_is_answered_with_invalid_request(op: Op) -> None:
    """The developer of a client looks for the fault in the wrong place."""
    reply = exchange_token(token_exchange(op)[0], NO_SUCH_TOKEN)
    with presuming():
        expect_refused_exchange(reply)
    expect_error(reply, "invalid_request", "invalid_grant")


@check(
    "token-exchange/scope-growth",
    spec=["rfc8693:2.1", "rfc8693:5"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let a token exchange give no more scopes than the subject token has.",
    needs=NEEDS,
)
def test_a_token_exchange_cannot_widen_the_scope(op: Op) -> None:
    """The user agreed to less than the client gets by trading."""
    client, token, _ = token_exchange(op)
    reply = exchange_token(client, token, scope=f"openid {WIDER}")
    expect_decided(reply, "The token endpoint")
    if 400 <= reply.status < 500:
        return
    with presuming():
        told = expect_tokens(reply, WHERE).get("scope")
    words = told.split() if isinstance(told, str) else ["openid", WIDER]
    expect(WIDER not in words, "openid alone", " ".join(words), where=f"{WHERE}, scope")


@check(
    "token-exchange/unknown-target",
    spec=["rfc8693:2.2.2", "rfc8707:2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let a token exchange for a service that nobody configured end with invalid_target.",
    needs=NEEDS,
)
def test_a_token_for_an_unknown_service_is_not_given(op: Op) -> None:
    """A client makes tokens for services that it has nothing to do with."""
    client, token, _ = token_exchange(op)
    expect_refused_exchange(exchange_token(client, token, resource=ELSEWHERE))


@check(
    "token-exchange/without-authentication",
    spec=["rfc8693:2.1", "rfc6749:3.2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the token endpoint authenticate confidential clients at a token exchange.",
    needs=NEEDS,
)
def test_a_confidential_client_exchanges_nothing_without_its_secret(op: Op) -> None:
    """Whoever finds a token trades it in the name of the client."""
    client, token, _ = token_exchange(op)
    if not client.target.client_secret:
        raise NotApplicable("The client that may trade tokens is public.")
    expect_refused_exchange(exchange_token(without_proof(client), token))
