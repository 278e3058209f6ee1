"""Clients that are proved by a certificate: RFC 8705 section 2."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.clients.mtls import (
    certified,
    exchange_as,
    expect_certificate_refused,
    registered_certificate,
    self_signed_keys,
    showing,
)
from suites.protocol.clients.registration import as_far_as_granted
from suites.protocol.tokens.exchanges import expect_error
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import presuming

BY_SUBJECT = ["https", "code", "registration", "tls_client_auth"]
BY_KEY = ["https", "code", "registration", "self_signed_tls_client_auth"]
CHAIN = "Let the server that ends TLS verify the chain of client certificates, and pass on nothing "
CHAIN += "that it did not verify."
ENFORCE = "Compare the certificate of the handshake with the client's registration at each request."


@check(
    "mtls/same-subject",
    spec=["rfc8705:2", "rfc8705:2.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=CHAIN,
    needs=BY_SUBJECT,
)
def test_a_self_signed_certificate_with_the_subject_of_a_client_is_refused(op: Op) -> None:
    """Anybody can write the client's name into a certificate, and become the client."""
    expect_certificate_refused(certified(op), "self-signed")


@check(
    "mtls/other-subject",
    spec=["rfc8705:2", "rfc8705:2.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=ENFORCE,
    needs=BY_SUBJECT,
)
def test_the_certificate_of_somebody_else_is_refused(op: Op) -> None:
    """Every customer of the same authority can act as the client."""
    expect_certificate_refused(certified(op), "other subject")


@check(
    "mtls/no-certificate",
    spec="rfc8705:2",
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=ENFORCE,
    needs=BY_SUBJECT,
)
def test_a_client_that_shows_no_certificate_is_refused(op: Op) -> None:
    """The client is whoever knows its identifier, which is in every login URL."""
    expect_certificate_refused(certified(op), "")


@check(
    "mtls/invalid-client",
    spec=["rfc8705:2", "rfc6749:5.2"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Answer a missing certificate with the error invalid_client.",
    needs=BY_SUBJECT,
)
def test_a_missing_certificate_is_told_by_invalid_client(op: Op) -> None:
    """An operator looks for the fault in the code or in the user, and not in the certificate."""
    reply = exchange_as(certified(op), "", "certified")
    with presuming():
        expect_refused_exchange(reply)
    expect_error(reply, "invalid_client", "invalid_request", "invalid_grant", "unauthorized_client")


@check(
    "mtls/self-signed-client",
    spec="rfc8705:2.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the server that ends TLS ask for client certificates without verifying the chain.",
    needs=BY_KEY,
)
def test_a_client_gets_tokens_with_the_certificate_that_it_registered(op: Op) -> None:
    """A client that was registered as offered cannot log anybody in."""
    client, method = registered_certificate(op), "self_signed_tls_client_auth"
    asked = {"token_endpoint_auth_method": method, "jwks": self_signed_keys()}
    with as_far_as_granted(op, *asked, **asked):
        showing(client, "self-signed").attempt()


@check(
    "mtls/other-self-signed",
    spec=["rfc8705:2", "rfc8705:2.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Compare the whole certificate, or its key, with the registered ones: never its names.",
    needs=BY_KEY,
)
def test_a_self_signed_certificate_that_nobody_registered_is_refused(op: Op) -> None:
    """Anybody can write the client's name into a certificate, and become the client."""
    expect_certificate_refused(registered_certificate(op), "other self-signed", "self-signed")
