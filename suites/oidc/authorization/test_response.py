"""The authorization response: state, iss, and how it travels (RFC 6749 4.1.2, RFC 9207)."""

import re

from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.op import Op
from suites.protocol.authorization.requests import AWKWARD, error_response, silent_stranger
from suites.protocol.authorization.responses import (
    ERROR_TEXT,
    INTERACTION_REQUIRED,
    expect_success,
)
from suites.verdicts.expect import NotApplicable, expect, expect_equal, expect_in

WHERE = "authorization response"
ANNOUNCED = "authorization_response_iss_parameter_supported"
CACHED = re.compile(r"public|s?-?max-?age\s*=\s*\"?[1-9]", re.IGNORECASE)


@check(
    "authorization/state",
    spec="rfc6749:4.1.2",
    level=MUST,
    severity=HIGH,
    remedy="Let the provider return the state of the request unchanged.",
)
def test_state_comes_back_as_it_was_sent(op: Op) -> None:
    """The application refuses the login, or takes one that an attacker began."""
    login = op.login()
    state = login.landing.params.get("state")
    actual = "no state" if state is None else "another value"
    expect(state == login.request.state, "the state of the request", actual, where=WHERE)


@check(
    "authorization/state-escaped",
    spec=["rfc6749:4.1.2", "rfc6749:A.5"],
    level=MUST,
    severity=MEDIUM,
    remedy="Encode the state in the response by the rules of its response mode.",
)
def test_state_with_characters_that_need_escaping_comes_back_exactly(op: Op) -> None:
    """Applications that keep a URL or JSON in the state could not log in."""
    _, landing = op.authorize(state=AWKWARD)
    expect_success(landing)
    expect_equal(landing.params.get("state", "no state"), AWKWARD, where=f"{WHERE}, state")


