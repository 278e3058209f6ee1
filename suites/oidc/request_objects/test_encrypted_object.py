"""Request objects that are encrypted for the provider: Core sections 6.1 and 10.2."""

from fakes.relying_party.request_object import by_value
from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.request_objects import (
    expect_object_refused,
    fresh_request_object,
    login_by_request_object,
    signer,
    signer_alone,
    visit_logged_in,
)
from suites.protocol.authorization.responses import expect_refusal, expect_success
from suites.protocol.signatures.encryption import encrypted_for
from suites.protocol.signatures.forgery import signed, unsigned
from suites.verdicts.expect import NotApplicable, presuming

WHAT = "request_object"
TEN_MEGABYTES = 10_000_000
NEEDS = [
    *("code", "registration", "request-object", "signed-request-object"),
    "encrypted-request-object",
]


@check(
    "request-object/encrypted",
    spec=["core:6.1", "core:10.2", "discovery:3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Accept encrypted request objects by the algorithms that the metadata lists.",
)
def test_a_request_in_an_encrypted_object_is_taken(op: Op) -> None:
    """An application is told that it may hide its requests, and cannot log anybody in."""
    client = signer(op)
    with presuming():
        login_by_request_object(client)
    request, claims = fresh_request_object(client)
    token = encrypted_for(op, WHAT, signed(claims, client.rp.key))
    expect_success(visit_logged_in(client, by_value(request, token)))


@check(
    "request-object/encrypted-not-signed",
    spec=["registration:2", "core:16.14", "rfc9101:10.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Look for the signature in what was encrypted; the key to encrypt is public.",
)
def test_an_encrypted_object_of_a_client_that_signs_is_refused_without_signature(op: Op) -> None:
    """Anybody can encrypt, and ask in the name of the application."""
    client = signer_alone(op)
    request, claims = fresh_request_object(client)
    expect_object_refused(client, encrypted_for(op, WHAT, unsigned(claims)), request)


@check(
    "request-object/decompression-limit",
    spec=["rfc8725bis:3.15", "rfc7516:4.1.3"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy="Refuse encrypted objects that get larger than 250 kilobytes, while they are inflated.",
)
def test_a_compressed_object_of_ten_megabytes_is_refused(op: Op) -> None:
    """Requests of some kilobytes fill the provider's memory."""
    client = signer(op)
    with presuming():
        login_by_request_object(client)
    small = _by_compressed_object(client)
    if not small.left or "error" in small.params:
        raise NotApplicable(f"No compressed object is taken: {outcome_in_words(small)}.")
    expect_refusal(_by_compressed_object(client, ssoproof="0" * TEN_MEGABYTES))


def _by_compressed_object(client: Op, **padding: str) -> Landing:
    """Where a right object leads that is compressed before it is encrypted, by POST."""
    request, claims = fresh_request_object(client, **padding)
    token = encrypted_for(client, WHAT, signed(claims, client.rp.key), zip="DEF")
    return client.send(by_value(request, token), client.browser, post=True)
