"""Logging out: RP-Initiated Logout 1.0 sections 2 and 3."""

from collections.abc import Callable
from urllib.parse import urlsplit

from fakes.user.logging_out import confirmation_form
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.session.logout import (
    STATE,
    LogoutOutcome,
    ask_to_log_out,
    confirm_logout,
    expect_return,
    fails_without_url,
    knows_user,
    log_out,
    logout_without_parameters,
    rp_initiated_logout,
)
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    expect,
    expect_equal,
    expect_status,
    reaching,
)

WHERE = "logout request"
REGISTER = (
    "Register the logout URL of the application at the provider, byte for byte: "
    "https://HOST/logout at Okta, https://HOST without a slash at its end at Cognito."
)


@check(
    "logout/endpoint",
    spec=["rp-logout:2.1", "wandb"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Switch RP-Initiated Logout on; without it, logging out of the application leaves the "
    "user logged in at the provider.",
)
def test_the_provider_publishes_an_end_session_endpoint(op: Op) -> None:
    """Without it, the next person at the screen is logged in again by one click."""
    found = bool(op.discovery().get("end_session_endpoint"))
    expect(found, "an end_session_endpoint", "none", where="discovery document")


@check(
    "logout/answers",
    spec="rp-logout:2",
    level=MUST,
    severity=HIGH,
    needs="end_session",
    remedy="Find out in the provider's log why its end_session_endpoint fails.",
)
def test_the_end_session_endpoint_answers(op: Op) -> None:
    """Whoever wants to leave and meets an error stays logged in."""
    with reaching(WHERE):
        url = op.endpoint("end_session_endpoint")
        reply = op.new_browser().open(url, purpose=Purpose.LOGOUT_REQUEST).reply
    expect(reply.status < 500, "a page or a redirect", f"HTTP {reply.status}", where=WHERE)


@check(
    "logout/returns-host",
    spec=["rp-logout:3", "wandb"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="end_session",
    remedy=REGISTER,
)
def test_after_logout_the_user_is_led_to_the_host_of_the_application(op: Op) -> None:
    """A user who is left on a page of the provider does not know whether the logout worked."""
    _judge_return(op, lambda path: path in ("", "/"))


@check(
    "logout/returns-path",
    spec=["rp-logout:3", "wandb"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="end_session",
    remedy=REGISTER,
)
def test_after_logout_the_user_is_led_to_the_logout_page_of_the_application(op: Op) -> None:
    """A user who is left on a page of the provider does not know whether the logout worked."""
    _judge_return(op, lambda path: path not in ("", "/"))


def _judge_return(op: Op, concerns: Callable[[str], bool]) -> None:
    """Judges the logout URL whose path `concerns` says is meant; one that works is enough."""
    urls = op.target.post_logout_redirect_uris
    url = next((one for one in urls if concerns(urlsplit(one).path)), None)
    if url is None:
        raise NotApplicable("The application's profile has no such logout URL.")
    end = _ending_at(op, url)
    if not end.returned_to(url):
        for other in urls:
            if other != url and _ending_at(op, other).returned_to(other):
                raise NotApplicable(f"The application needs one logout URL, and {other} works.")
    expect_return(end, url, fails_anyhow=lambda: fails_without_url(op))


@remembered
def _ending_at(op: Op, url: str) -> LogoutOutcome:
    """A logout with `id_token_hint` that wants to end at `url`."""
    left = rp_initiated_logout(op)
    if url in left.tried:
        return left.tried[url]
    return log_out(op, left.browser, id_token_hint=left.hint.raw, post_logout_redirect_uri=url)


@check(
    "logout/state",
    spec="rp-logout:2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VENDOR,
)
def test_state_comes_back_from_a_logout(op: Op) -> None:
    """Without it an application cannot tell the logout it began from one it did not."""
    left = rp_initiated_logout(op)
    state = left.tried[left.url].last.params.get("state", "none")
    expect_equal(state, STATE, where=f"{WHERE} with state, redirect")


@check(
    "logout/no-state",
    spec="rp-logout:2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VENDOR,
)
def test_without_state_none_comes_back_from_a_logout(op: Op) -> None:
    """An application that sent none takes one for an attack."""
    left = rp_initiated_logout(op)
    end = log_out(op, left.browser, id_token_hint=left.hint.raw, post_logout_redirect_uri=left.url)
    if not end.returned_to(left.url):
        raise NotRun("A second logout, without a session, does not return to the application.")
    expect("state" not in end.last.params, "no state", "a state", where=f"{WHERE} without state")


@check(
    "logout/session-ends",
    spec="rp-logout:2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy="Let the logout end the session of the provider, not only that of the application.",
)
def test_the_session_is_over_after_a_logout(op: Op) -> None:
    """Whoever comes next at the same browser would be logged in as the user who left."""
    left = rp_initiated_logout(op)
    if left.url and not left.known_before:
        raise NotRun("prompt=none did not work before the logout either: it proves nothing after.")
    known = "the user is still logged in" if left.known_after else "a login is needed"
    expect_equal(known, "a login is needed", where="prompt=none after the logout")


@check(
    "logout/post",
    spec="rp-logout:2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["end_session", "https"],
    remedy="Accept logout requests by POST too.",
)
def test_a_logout_by_post_works_like_one_by_get(op: Op) -> None:
    """By GET, the ID Token in the URL stays in histories and logs."""
    left = rp_initiated_logout(op)
    worked = [one for one, end in left.tried.items() if end.returned_to(one)]
    target = {"post_logout_redirect_uri": worked[0]} if worked else {}
    end = log_out(op, left.browser, post=True, id_token_hint=left.hint.raw, **target)
    where = f"{WHERE} by POST"
    if not end.first.left and end.first.reply.status in (404, 405, 501):
        expect_status(end.first.reply, 200, where=where)
    expect_return(end, left.url, where=where)


@check(
    "logout/no-parameters",
    spec="rp-logout:2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="end_session",
    remedy="Let a logout request without parameters lead to a page that asks, or tells.",
)
def test_a_logout_without_parameters_gets_a_page(op: Op) -> None:
    """Every parameter is optional: a user who only wants to leave meets an error."""
    landing = logout_without_parameters(op)[1]
    if landing.left:
        raise Mismatch("a page of the provider", "a redirect away from it", WHERE)
    expect_status(landing.reply, 200, where=f"{WHERE} without parameters")


@check(
    "logout/asks-without-hint",
    spec=["rp-logout:2", "rp-logout:6"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="end_session",
    remedy="Ask the user before a logout that no id_token_hint vouches for.",
)
def test_a_logout_without_id_token_hint_asks_the_user_first(op: Op) -> None:
    """Any page on the web could log users out by an image."""
    _, _, known = logout_without_parameters(op)
    told = "the user is still logged in" if known else "the session is over"
    where = (
        "prompt=none after a logout request without parameters, before any question was answered"
    )
    expect_equal(told, "the user is still logged in", where=where)


@check(
    "logout/yes-ends-session",
    spec="rp-logout:2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="end_session",
    remedy="End the session when the user says yes.",
)
def test_saying_yes_to_the_question_ends_the_session(op: Op) -> None:
    """A user who was told that the logout worked leaves a session for the next one."""
    browser, _, known = logout_without_parameters(op)
    # The request for a login that told `known` may have ended the first question.
    landing = ask_to_log_out(op, browser, "")
    if not known or confirmation_form(browser, landing, "") is None:
        raise NotApplicable("The provider does not ask.")
    confirm_logout(browser, landing, "")
    told = "the user is still logged in" if knows_user(op, browser) else "a login is needed"
    expect_equal(told, "a login is needed", where="prompt=none after the user said yes")