@check(
    "authorization/state-absent",
    spec=["rfc6749:4.1.1", "core:3.1.2.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the provider take requests without state, and answer without one.",
)
def test_a_request_without_state_is_answered_without_state(op: Op) -> None:
    """State is recommended, not required: applications that use PKCE alone could not log in."""
    _, landing = op.authorize(state=None)
    expect_success(landing)
    expect("state" not in landing.params, "no state", "a state", where=WHERE)


@check(
    "authorization/parameters-once",
    spec="rfc6749:3.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Let the provider send each response parameter once.",
)
def test_no_response_parameter_comes_twice(op: Op) -> None:
    """Two parts of an application may read two different values."""
    names = [name for name, _ in op.login().landing.pairs]
    repeated = sorted({name for name in names if names.count(name) > 1})
    expect(not repeated, "each parameter once", ", ".join(repeated) + " repeated", where=WHERE)


@check(
    "authorization/iss",
    spec=["rfc9207:2", "rfc9207:2.4"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider send exactly its issuer identifier as iss.",
)
def test_iss_in_the_response_is_the_issuer(op: Op) -> None:
    """Applications that know several providers cannot tell whose answer they got (mix-up)."""
    iss = op.login().landing.params.get("iss")
    if iss is None:
        raise NotApplicable("The authorization response has no parameter iss.")
    expect_equal(iss, op.target.issuer, where=f"{WHERE}, iss")


@check(
    "authorization/iss-announced",
    spec=["rfc9207:2", "rfc9207:3", "rfc9207:4"],
    level=MUST,
    severity=HIGH,
    remedy=f"Send iss in every authorization response, or do not announce {ANNOUNCED}.",
)
def test_iss_is_in_the_response_if_the_metadata_says_so(op: Op) -> None:
    """Applications that believe the metadata refuse every login."""
    presume_iss_announced(op)
    params = op.login().landing.params
    if "id_token" in params and "iss" not in params:
        raise NotApplicable("The ID Token in the response says the issuer, iss may be left out.")
    expect("iss" in params, "a parameter iss", "none", where=WHERE)


@check(
    "authorization/iss-in-error",
    spec=["rfc9207:2", "rfc9207:3"],
    level=MUST,
    severity=MEDIUM,
    remedy="Send iss in error responses too.",
)
def test_iss_is_in_error_responses_if_the_metadata_says_so(op: Op) -> None:
    """Errors of one provider could be taken for errors of another (mix-up)."""
    presume_iss_announced(op)
    _, landing = error_response(op)
    iss = landing.params.get("iss", "none")
    expect_equal(iss, op.target.issuer, where="authorization error response, iss")


@check(
    "authorization/iss-unannounced",
    spec=["rfc9207:2.3", "rfc9207:3"],
    level=MUST,
    severity=LOW,
    remedy=f"Announce {ANNOUNCED}: true where responses have the parameter iss.",
)
def test_the_metadata_say_so_if_iss_is_in_the_response(op: Op) -> None:
    """Applications do not look at what is not announced, and stay open to mix-up attacks."""
    if "iss" not in op.login().landing.params:
        raise NotApplicable("The authorization response has no parameter iss.")
    told = op.discovery().get(ANNOUNCED)
    expect(told is True, "true", told, where=f"discovery document, {ANNOUNCED}")


def presume_iss_announced(op: Op) -> None:
    """Raises NotApplicable if the metadata does not announce the parameter iss."""
    if op.discovery().get(ANNOUNCED) is not True:
        raise NotApplicable(f"The discovery document does not say {ANNOUNCED}: true.")


@check(
    "authorization/error-state",
    spec="rfc6749:4.1.2.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Let the provider return the state in error responses too.",
)
def test_an_error_response_has_the_state_of_the_request(op: Op) -> None:
    """The application cannot tell which login failed, and shows a second error."""
    request, landing = error_response(op)
    state = landing.params.get("state")
    actual = "no state" if state is None else "another value"
    where = "authorization error response"
    expect(state == request.state, "the state of the request", actual, where=where)


@check(
    "authorization/error-text",
    spec="rfc6749:4.1.2.1",
    level=MUST,
    severity=LOW,
    remedy="Keep error and error_description to printable ASCII without quote and backslash.",
)
def test_an_error_response_uses_the_characters_that_it_may(op: Op) -> None:
    """Control characters and markup in an error end up in logs and on pages."""
    _, landing = error_response(op)
    for name in ("error", "error_description"):
        text = landing.params.get(name, "")
        where = f"authorization error response, {name}"
        expect(bool(ERROR_TEXT.match(text)), 'printable ASCII without " and \\', text, where=where)


@check(
    "authorization/prompt-none-error",
    spec=["core:3.1.2.1", "core:3.1.2.6"],
    level=MUST,
    severity=MEDIUM,
    remedy="Answer prompt=none without a session with login_required.",
)
def test_prompt_none_without_a_session_says_which_interaction_is_required(op: Op) -> None:
    """The application cannot tell that it has to send the user to log in."""
    _, landing = silent_stranger(op)
    if "error" not in landing.params:
        raise NotApplicable("The application got no error (see authorization/prompt-none-page).")
    where = "authorization error response, error"
    expect_in(landing.params["error"], INTERACTION_REQUIRED, where=where)


@check(
    "authorization/login-redirect-status",
    spec="rfc9700:4.12",
    level=MUST,
    severity=HIGH,
    remedy="Redirect after the login with 303 (or 302), never with 307 or 308.",
)
def test_the_redirect_after_the_login_does_not_repeat_the_post(op: Op) -> None:
    """With 307 the browser posts the user's password to the application."""
    answers = answers_to_forms(op)
    if not answers:
        raise NotApplicable("The login was not made by posting plain forms.")
    if not any(300 <= status < 400 for status in answers):
        raise NotApplicable("The provider answered the login form with a page, not a redirect.")
    repeating = [status for status in answers if status in (307, 308)]
    told = f"HTTP {repeating[0]}" if repeating else ""
    expect(not repeating, "HTTP 303 or 302", told, where="response to the login form")


def answers_to_forms(op: Op) -> list[int]:
    """The statuses that the forms of the login were answered with."""
    with op.journal.scope() as ids:
        op.login()
    return [
        one["response"]["status"]
        for one in op.journal.entries
        if one["id"] in ids
        and one["request"]["method"] == "POST"
        and one["purpose"] == Purpose.FORM.text
        if one["response"]
    ]


@check(
    "authorization/not-cacheable",
    spec=["rfc9111:4.2.2", "rfc9700:4.3.1"],
    level=MAY,
    severity=LOW,
    remedy="Send Cache-Control: no-store with the authorization response.",
)
def test_the_authorization_response_may_not_be_cached(op: Op) -> None:
    """A cache could give one user's login to another."""
    landing = op.login().landing
    if landing.mode == "form_post":
        raise NotApplicable("The response is a page (see flow/form-post-no-store).")
    control = landing.reply.header("cache-control")
    kept = CACHED.search(control) and "no-store" not in control.lower()
    expect(not kept, "no-store, or nothing", control, where=f"{WHERE}, Cache-Control")
