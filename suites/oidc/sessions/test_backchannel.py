"""The logout token: Back-Channel Logout 1.0 sections 2.1 and 2.4."""

from functools import partial
from typing import Any

from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.sessions.channels import TOKEN, backchannel_session, logout_token
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import (
    GROSSLY_S,
    audiences,
    expect_not_after,
    json_type_of,
    numeric_date,
)
from suites.protocol.signatures.signatures import expect_signature
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    Tolerated,
    expect,
    expect_contains,
    expect_equal,
    expect_none,
    presuming,
)

EVENT = "http://schemas.openid.net/event/backchannel-logout"
LONGEST_S = 120

logout_token_check = partial(
    check, spec="backchannel:2.4", run_class=STATEFUL, needs="backchannel-logout", remedy=VENDOR
)


@logout_token_check("backchannel/signature", level=MUST, severity=HIGH)
def test_the_logout_token_is_signed_by_the_provider(op: Op) -> None:
    """Whoever knows a user's sub could log that user out of the application."""
    token = logout_token(op)
    algorithm = token.header.get("alg")
    if algorithm == "none":
        raise Mismatch("a signature", "alg none", f"{TOKEN}, header")
    expect_signature(op, token, where=f"{TOKEN}, signature")


@logout_token_check("backchannel/typ", level=SHOULD, severity=LOW)
def test_the_logout_token_says_in_its_header_what_it_is(op: Op) -> None:
    """A logout token could be taken for an ID Token, or an ID Token for a logout token."""
    typ = logout_token(op).header.get("typ", "none")
    found = typ.lower().removeprefix("application/") if isinstance(typ, str) else typ
    expect_equal(found, "logout+jwt", where=f"{TOKEN}, typ")


@logout_token_check("backchannel/issuer", level=MUST, severity=HIGH)
def test_iss_of_the_logout_token_is_the_issuer(op: Op) -> None:
    """Applications compare it and refuse the token: their users stay logged in."""
    expect_equal(logout_token(op).claims["iss"], op.target.issuer, where=f"{TOKEN}, iss")


@logout_token_check("backchannel/audience", level=MUST, severity=HIGH)
def test_aud_of_the_logout_token_is_the_client_that_it_was_sent_to(op: Op) -> None:
    """A token for one application would log users out of another."""
    found = audiences(logout_token(op).claims)
    expect_contains(found, backchannel_session(op).client.target.client_id, where=f"{TOKEN}, aud")
    if len(found) > 1:
        why = "Who else is named could use the token against the same user."
        raise Tolerated("the client alone", f"{len(found)} audiences", f"{TOKEN}, aud", why)


@logout_token_check("backchannel/issued-at", level=MUST, severity=MEDIUM)
def test_iat_of_the_logout_token_is_now(op: Op) -> None:
    """An application cannot tell an old token that somebody replays from a new one."""
    where = f"{TOKEN}, iat"
    issued = numeric_date(logout_token(op).claims, "iat")
    expect_not_after(issued, op.target.clock.now(), where=where)
    early = backchannel_session(op).login.received_at - issued
    expect(
        early < GROSSLY_S, "the time of the logout", f"{early:g} s before the login", where=where
    )


@logout_token_check("backchannel/expiry", level=MUST, severity=MEDIUM)
def test_the_logout_token_says_when_it_ends(op: Op) -> None:
    """Without exp, or with one that has passed, applications refuse the token."""
    expires = numeric_date(logout_token(op).claims, "exp")
    issued = backchannel_session(op).login.received_at
    expect(expires > issued, "later than the logout", "earlier", where=f"{TOKEN}, exp")


@logout_token_check("backchannel/short-lived", spec="backchannel:4", level=MAY, severity=LOW)
def test_the_logout_token_is_good_for_two_minutes_at_most(op: Op) -> None:
    """The longer it is good, the longer somebody who caught it can use it again."""
    claims = logout_token(op).claims
    with presuming():
        lasts = numeric_date(claims, "exp") - numeric_date(claims, "iat")
    expect(lasts <= LONGEST_S, f"{LONGEST_S} s", f"{lasts:g} s", where=f"{TOKEN}, exp - iat")


