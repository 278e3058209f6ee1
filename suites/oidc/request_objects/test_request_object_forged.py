"""Request objects that their client did not make, or left out (RFC 9101 6.2 and 10.5, RFC 8725)."""

from fakes.relying_party.authentication import jwks_of
from fakes.relying_party.request_object import by_value
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.request_objects import (
    OBJECT,
    VENDOR,
    expect_object_refused,
    fresh_request_object,
    signer,
    signer_alone,
    visit_with_object,
)
from suites.protocol.authorization.requests import visit
from suites.protocol.authorization.responses import expect_refusal, expect_success
from suites.protocol.clients.registration import registered_as_asked
from suites.protocol.signatures.forgery import (
    damaged,
    maced,
    public_jwk,
    public_pem,
    signed,
    signed_with,
    strangers_key,
    unsigned,
)
from suites.verdicts.expect import NotRun, presuming

NEEDS = ["code", "request-object", "signed-request-object", "registration"]
SIGNATURE = ["rfc9101:6.2", "core:6.3.2"]


@check(
    "request-object/algorithm-none",
    spec=["registration:2", "rfc8725:3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Refuse request objects that are not signed by the client's registered algorithm.",
)
def test_an_unsigned_object_of_a_client_that_signs_is_refused(op: Op) -> None:
    """Anybody can make the requests that the application signs."""
    client = signer_alone(op)
    for alg in ("none", "nOnE"):
        request, claims = fresh_request_object(client)
        expect_object_refused(client, unsigned(claims, alg), request)


@check(
    "request-object/signature",
    spec=SIGNATURE,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_object_with_a_wrong_signature_is_refused(op: Op) -> None:
    """Anybody can make the requests that the application signs."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    expect_object_refused(client, damaged(signed(claims, client.rp.key)), request)
    stranger = signed_with(claims, strangers_key(), kid=client.rp.key.kid)
    expect_object_refused(client, stranger, request)


@check(
    "request-object/error",
    spec=["rfc9101:6.2", "core:3.1.2.6"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Answer request objects that are not valid with invalid_request_object.",
)
def test_a_wrong_object_is_answered_with_invalid_request_object(op: Op) -> None:
    """An operator whose key is not known looks for the fault in the wrong place."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    token = damaged(signed(claims, client.rp.key))
    landing = visit_with_object(client, token, request, redirect_uri=client.target.redirect_uri)
    with presuming():
        expect_refusal(landing)
    if not landing.left:
        raise NotRun("The provider shows the error on a page of its own.")
    expect_refusal(landing, OBJECT)


@check(
    "request-object/public-key-as-secret",
    spec=["rfc8725:3.1", "rfc9101:6.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_object_maced_with_the_public_key_is_refused(op: Op) -> None:
    """The public key is known to everybody; taken for a secret, it proves nothing."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    token = maced(claims, public_pem(client.rp.key), kid=client.rp.key.kid)
    expect_object_refused(client, token, request)


@check(
    "request-object/embedded-key",
    spec=["rfc9101:6.2", "core:6.3.2", "rfc7515:4.1.3"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_object_that_brings_its_own_key_is_refused(op: Op) -> None:
    """Anybody can sign with a key of their own."""
    client, key = signer(op), strangers_key()
    request, claims = fresh_request_object(client)
    expect_object_refused(client, signed_with(claims, key, jwk=public_jwk(key)), request)


@check(
    "request-object/id-token",
    spec=["rfc9101:6.2", "rfc9101:10.8"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_id_token_is_no_request_object(op: Op) -> None:
    """A JWT that was signed for something else is taken for a request."""
    client = signer(op)
    with presuming():
        token = client.login().tokens.string("id_token")
    request, _ = fresh_request_object(client)
    expect_refusal(visit_with_object(client, token, request, **request.params))


@check(
    "request-object/client-assertion",
    spec=["rfc9101:10.8", "rfc8725:3.12"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_a_client_assertion_is_no_request_object(op: Op) -> None:
    """A JWT that was signed for something else is taken for a request."""
    client = signer(op)
    token = signed(client.rp.assertion(), client.rp.key)
    request, _ = fresh_request_object(client)
    expect_refusal(visit_with_object(client, token, request, **request.params))


@check(
    "request-object/required",
    spec="rfc9101:10.5",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Refuse plain requests of clients with require_signed_request_object.",
)
def test_a_client_that_signs_its_requests_cannot_ask_otherwise(op: Op) -> None:
    """Whoever leaves the object out is rid of everything that it protects."""
    required = {"request_object_signing_alg": "RS256", "require_signed_request_object": True}
    client = registered_as_asked(op, *required, jwks=jwks_of(op.rp.key), **required)
    op.login()
    request, claims = fresh_request_object(client)
    right = by_value(request, signed(claims, client.rp.key))
    with presuming():
        expect_success(visit(client, right))
    expect_refusal(visit(client, client.rp.authorization_request("pkce")))
