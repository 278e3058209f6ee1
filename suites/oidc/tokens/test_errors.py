"""The errors of the token endpoint: RFC 6749 section 5.2, one by one."""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.authorization.responses import ERROR_TEXT
from suites.protocol.tokens.bearer import challenges
from suites.protocol.tokens.exchanges import (
    ERROR,
    NO_SUCH_CLIENT,
    changed_exchange,
    descriptions,
    expect_error,
    failed_basic,
    failed_exchange,
)
from suites.protocol.tokens.refusals import expect_refused_exchange, expect_token_error
from suites.verdicts.expect import expect, expect_status, presuming

FORM = "Let the token endpoint answer with HTTP 400, JSON and the error of RFC 6749 section 5.2."
UNKNOWN_GRANT = "urn:example:ssoproof:no-such-grant"


@check(
    "token/unknown-code",
    spec=["rfc6749:5.2", "core:3.1.3.4"],
    level=MUST,
    severity=HIGH,
    remedy=FORM,
    needs="code",
)
def test_a_code_that_was_never_issued_is_answered_with_invalid_grant(op: Op) -> None:
    """A code that the provider does not know must give no tokens, and the client must see why."""
    expect_error(failed_exchange(op), "invalid_grant")


@check(
    "token/missing-code",
    spec=["rfc6749:5.2", "rfc6749:4.1.3"],
    level=MUST,
    severity=LOW,
    remedy=FORM,
    needs="code",
)
def test_a_token_request_without_code_is_answered_with_invalid_request(op: Op) -> None:
    """The developer of a client looks for the fault in the wrong place."""
    expect_error(failed_exchange(op, without="code"), "invalid_request", "invalid_grant")


@check(
    "token/missing-grant-type",
    spec=["rfc6749:5.2", "rfc6749:4.1.3"],
    level=MUST,
    severity=LOW,
    remedy=FORM,
    needs="code",
)
def test_a_token_request_without_grant_type_is_answered_with_invalid_request(op: Op) -> None:
    """The developer of a client looks for the fault in the wrong place."""
    reply = failed_exchange(op, without="grant_type")
    expect_error(reply, "invalid_request", "unsupported_grant_type")


@check(
    "token/unsupported-grant-type",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    remedy=FORM,
    needs="code",
)
def test_an_unknown_grant_type_is_answered_with_unsupported_grant_type(op: Op) -> None:
    """The developer of a client looks for the fault in the wrong place."""
    reply = failed_exchange(op, grant_type=UNKNOWN_GRANT)
    expect_error(reply, "unsupported_grant_type", "invalid_request", "unauthorized_client")


@check(
    "token/unknown-client",
    spec="rfc6749:5.2",
    level=MUST,
    severity=MEDIUM,
    remedy="Let the token endpoint answer with HTTP 400 or 401, JSON and invalid_client.",
    needs=["code", "public-client"],
)
def test_an_unknown_client_is_answered_with_invalid_client(op: Op) -> None:
    """An operator with a wrong OIDC_CLIENT_ID looks for the fault in the wrong place."""
    reply = failed_exchange(op, client_id=NO_SUCH_CLIENT)
    expect_error(reply, "invalid_client", "unauthorized_client", "invalid_request", "invalid_grant")


@check(
    "token/missing-client-id",
    spec=["rfc6749:4.1.3", "rfc6749:3.2.1"],
    level=MUST,
    severity=HIGH,
    remedy="Let the token endpoint refuse a request of a public client without client_id.",
    needs=["code", "public-client"],
)
def test_a_code_without_client_id_gives_no_tokens(op: Op) -> None:
    """Without it the provider cannot see that a code was issued to another client."""
    expect_refused_exchange(changed_exchange(op, client_id=None))


@check(
    "token/missing-client-id-error",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    remedy=FORM,
    needs=["code", "public-client"],
)
def test_a_missing_client_id_is_answered_with_invalid_request_or_invalid_client(op: Op) -> None:
    """The developer of a client looks for the fault in the wrong place."""
    reply = changed_exchange(op, client_id=None)
    with presuming():
        expect_refused_exchange(reply)
    expect_token_error(reply, "invalid_request", "invalid_client")


@check(
    "token/error-description",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    remedy="Keep line breaks, quotes, backslashes and letters outside ASCII out of the texts.",
    needs="code",
)
def test_error_descriptions_of_the_token_endpoint_have_the_allowed_characters(op: Op) -> None:
    """They end up in logs and on pages, where line breaks and quotes do harm."""
    replies = (
        failed_exchange(op),
        failed_exchange(op, without="grant_type"),
        failed_exchange(op, grant_type=UNKNOWN_GRANT),
    )
    right = all(ERROR_TEXT.match(text) for text in descriptions(*replies))
    words = "printable ASCII without quotes and backslashes"
    expect(right, words, "other characters", where=f"{ERROR}, error_description")


@check(
    "token/failed-basic-error",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    remedy="Let the token endpoint answer a failed authentication with JSON and invalid_client.",
    needs=["code", "client_secret_basic"],
)
def test_a_failed_authentication_by_header_is_answered_with_invalid_client(op: Op) -> None:
    """An operator with a wrong client or secret looks for the fault in the wrong place."""
    reply = failed_basic(op)
    with presuming():
        expect_refused_exchange(reply)
    expect_token_error(reply, "invalid_client")


@check(
    "token/failed-basic-status",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    remedy="Let the token endpoint answer a failed HTTP Basic authentication with HTTP 401.",
    needs=["code", "client_secret_basic"],
)
def test_a_failed_authentication_by_header_is_answered_with_401(op: Op) -> None:
    """Proxies and HTTP libraries do not notice that the authentication failed."""
    reply = failed_basic(op)
    expect_refused_exchange(reply)
    expect_status(reply, 401, where=ERROR)


@check(
    "token/failed-basic-challenge",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    remedy="Let the token endpoint send WWW-Authenticate: Basic with its HTTP 401.",
    needs=["code", "client_secret_basic"],
)
def test_a_failed_authentication_by_header_has_a_www_authenticate_of_its_scheme(op: Op) -> None:
    """A client that has several ways to authenticate cannot see which one failed."""
    reply = failed_basic(op)
    expect_refused_exchange(reply)
    schemes = [one.scheme.lower() for one in challenges(reply)]
    told = ", ".join(schemes) or "no such header"
    expect("basic" in schemes, "Basic", told, where=f"{ERROR}, WWW-Authenticate")
