"""How fresh a login is: max_age and auth_time (Core 2 and 3.1.2.1)."""

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.authorization.requests import LONG, older_session, silent_login, with_max_age
from suites.protocol.authorization.sessions import (
    AUTH_TIME,
    aged,
    auth_time,
    expect_asked_again,
    expect_lasting,
    own_session,
)
from suites.protocol.signatures.id_tokens import numeric_date
from suites.verdicts.expect import NotRun, expect, presuming

A_LOGIN_S = 60


@check(
    "authorization/prompt-none-auth-time",
    spec=["core:2", "core:3.1.2.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Set auth_time to when the user typed the password, not to when the token was made.",
)
def test_auth_time_does_not_change_without_a_login(op: Op) -> None:
    """Applications would take an old session for a fresh login."""
    expect_lasting(own_session(op), silent_login(op).id_token, prompt="none")


@check(
    "authorization/max-age-zero",
    spec="core:3.1.2.1",
    level=MUST,
    severity=HIGH,
    remedy="Let the provider ask for the password again on max_age=0, as on prompt=login.",
)
def test_max_age_of_zero_asks_the_user_again(op: Op) -> None:
    """Applications that confirm a dangerous step by a new login confirm nothing."""
    expect_asked_again(aged(op, "0"))


@check(
    "authorization/max-age-auth-time",
    spec=["core:2", "core:3.1.2.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Set auth_time to when the user typed the password, not to when the token was made.",
)
def test_auth_time_is_the_same_while_a_session_lasts(op: Op) -> None:
    """Applications would take an old session for a fresh login, and ask for none."""
    after = with_max_age(op)
    if after is None:
        raise NotRun(
            "The session was not used again (see authorization/max-age-session).",
            judge="authorization/max-age-session",
        )
    expect_lasting(own_session(op), after.id_token, max_age=LONG)


@check(
    "authorization/auth-time-recent",
    spec="core:2",
    level=MUST,
    severity=MEDIUM,
    remedy="Set auth_time to when the user typed the password.",
)
def test_auth_time_after_a_login_is_the_time_of_that_login(op: Op) -> None:
    """Applications that ask for a fresh login refuse it, or ask for ever."""
    _, login = older_session(op)
    with presuming():
        issued = numeric_date(login.id_token.claims, "iat")
    if abs(issued - login.received_at) > A_LOGIN_S:
        raise NotRun(
            "The iat of the ID Token is not its time (see id-token/issued-now).",
            judge="id-token/issued-now",
        )
    before = issued - auth_time(login.id_token)
    told = f"{before:g} s before iat"
    expect(before <= A_LOGIN_S, f"at most {A_LOGIN_S} s before", told, where=AUTH_TIME)
