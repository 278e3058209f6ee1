"""Error responses of the hybrid flow: Core 3.3.2.6, RFC 6749 4.1.2.1."""

from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.authorization.hybrid import HybridResponse, silent_hybrid_stranger
from suites.protocol.authorization.responses import ERROR_TEXT, INTERACTION_REQUIRED
from suites.verdicts.expect import NotApplicable, expect, expect_in

WHERE = "authorization error response"


def hybrid_error(op: Op) -> HybridResponse:
    """The error response to prompt=none without a session. Raises NotApplicable if it is none."""
    answered = silent_hybrid_stranger(op)
    if "error" not in answered.landing.params:
        raise NotApplicable("The application got no error (see hybrid/prompt-none-page).")
    return answered


@check(
    "hybrid/prompt-none-error",
    spec=["core:3.3.2.6", "core:3.1.2.6"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Answer prompt=none without a session with login_required, in each flow.",
)
def test_hybrid_prompt_none_without_a_session_says_which_interaction_is_required(op: Op) -> None:
    """The application cannot tell that it has to send the user to log in."""
    error = hybrid_error(op).landing.params["error"]
    expect_in(error, INTERACTION_REQUIRED, where=f"{WHERE}, error")


@check(
    "hybrid/error-state",
    spec=["core:3.3.2.6", "rfc6749:4.1.2.1", "rfc6749:4.2.2.1"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Let the provider return the state in error responses of each flow.",
)
def test_a_hybrid_error_response_has_the_state_of_the_request(op: Op) -> None:
    """The application cannot tell which login failed, and shows a second error."""
    answered = hybrid_error(op)
    state = answered.landing.params.get("state")
    told = "no state" if state is None else "another value"
    same = state == answered.request.state
    expect(same, "the state of the request", told, where=f"{WHERE}, state")


@check(
    "hybrid/error-text",
    spec=["core:3.3.2.6", "rfc6749:4.1.2.1", "rfc6749:4.2.2.1"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Keep error and error_description to printable ASCII without quote and backslash.",
)
def test_a_hybrid_error_response_uses_the_characters_that_it_may(op: Op) -> None:
    """Control characters and markup in an error end up in logs and on pages."""
    params = hybrid_error(op).landing.params
    for name in ("error", "error_description"):
        text = params.get(name, "")
        fits = bool(ERROR_TEXT.match(text))
        expect(fits, 'printable ASCII without " and \\', text, where=f"{WHERE}, {name}")
