"""What a right Logout Token ends, and what is answered (Back-Channel Logout 1.0, 2.7 and 2.8)."""

from functools import partial

from fakes.attacks.forging import ABSENT
from fakes.attacks.logout_tokens import logout_token
from fakes.people import ALICE, BOB
from suites.application.application import Application
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.rp.backchannel.telling import (
    BY_SESSION,
    DONE,
    ENDS,
    SUCCESS,
    answer_to,
    expect_over,
    presume_over,
    signed_in,
    tell,
)
from suites.verdicts.expect import Mismatch, NotRun

ending_check = partial(
    check,
    spec="backchannel:2.7",
    level=MUST,
    severity=HIGH,
    needs="backchannel",
    remedy="Keep iss, sub and sid with each session, and end those that a Logout Token names.",
)
ANOTHER = "another-session"


@ending_check(ENDS)
def test_a_logout_token_ends_the_session_that_it_names(app: Application) -> None:
    """Whoever signs out at the provider stays signed in here, for the next one at the machine."""
    visit = signed_in(app)
    tell(app)
    expect_over(app, visit, "a Logout Token with its sub and sid")


@ending_check(BY_SESSION)
def test_a_logout_token_with_a_sid_alone_ends_that_session(app: Application) -> None:
    """A provider need not name the user."""
    visit = signed_in(app)
    tell(app, sub=ABSENT)
    expect_over(app, visit, "a Logout Token with its sid alone")


@ending_check("rp-backchannel/other-session", severity=MEDIUM)
def test_a_logout_token_with_a_sid_ends_no_other_session(app: Application) -> None:
    """A user who signs out at one machine loses the work at another."""
    other = signed_in(app, sid=ANOTHER)
    named = signed_in(app)
    tell(app, sub=ABSENT)
    if app.who(other.browser) != ALICE.username:
        raise Mismatch(ALICE.username, "nobody", f"who is signed in, session {ANOTHER}")
    presume_over(app, named, BY_SESSION)


@ending_check("rp-backchannel/by-user", spec=["backchannel:2.4", "backchannel:2.7"])
def test_a_logout_token_with_a_sub_alone_ends_all_sessions_of_that_user(app: Application) -> None:
    """The account was closed, or stolen: its sessions go on."""
    visits = [signed_in(app), signed_in(app, sid=ANOTHER)]
    tell(app, sid=ABSENT)
    for visit in visits:
        expect_over(app, visit, "a Logout Token with its sub alone")


@ending_check("rp-backchannel/other-user")
def test_a_logout_token_ends_no_session_of_another_user(app: Application) -> None:
    """One logout is that of everybody."""
    other = signed_in(app, user=BOB, sid=ANOTHER)
    named = signed_in(app)
    tell(app)
    tell(app, sid=ABSENT)
    if app.who(other.browser) != BOB.username:
        raise Mismatch(
            BOB.username, "nobody", f"who is signed in, after a logout of {ALICE.username}"
        )
    presume_over(app, named, ENDS)


@ending_check(SUCCESS, spec="backchannel:2.8", severity=LOW)
def test_a_logout_that_succeeded_is_answered_by_http_200(app: Application) -> None:
    """By anything else the provider tries again, or tells its user that the logout failed."""
    signed_in(app)
    for when in ("a logout", "a logout of who is signed out"):
        status = tell(app).status
        if status not in DONE:
            raise Mismatch("HTTP 200", f"HTTP {status}", f"answer to {when}")


@ending_check("rp-backchannel/not-cached", spec="backchannel:2.8", level=SHOULD, severity=LOW)
def test_the_answer_to_a_logout_is_not_stored(app: Application) -> None:
    """A cache would answer the next one in place of the application."""
    signed_in(app)
    answer = tell(app)
    if answer.status not in DONE:
        raise NotRun(f"A right Logout Token is answered by HTTP {answer.status}.", judge=SUCCESS)
    control = answer.header("cache-control").lower()
    if "no-store" not in control:
        raise Mismatch("no-store", control or "nothing", "Cache-Control")


@ending_check(
    "rp-backchannel/more-than-known",
    spec=["backchannel:2.4", "backchannel:2.5"],
    severity=MEDIUM,
)
def test_claims_and_fields_that_nobody_knows_are_ignored(app: Application) -> None:
    """A provider that says more than it must cannot sign anybody out."""
    visit = signed_in(app)
    token = logout_token(app.provider.provider, ssoproof="more")
    answer_to(app, token, ("more", "than known"))
    expect_over(app, visit, "a Logout Token with more claims than known")
