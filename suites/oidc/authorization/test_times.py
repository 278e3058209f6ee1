"""How fresh a login is: max_age and auth_time (Core 2 and 3.1.2.1)."""

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST
from suites.oidc.authorization.test_session import aged, auth_time, expect_asked_again
from suites.op.login import Login
from suites.op.op import Op
from suites.protocol.authorization.requests import (
    LONG,
    login_in,
    older_session,
    silent_login,
    with_max_age,
)
from suites.protocol.signatures.id_tokens import numeric_date
from suites.verdicts.expect import NotRun, Tolerated, expect, presuming

A_LOGIN_S = 60
AUTH_TIME = "ID Token, auth_time"
LASTS = "the time of the login"
ELSEWHERE = "A login of the user in another browser makes this session count as fresh."


def expect_lasting(op: Op, after: Login, **asked: str) -> None:
    """The auth_time of the older session is still what it was; `asked` gave the login `after`.

    A time that moved, and stays from then on, is that of a login of the user in another browser:
    max_age counts from the last time that the provider authenticated the user (Core 3.1.2.1).
    """
    browser, before = older_session(op)
    later = auth_time(after) - auth_time(before)
    told = f"{later:+g} s"
    if later > 0:
        with presuming():
            now = login_in(op, browser, **asked)
            op.target.clock.wait(2)
            again = login_in(op, browser, **asked)
        if auth_time(again) == auth_time(now):
            raise Tolerated(LASTS, told, AUTH_TIME, ELSEWHERE)
    expect(later == 0, LASTS, told, where=AUTH_TIME)


@check(
    "authorization/prompt-none-auth-time",
    spec=["core:2", "core:3.1.2.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Set auth_time to when the user typed the password, not to when the token was made.",
)
def test_auth_time_does_not_change_without_a_login(op: Op) -> None:
    """Applications would take an old session for a fresh login."""
    expect_lasting(op, silent_login(op), prompt="none")


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
    expect_lasting(op, after, max_age=LONG)


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
    before = issued - auth_time(login)
    told = f"{before:g} s before iat"
    expect(before <= A_LOGIN_S, f"at most {A_LOGIN_S} s before", told, where=AUTH_TIME)
