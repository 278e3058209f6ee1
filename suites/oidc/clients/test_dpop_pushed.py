"""Pushed requests that bind their code to a key: RFC 9449 section 10.1."""

from dataclasses import replace

from fakes.relying_party.party import AuthorizationRequest
from fakes.relying_party.request_object import by_reference
from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MUST, STATEFUL
from suites.oidc.clients.dpop import (
    Proof,
    bound_tokens,
    code_with_proof,
    proved,
    thumbprint_of_key,
    with_nonce,
)
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.pushed_requests import (
    expect_push_refused,
    members_of_push,
    presume_pushed_requests,
    push,
)
from suites.protocol.authorization.requests import visit
from suites.protocol.clients.authentication import confidential
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotRun, expect_status, presuming

NEEDS = ["dpop", "code", "par"]
REMEDY = "Bind the code to the key that a pushed request names in dpop_jkt, or proves."


def pushing_client(op: Op) -> Op:
    """A client that pushes its requests and gets bound tokens."""
    client = confidential(op)
    bound_tokens(client)
    presume_pushed_requests(client)
    return client


def pushed_by(
    op: Op, proof: Proof | None = None, **named: str
) -> tuple[AuthorizationRequest, Reply]:
    """A request that was pushed, with a proof or with what names a key, and the answer."""
    request = op.rp.authorization_request("pkce")
    url = op.endpoint("pushed_authorization_request_endpoint")

    def send(nonce: str) -> Reply:
        own = op.rp.authentication()
        headers = [("dpop", proved(op, "POST", url, nonce, proof))] if proof else []
        return push(op, request, replace(own, headers=[*own.headers, *headers]), **named)

    return request, with_nonce(send)


def exchanged_by(op: Op, key: str, proof: Proof | None = None, **named: str) -> Reply:
    """The answer to `key` and the code of a pushed request that is bound to the own key."""
    request, reply = pushed_by(op, proof, **named)
    with presuming():
        asked = by_reference(request, members_of_push(reply).string("request_uri"))
    landing = visit(op, asked)
    if "code" not in landing.params:
        raise NotRun(f"No authorization code was given: {outcome_in_words(landing)}")
    return code_with_proof(op, request, landing.params["code"], Proof(key=key))


def expect_bound(op: Op, proof: Proof | None = None, **named: str) -> None:
    """The code of such a request gives tokens to the own key, and none to another."""
    with presuming():
        expect_status(exchanged_by(op, "mine", proof, **named), 200, where="token response")
    expect_refused_exchange(exchanged_by(op, "another", proof, **named))


@check(
    "dpop/pushed-key",
    spec=["rfc9449:10", "rfc9449:10.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=REMEDY,
    needs=NEEDS,
)
def test_a_pushed_request_that_names_a_key_binds_its_code_to_it(op: Op) -> None:
    """A thief binds the tokens of a stolen code to a key of his own."""
    expect_bound(pushing_client(op), dpop_jkt=thumbprint_of_key("mine"))


@check(
    "dpop/pushed-proof",
    spec="rfc9449:10.1",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=REMEDY,
    needs=NEEDS,
)
def test_a_pushed_request_that_proves_a_key_binds_its_code_to_it(op: Op) -> None:
    """A thief binds the tokens of a stolen code to a key of his own."""
    expect_bound(pushing_client(op), Proof())


@check(
    "dpop/pushed-mismatch",
    spec="rfc9449:10.1",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Refuse pushed requests whose dpop_jkt is not the key of their proof.",
    needs=NEEDS,
)
def test_a_pushed_request_that_names_another_key_than_it_proves_is_refused(op: Op) -> None:
    """Which key the code is bound to is for the provider's mood to decide."""
    client = pushing_client(op)
    _, right = pushed_by(client, Proof(), dpop_jkt=thumbprint_of_key("mine"))
    with presuming():
        members_of_push(right)
    _, reply = pushed_by(client, Proof(), dpop_jkt=thumbprint_of_key("another"))
    expect_push_refused(reply)
