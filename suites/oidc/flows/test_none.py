"""The response type `none`: a user agrees, and the browser carries nothing (Multiple Types 4)."""

from fakes.relying_party.party import AuthorizationRequest, challenge
from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, MUST, SHOULD
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.hybrid import is_barred
from suites.protocol.authorization.responses import CREDENTIALS, expect_success
from suites.protocol.clients.registration import registered
from suites.verdicts.expect import (
    NotApplicable,
    NotRun,
    expect_equal,
    expect_none,
    presuming,
)

WHERE = "authorization response to none"
# Some providers want a challenge in whatever a client asks that has to use PKCE.
ASKED = {
    "response_type": "none",
    "code_challenge": challenge("v" * 43),
    "code_challenge_method": "S256",
}


@check(
    "flow/none",
    spec="multiple:4",
    level=SHOULD,
    severity=MEDIUM,
    needs="none",
    remedy="Let the provider send neither code nor token with response_type=none.",
)
def test_response_type_none_brings_neither_code_nor_token(op: Op) -> None:
    """What nobody waits for lies in a URL, and works for whoever finds it."""
    _, landing = answered(op)
    found = [name for name in (*CREDENTIALS, "token_type") if name in landing.params]
    expect_none(found, where=WHERE)


@check(
    "flow/none-state",
    spec="multiple:4",
    level=MUST,
    severity=LOW,
    needs="none",
    remedy="Let the provider send the state back with response_type=none, too.",
)
def test_response_type_none_brings_the_state_back(op: Op) -> None:
    """The application cannot tell whether the answer belongs to a request of its own."""
    request, landing = answered(op)
    expect_equal(landing.params.get("state", "none"), request.state, where=f"{WHERE}, state")


@check(
    "flow/none-in-query",
    spec="multiple:4",
    level=SHOULD,
    severity=LOW,
    needs="none",
    remedy="Let the provider use the query where a request for none names no response_mode.",
)
def test_without_response_mode_the_answer_to_none_comes_in_the_query(op: Op) -> None:
    """What comes after a # stays in the browser: the application's server never sees it."""
    expect_equal(answered(op)[1].mode, "query", where=f"{WHERE}, response mode")


def answered(op: Op) -> tuple[AuthorizationRequest, Landing]:
    """The request and its successful answer. Raises NotApplicable, NotRun."""
    request, landing = asked_for_none(op)
    if is_barred(landing):
        raise NotApplicable(f"The client may not use 'none': {outcome_in_words(landing)}.")
    with presuming():
        expect_success(landing)
    return request, landing


@remembered
def asked_for_none(op: Op) -> tuple[AuthorizationRequest, Landing]:
    """Where a request for none leads, of whichever client may send it; remembered."""
    request, landing = op.authorize("pkce", browser=None, **ASKED)
    if not is_barred(landing):
        return request, landing
    try:
        other = registered(op, response_types=["code", "none"])
    except (NotApplicable, NotRun):
        return request, landing
    return other.authorize("pkce", browser=None, **ASKED)
