"""The authorization response of the hybrid flow: what it brings, and by which way.

Core 3.3.2, Multiple Response Types section 5.
"""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.oidc.flows.lifetimes import expect_lifetime
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.hybrid import (
    HybridResponse,
    hybrid_responses,
    offered_response,
    silent_hybrid_stranger,
)
from suites.protocol.authorization.responses import carried_in, expect_success, presume_decided
from suites.verdicts.expect import NotApplicable, NotRun, expect, expect_equal, presuming

WHERE = "authorization response"


def expect_members(answered: HybridResponse, *names: str) -> None:
    """The response succeeded, and has `names`."""
    response = expect_success(answered.landing)
    for name in names:
        response.string(name)


@check(
    "hybrid/code-id-token",
    spec=["core:3.3.2.5", "multiple:5"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the provider send a code and an ID Token with response_type=code id_token.",
)
def test_response_type_code_id_token_brings_both(op: Op) -> None:
    """Applications that check the ID Token before they redeem the code cannot log anybody in."""
    expect_members(offered_response(op, "code id_token"), "code", "id_token")


@check(
    "hybrid/code-token",
    spec=["core:3.3.2.5", "multiple:5"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Let the provider send a code and an access token with response_type=code token.",
)
def test_response_type_code_token_brings_both(op: Op) -> None:
    """The part of the application that runs in the browser has no token to call an API with."""
    expect_members(offered_response(op, "code token"), "code", "access_token")


@check(
    "hybrid/code-id-token-token",
    spec=["core:3.3.2.5", "multiple:5"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Let the provider send code, ID Token and access token with "
    "response_type=code id_token token.",
)
def test_response_type_code_id_token_token_brings_all_three(op: Op) -> None:
    """Applications that asked for three things wait for the one that is missing."""
    expect_members(offered_response(op, "code id_token token"), "code", "id_token", "access_token")


@check(
    "hybrid/nothing-unasked",
    spec=["core:3.3.2.5", "multiple:5"],
    level=SHOULD,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Let the provider send only what the response_type names.",
)
def test_a_hybrid_response_brings_no_token_that_was_not_asked_for(op: Op) -> None:
    """Tokens that nobody asked for travel through the browser, where they can be stolen."""
    for one in hybrid_responses(op):
        words = one.response_type.split()
        wanted = {"id_token" if word == "id_token" else "access_token" for word in words[1:]}
        tokens = ("id_token", "access_token", "refresh_token")
        more = [name for name in tokens if name in one.params and name not in wanted]
        expect(not more, f"what {one.response_type} names", f"also {', '.join(more)}", where=WHERE)


@check(
    "hybrid/fragment",
    spec=["core:3.3.2.5", "multiple:5"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the provider use the fragment where a hybrid request names no response_mode.",
)
def test_without_response_mode_a_hybrid_response_comes_in_the_fragment(op: Op) -> None:
    """In a query the tokens end up in histories, logs and Referer headers."""
    for one in hybrid_responses(op):
        _ = one.params
        expect_equal(one.landing.mode, "fragment", where=f"{WHERE}, response mode")


@check(
    "hybrid/not-in-query",
    spec=["multiple:5", "core:3.3.2.5"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the provider refuse response_mode=query where tokens are asked for.",
)
def test_response_mode_query_delivers_no_hybrid_response_in_the_query(op: Op) -> None:
    """In a query the tokens end up in histories, logs and Referer headers."""
    for one in hybrid_responses(op):
        _, landing = one.again(response_mode="query")
        presume_decided(landing)
        found = [name for name in carried_in(landing) if landing.mode == "query"]
        told = f"{' and '.join(found)} in the query"
        expect(not found, "a refusal, or the fragment", told, where=WHERE)


@check(
    "hybrid/error-in-fragment",
    spec=["core:3.3.2.6", "multiple:5"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider put errors where it would put the tokens.",
)
def test_without_response_mode_a_hybrid_error_comes_in_the_fragment(op: Op) -> None:
    """Scripts that wait for the fragment wait for ever."""
    landing = silent_hybrid_stranger(op).landing
    if "error" not in landing.params:
        raise NotRun(f"The application got no error response: {outcome_in_words(landing)}.")
    expect_equal(landing.mode, "fragment", where="authorization error response, response mode")


@check(
    "hybrid/form-post",
    spec=["form-post:2", "core:3.3.2.5"],
    level=MUST,
    severity=HIGH,
    needs=["hybrid", "form_post"],
    remedy="Let the provider post hybrid responses too, or do not announce form_post.",
)
def test_a_hybrid_response_can_be_delivered_by_form_post(op: Op) -> None:
    """The application's server waits for a POST: in a fragment it never sees the tokens."""
    for one in hybrid_responses(op):
        with presuming():
            one.params.string("code")
        _, landing = one.again(response_mode="form_post")
        expect_success(landing).string("code")
        expect_equal(landing.mode, "form_post", where=f"{WHERE}, response mode")


@check(
    "hybrid/form-post-error",
    spec=["form-post:2", "multiple:5"],
    level=SHOULD,
    severity=LOW,
    needs=["hybrid", "form_post"],
    remedy="Let the provider post errors like tokens.",
)
def test_a_hybrid_error_is_delivered_by_form_post_too(op: Op) -> None:
    """The application's server waits for a POST: the user sees that something else went wrong."""
    landing = silent_hybrid_stranger(op, response_mode="form_post").landing
    if "error" not in landing.params:
        raise NotRun(f"The application got no error response: {outcome_in_words(landing)}.")
    expect_equal(landing.mode, "form_post", where="authorization error response, response mode")


@check(
    "hybrid/state",
    spec=["core:3.3.2.5", "rfc6749:4.1.2", "rfc6749:4.2.2"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the provider send the state of the request back in every flow.",
)
def test_a_hybrid_response_has_the_state_of_the_request(op: Op) -> None:
    """The application refuses the login, or takes one that an attacker began."""
    for one in hybrid_responses(op):
        state = one.params.get("state")
        told = "no state" if state is None else "another value"
        same = state == one.request.state
        expect(same, "the state of the request", told, where=f"{WHERE}, state")


@check(
    "hybrid/iss",
    spec=["rfc9207:2", "rfc9207:2.4"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the provider send its own issuer as iss, in every flow.",
)
def test_iss_in_a_hybrid_response_is_the_issuer(op: Op) -> None:
    """A client that talks to several providers sends the code to the wrong one."""
    found = [one.params["iss"] for one in hybrid_responses(op) if "iss" in one.params]
    if not found:
        raise NotApplicable("The response has no iss, which is optional.")
    for value in found:
        expect_equal(value, op.target.issuer, where=f"{WHERE}, iss")


@check(
    "hybrid/token-type",
    spec=["core:3.3.2.5", "rfc6749:4.2.2"],
    level=MUST,
    severity=LOW,
    needs="hybrid-with-access-token",
    remedy="Let the provider say token_type=Bearer with the access token.",
)
def test_token_type_of_the_hybrid_access_token_is_bearer(op: Op) -> None:
    """Applications do not know how to use the token."""
    for one in hybrid_responses(op, "token"):
        with presuming():
            one.params.string("access_token")
        kind = one.params.string("token_type").lower()
        expect_equal(kind, "bearer", where=f"{WHERE}, token_type")


@check(
    "hybrid/expires-in",
    spec="rfc6749:4.2.2",
    level=SHOULD,
    severity=LOW,
    needs="hybrid-with-access-token",
    remedy="Let the provider say expires_in with the access token.",
)
def test_expires_in_of_the_hybrid_access_token_is_a_number(op: Op) -> None:
    """Applications do not know when to renew the token."""
    for one in hybrid_responses(op, "token"):
        with presuming():
            one.params.string("access_token")
        expect_lifetime(one.params, where=WHERE)
