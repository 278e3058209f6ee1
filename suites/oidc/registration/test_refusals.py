"""Dynamic client registration: who may register, and how it is refused (RFC 7591 sections 3, 5)."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.registration.refusals import (
    ERROR,
    ERRORS,
    expect_not_registered,
    refused_registration,
)
from suites.op.op import Op
from suites.protocol.clients.registration import (
    REGISTERED,
    register_by,
    registration,
    registration_response,
)
from suites.protocol.tokens.bearer import bearer_challenge
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    expect,
    expect_decided,
    expect_in,
    expect_json_object,
    expect_media_type,
    expect_status,
    presuming,
)

FORM = ["registration:3.3", "rfc7591:3.2.2"]
VENDOR = "This is the provider's own behaviour: report it to its vendor."
NO_SUCH_TOKEN = "ssoproof-no-such-initial-access-token"  # noqa: S105 - nobody's
WRONG_TOKEN = "registration error response to a wrong initial access token"  # noqa: S105 - where a finding is


def with_wrong_token(op: Op) -> Reply:
    """The answer to a registration with a token that nobody gave out.

    Raises NotApplicable if everybody may register, NotRun if nobody can.
    """
    if registration_response(op, token="").status in REGISTERED:
        raise NotApplicable("Everybody may register a client, without any token.")
    registration(op)
    reply = registration_response(op, token=NO_SUCH_TOKEN)
    expect_decided(reply)
    return reply


def with_fragment(op: Op) -> Reply:
    """The refusal of a redirect URI with a fragment. Raises NotRun, NotApplicable."""
    return refused_registration(op, redirect_uris=[f"{op.target.redirect_uri}#fragment"])


@check(
    "registration/open",
    spec=["registration:3", "rfc7591:3"],
    level=MAY,
    severity=INFO,
    run_class=STATEFUL,
    needs="registration",
    remedy="Ask for an initial access token at the registration endpoint, or switch it off, unless "
    "strangers are meant to register applications.",
)
def test_nobody_registers_a_client_without_an_initial_access_token(op: Op) -> None:
    """A stranger's client looks like one of yours at the login page, and collects its users."""
    registration(op)
    reply = registration_response(op, token="")
    expect_decided(reply)
    registered = reply.status in REGISTERED
    expect(not registered, "HTTP 401", f"HTTP {reply.status}, a client", where="registration")


@check(
    "registration/wrong-token",
    spec=["registration:3", "rfc6750:3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_an_initial_access_token_that_nobody_gave_out_is_refused(op: Op) -> None:
    """Any word in place of the token opens the registration to everybody."""
    reply = with_wrong_token(op)
    if reply.status in REGISTERED:
        raise Mismatch("HTTP 401", f"HTTP {reply.status}, a client", WRONG_TOKEN)


@check(
    "registration/wrong-token-status",
    spec="rfc6750:3.1",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_wrong_initial_access_token_is_answered_with_401(op: Op) -> None:
    """The client looks for the mistake in its metadata."""
    reply = with_wrong_token(op)
    if reply.status not in REGISTERED:
        expect_status(reply, 401, where=WRONG_TOKEN)


@check(
    "registration/wrong-token-challenge",
    spec=["rfc6750:3", "rfc9110:15.5.2"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_wrong_initial_access_token_is_answered_with_a_challenge(op: Op) -> None:
    """Without WWW-Authenticate a client cannot tell which credentials are wanted."""
    reply = with_wrong_token(op)
    if reply.status != 401:
        raise NotApplicable(f"It is answered with HTTP {reply.status}.")
    where = f"{WRONG_TOKEN}, WWW-Authenticate"
    expect(bool(reply.header("www-authenticate")), "a challenge", "no such header", where=where)
    expect(bool(bearer_challenge(reply).scheme), "a scheme", "none", where=where)


@check(
    "registration/error-status",
    spec=FORM,
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_refused_registration_is_answered_with_400(op: Op) -> None:
    """A client cannot tell a mistake of its own from trouble at the provider."""
    expect_status(with_fragment(op), 400, where=ERROR)


@check(
    "registration/error-json",
    spec=FORM,
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_refused_registration_names_the_error_in_json(op: Op) -> None:
    """Nobody learns which value is wrong."""
    reply = with_fragment(op)
    expect_media_type(reply, "application/json", where=ERROR)
    expect_json_object(reply, where=ERROR).string("error")


@check(
    "registration/error-code",
    spec=FORM,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_wrong_redirect_uri_is_named_as_the_error(op: Op) -> None:
    """The client corrects a value that was right."""
    with presuming():
        told = expect_json_object(with_fragment(op), where=ERROR).string("error")
    expect_in(told, ERRORS, where=f"{ERROR}, error")


@check(
    "registration/not-json",
    spec=FORM,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_body_that_is_no_json_is_answered_with_400(op: Op) -> None:
    """An endpoint that breaks on what it cannot read may break in worse ways."""
    registration(op)
    expect_status(register_by(op, "{not json"), 400, where=ERROR)


@check(
    "registration/no-object",
    spec=FORM,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_body_that_is_no_object_is_answered_with_400(op: Op) -> None:
    """An endpoint that breaks on what it did not expect may break in worse ways."""
    registration(op)
    expect_status(register_by(op, '["redirect_uris"]'), 400, where=ERROR)


@check(
    "registration/wrong-type",
    spec=FORM,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_member_of_the_wrong_type_is_answered_with_400(op: Op) -> None:
    """A number where URLs are expected is later compared with the URLs of logins."""
    registration(op)
    reply = registration_response(op, redirect_uris=[4711])
    expect_status(reply, 400, where=ERROR)


@check(
    "registration/no-redirect-uris",
    spec=["registration:2", "rfc7591:5"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_without_redirect_uris_is_not_registered(op: Op) -> None:
    """Where no redirect URI is registered, any is as good as another."""
    registration(op)
    reply = registration_response(op, redirect_uris=None)
    expect_decided(reply)
    if reply.status in REGISTERED:
        raise Mismatch("a refusal", f"HTTP {reply.status}, a client", "registration")


@check(
    "registration/response-type",
    spec=["registration:2", "registration:3.2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_response_type_that_is_not_offered_is_not_registered(op: Op) -> None:
    """The client learns at its first login only that it cannot work."""
    registration(op)
    reply = registration_response(op, response_types=["code", "ssoproof"])
    expect_not_registered(reply, "response_types", "ssoproof")


@check(
    "registration/both-key-members",
    spec=["registration:2", "rfc7591:2"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_jwks_and_jwks_uri_are_not_registered_together(op: Op) -> None:
    """Two places for keys are two truths: a key that was withdrawn in one lives on in the other."""
    registration(op)
    reply = registration_response(op, jwks={"keys": []}, jwks_uri="https://ssoproof.example/jwks")
    expect_decided(reply)
    if reply.status in REGISTERED:
        with presuming():
            body = expect_json_object(reply, where="registration response")
        both = {"jwks", "jwks_uri"} <= set(body)
        expect(not both, "a refusal, or one of them", "both", where="registration response")
