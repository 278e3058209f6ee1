"""Watching the session from the application: Session Management 1.0 sections 2 and 3."""

from functools import partial

from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import LOW, MEDIUM, MUST, SHOULD
from suites.oidc.sessions.session_frame import (
    LISTENS,
    TO_ANYBODY,
    WHERE,
    frame_page,
    frame_reply,
    may_frame,
    scripts,
)
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_success
from suites.verdicts.expect import Mismatch, expect, expect_in, expect_status, presuming, reaching

RESPONSE = "authorization response, session_state"

session_frame_check = partial(
    check, spec="session:3.2", level=MUST, severity=MEDIUM, needs="session-management",
    remedy=VENDOR,
)  # fmt: skip


@session_frame_check("session/state-given", spec="session:2")
def test_the_authorization_response_has_a_session_state(op: Op) -> None:
    """The application has nothing to ask the frame about."""
    with presuming():
        given = expect_success(op.login().landing).get("session_state", "")
    expect(bool(given), "a session_state", "none", where=RESPONSE)


@session_frame_check("session/state-characters", spec="session:2")
def test_session_state_has_no_space(op: Op) -> None:
    """The frame takes a message apart at its space, and would read something else."""
    given = op.login().landing.params.get("session_state", "")
    with presuming():
        expect(bool(given), "a session_state", "none", where=RESPONSE)
    expect(" " not in given, "no space", "a space", where=RESPONSE)


@session_frame_check("session/frame-served", spec=["session:3.2", "session:3.3"])
def test_the_session_frame_is_served(op: Op) -> None:
    """Applications that watch the session wait for an answer that never comes."""
    with reaching(WHERE):
        reply = frame_reply(op)
    expect_status(reply, 200, where=WHERE)
    expect_in(reply.media_type, ("text/html", "application/xhtml+xml"), where=WHERE)


@session_frame_check(
    "session/frame-frameable",
    remedy="Let the page at check_session_iframe be framed by the applications: no "
    "X-Frame-Options, and their origins (or all) in frame-ancestors.",
)
def test_the_application_may_frame_the_session_frame(op: Op) -> None:
    """Browsers show an error in place of the frame, which never answers."""
    reply = frame_page(op)
    headers = [reply.header(name) for name in ("content-security-policy", "x-frame-options")]
    told = "; ".join(filter(None, headers))
    expect(may_frame(reply, op.target.redirect_uri), "headers that let it", told, where=WHERE)


@session_frame_check("session/frame-listens")
def test_the_session_frame_takes_messages(op: Op) -> None:
    """Applications that watch the session wait for an answer that never comes."""
    found = LISTENS.search(scripts(op)) is not None
    expect(found, "a script that listens for messages", "none", where=WHERE)


@session_frame_check("session/frame-answers-the-asker", level=SHOULD, severity=LOW)
def test_the_session_frame_does_not_answer_to_every_origin(op: Op) -> None:
    """Any page that frames it learns whether a user is logged in, and when that changes."""
    code = scripts(op)
    with presuming():
        expect(LISTENS.search(code) is not None, "a script that listens", "none", where=WHERE)
    if TO_ANYBODY.search(code):
        raise Mismatch("the origin of the message", "postMessage to any origin", WHERE)