@logout_token_check("backchannel/jti", level=MUST, severity=MEDIUM)
def test_the_logout_token_has_an_identifier(op: Op) -> None:
    """An application cannot tell that it got the same token before."""
    logout_token(op).claims.string("jti")


@logout_token_check("backchannel/event", level=MUST, severity=HIGH)
def test_events_of_the_logout_token_is_the_logout_event(op: Op) -> None:
    """It is what makes the token a logout token; without it applications refuse it."""
    events = logout_token(op).claims["events"]
    where = f"{TOKEN}, events"
    if not isinstance(events, dict):
        raise Mismatch("an object", json_type_of(events), where)
    expect_contains(list(events), EVENT, where=where)
    expect(isinstance(events[EVENT], dict), "an object", json_type_of(events[EVENT]), where=where)


@logout_token_check("backchannel/event-alone", level=SHOULD, severity=LOW)
def test_the_logout_event_stands_alone_and_is_empty(op: Op) -> None:
    """Applications that compare strictly refuse more than the specification shows."""
    with presuming():
        events = logout_token(op).claims["events"]
    found = dict(events) if isinstance(events, dict) else {}
    expect_none(sorted(set(found) - {EVENT}), where=f"{TOKEN}, other events")
    expect_equal(found.get(EVENT), {}, where=f"{TOKEN}, events")


@logout_token_check("backchannel/who", level=MUST, severity=HIGH)
def test_the_logout_token_names_the_user_or_the_session(op: Op) -> None:
    """An application that does not know whom it concerns can log nobody out."""
    claims = logout_token(op).claims
    named = [name for name in ("sub", "sid") if isinstance(claims.get(name), str) and claims[name]]
    expect(bool(named), "sub or sid", "neither", where=TOKEN)


@logout_token_check("backchannel/sub", level=MUST, severity=HIGH)
def test_sub_of_the_logout_token_is_that_of_the_id_token(op: Op) -> None:
    """Somebody else would be logged out, or nobody."""
    found = logout_token(op).claims.get("sub")
    if found is None:
        raise NotApplicable("The logout token has no sub, which is optional beside sid.")
    expect_equal(found, _of_the_login(op, "sub"), where=f"{TOKEN}, sub")


@logout_token_check("backchannel/sid", level=MUST, severity=HIGH)
def test_sid_of_the_logout_token_is_that_of_the_id_token(op: Op) -> None:
    """The client registered that it needs the session: it would not find which one ended."""
    if op.discovery().get("backchannel_logout_session_supported") is not True:
        raise NotApplicable("backchannel_logout_session_supported is not true.")
    found = logout_token(op).claims["sid"]
    expect_equal(found, _of_the_login(op, "sid"), where=f"{TOKEN}, sid")


def _of_the_login(op: Op, claim: str) -> Any:
    with presuming():
        return backchannel_session(op).login.id_token.claims[claim]


@logout_token_check("backchannel/no-nonce", level=MUST, severity=HIGH)
def test_the_logout_token_has_no_nonce(op: Op) -> None:
    """It could be passed off as the ID Token of a login."""
    found = ["nonce"] if "nonce" in logout_token(op).claims else []
    expect_none(found, where=f"{TOKEN}, claims that must not be there")


@logout_token_check(
    "backchannel/session-supported", spec="backchannel:2.1", level=MAY, severity=LOW
)
def test_the_provider_can_name_the_session_in_a_logout_token(op: Op) -> None:
    """By the user alone an application can only end all sessions of that user at once."""
    flag = op.discovery().get("backchannel_logout_session_supported", False)
    where = "discovery document, backchannel_logout_session_supported"
    expect(flag is True, True, flag, where=where)


@logout_token_check(
    "backchannel/sid-in-id-token", spec="backchannel:2.1", level=MUST, severity=MEDIUM
)
def test_the_id_token_names_the_session_that_a_logout_will_name(op: Op) -> None:
    """An application could not tell which of its sessions a logout token means."""
    if op.discovery().get("backchannel_logout_session_supported") is not True:
        raise NotApplicable("backchannel_logout_session_supported is not true.")
    backchannel_session(op).login.id_token.claims.string("sid")
