"""Access tokens that are bound to a certificate of the client: RFC 8705 sections 3 and 4."""

from fakes.wire.client_certificates import client_certificate
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.clients.mtls import (
    certificate_bound_client,
    certificate_bound_token,
    expect_no_claims,
    handshake_refuses,
    showing,
    userinfo_of,
)
from suites.protocol.tokens.bearer import WHERE as USERINFO
from suites.protocol.tokens.bearer import bearer_challenge, presume_refused
from suites.protocol.tokens.grants import CODE, REFRESH, expect_tokens, token_request
from suites.protocol.tokens.introspection import WHERE as INTROSPECTION
from suites.protocol.tokens.introspection import introspect
from suites.protocol.tokens.refresh import WHERE as REFRESHED
from suites.protocol.tokens.refresh import refresh_token_of
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    expect_equal,
    expect_json_object,
    expect_status,
    presuming,
)

NEEDS = ["https", "code", "registration", "userinfo", "certificate-bound-tokens"]
BIND = "Let the UserInfo endpoint compare the certificate of the handshake with the token's."


@check(
    "mtls/userinfo",
    spec=["rfc8705:3", "core:5.3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Ask for client certificates at the UserInfo endpoint, or at an alias of it.",
    needs=NEEDS,
)
def test_userinfo_takes_a_bound_token_with_its_certificate(op: Op) -> None:
    """An application that protects its tokens gets nothing for them."""
    client = certificate_bound_client(op)
    showing(client, "certified").login()
    expect_answered(userinfo_of(client), where=USERINFO)


@check(
    "mtls/bound-without-certificate",
    spec="rfc8705:3",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=BIND,
    needs=NEEDS,
)
def test_a_bound_token_is_refused_without_a_certificate(op: Op) -> None:
    """The certificate protects nothing: a stolen token works without it."""
    expect_no_claims(certificate_bound_client(op), "")


@check(
    "mtls/bound-other-certificate",
    spec="rfc8705:3",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=BIND,
    needs=NEEDS,
)
def test_a_bound_token_is_refused_with_another_certificate(op: Op) -> None:
    """A thief shows a certificate of his own with the stolen token."""
    expect_no_claims(certificate_bound_client(op), "other subject")


@check(
    "mtls/bound-same-subject",
    spec=["rfc8705:3", "rfc8705:3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Bind access tokens to the SHA-256 thumbprint of the certificate, not to its subject.",
    needs=NEEDS,
)
def test_a_bound_token_is_refused_with_another_certificate_of_the_same_subject(op: Op) -> None:
    """A thief writes the client's name into a certificate of his own."""
    expect_no_claims(certificate_bound_client(op), "renewed")


@check(
    "mtls/invalid-token",
    spec=["rfc8705:3", "rfc6750:3.1"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Answer a certificate that does not fit with HTTP 401 and invalid_token.",
    needs=NEEDS,
)
def test_a_certificate_that_does_not_fit_is_told_by_invalid_token(op: Op) -> None:
    """A client does not learn that it needs another token, and asks again and again."""
    client = certificate_bound_client(op)
    reply = presume_refused(showing(client, "").userinfo(certificate_bound_token(client)))
    expect_status(reply, 401, where=USERINFO)
    told = bearer_challenge(reply).parameter("error")
    expect_equal(told, "invalid_token", where=f"{USERINFO}, WWW-Authenticate, error")


@check(
    "mtls/introspection",
    spec="rfc8705:3.2",
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Tell the thumbprint of the certificate as cnf, x5t#S256 in the introspection response.",
    needs=[*NEEDS, "introspection"],
)
def test_introspection_tells_the_certificate_of_a_bound_token(op: Op) -> None:
    """An API cannot compare the certificate, and takes stolen tokens."""
    client = showing(certificate_bound_client(op), "certified")
    reply = introspect(client, client.login().access_token)
    with presuming():
        told = expect_json_object(reply, where=INTROSPECTION)
    if told.get("active") is not True:
        raise NotApplicable("The client is told nothing about its own tokens.")
    cnf = told["cnf"]
    members = Document(cnf if isinstance(cnf, dict) else {}, f"{INTROSPECTION}, cnf")
    own = client_certificate("certified").thumbprint
    expect_equal(members["x5t#S256"], own, where=f"{INTROSPECTION}, cnf, x5t#S256")


@check(
    "mtls/refresh-binding",
    spec="rfc8705:4",
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Bind the refresh tokens of public clients to the certificate as well.",
    needs=["https", "code", "registration", "certificate-bound-tokens"],
)
def test_a_refresh_token_of_a_public_client_is_bound_to_its_certificate(op: Op) -> None:
    """A thief refreshes with a certificate of his own, and the binding is gone."""
    client = certificate_bound_client(
        op,
        grant_types=[CODE, REFRESH],
        token_endpoint_auth_method="none",  # noqa: S106 - the name of a method
    )
    token = refresh_token_of(showing(client, "certified").login())
    if not token:
        raise NotApplicable("The provider gives this client no refresh token.")
    again = token_request(showing(client, "certified"), REFRESH, refresh_token=token)
    with presuming():
        told = expect_tokens(again, REFRESHED)
    newest = told.get("refresh_token", token)
    with handshake_refuses():
        thief = token_request(showing(client, "renewed"), REFRESH, refresh_token=newest)
        expect_refused_exchange(thief)
