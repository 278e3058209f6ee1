"""How the session of a user goes on: used silently, and asked to log in again (Core 3.1.2.1).

What is asked by the application's own flow is remembered here, for whoever asks by another one in
the same session after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fakes.user.browser import Browser, Landing
from suites.op.jwt import Jwt
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import (
    LONG,
    Outcome,
    login_in,
    older_session,
    silent,
    with_max_age,
)
from suites.protocol.authorization.responses import expect_not_taken
from suites.verdicts.expect import NotApplicable, Tolerated, expect, presuming

AUTH_TIME = "ID Token, auth_time"
LASTS = "the time of the login"
ELSEWHERE = "A login of the user in another browser makes this session count as fresh."


@dataclass(frozen=True, slots=True, eq=False)
class UserSession:
    """The session of a browser's user, the login that it goes back to, and who asks in it how.

    `asked` is what each of its requests has by `method`, beside what is asked by a check.
    """

    op: Op
    browser: Browser
    login: Login
    method: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)

    def ask(self, **changes: str) -> Outcome:
        """As `Op.ask`, by the user of the session."""
        return self.op.ask(self.method, browser=self.browser, **{**self.asked, **changes})

    def authorize(self, **changes: str) -> Outcome:
        """As `Op.authorize`, by the user of the session."""
        return self.op.authorize(self.method, browser=self.browser, **{**self.asked, **changes})

    def id_token(self, outcome: Outcome) -> Jwt:
        """The ID Token of a response, or of the token endpoint for its code. Raises NotRun."""
        request, landing = outcome
        with presuming():
            if "id_token" in landing.params:
                return Jwt.parse(landing.params["id_token"], "ID Token")
            return self.op.read(request, landing, self.method).id_token


def own_session(op: Op) -> UserSession:
    """The older session, asked by the application's own flow. Raises NotRun."""
    return UserSession(op, *older_session(op))


@remembered
def prompted(op: Op, prompt: str = "login") -> Landing:
    """What a user with a session is asked on a prompt that has login in it."""
    return asked_first(own_session(op), prompt=prompt, max_age=LONG)


@remembered
def aged(op: Op, seconds: str = "1") -> Landing:
    """What a user is asked whose login is older than a max_age of `seconds`."""
    return asked_when_aged(own_session(op), seconds)


@remembered
def logged_in_again(op: Op) -> Login:
    """The login by prompt=login in the older session, when all else was asked in it.

    Raises NotRun if it cannot be had.
    """
    browser, _ = older_session(op)
    with presuming():
        expect_asked_again(prompted(op))
    for earlier in (silent, with_max_age, aged):
        earlier(op)
    with presuming():
        return login_in(op, browser, prompt="login", max_age=LONG)


def asked_when_aged(session: UserSession, seconds: str) -> Landing:
    """What the user of a session is asked whose login is older than a max_age of `seconds`.

    max_age counts from the last time that the provider authenticated the user (Core 3.1.2.1). That
    may be in another browser, a moment ago: a session that counts as fresh is asked again when
    nobody has logged in for a while.
    """
    landing = asked_in_use(session, seconds)
    if landing.left and "error" not in landing.params:
        session.op.target.clock.wait(2)
        landing = asked_in_use(session, seconds)
    return landing


def asked_in_use(session: UserSession, seconds: str) -> Landing:
    """What max_age leads to in a session that was used a moment ago: to use it is no login."""
    session.ask(prompt="none")
    return asked_first(session, max_age=seconds)


def asked_first(session: UserSession, **changes: str) -> Landing:
    """The page that asks the user of a session to log in, or how it went on without one.

    To agree to something, such as a consent, is no login: what comes then decides.
    """
    _, landing = session.ask(**changes)
    if landing.left or landing.asks_for_password or not landing.forms:
        return landing
    outcome = session.authorize(**changes)
    if outcome[1].asks_for_password:
        return outcome[1]
    after = session.id_token(outcome)
    return landing if auth_time(after) > auth_time(session.login.id_token) else outcome[1]


def expect_asked_again(landing: Landing) -> None:
    """A page asks the user something, or the application learns that this is not possible."""
    expect_not_taken(landing, "a page that asks the user", where="authorization response")


def expect_lasting(session: UserSession, after: Jwt, **asked: str) -> None:
    """The auth_time of a session is still what it was; `asked` gave the ID Token `after`.

    A time that moved, and stays from then on, is that of a login of the user in another browser:
    max_age counts from the last time that the provider authenticated the user (Core 3.1.2.1).
    """
    later = auth_time(after) - auth_time(session.login.id_token)
    told = f"{later:+g} s"
    if later > 0:
        with presuming():
            now = session.id_token(session.authorize(**asked))
            session.op.target.clock.wait(2)
            again = session.id_token(session.authorize(**asked))
        if auth_time(again) == auth_time(now):
            raise Tolerated(LASTS, told, AUTH_TIME, ELSEWHERE)
    expect(later == 0, LASTS, told, where=AUTH_TIME)


def auth_time(id_token: Jwt) -> float:
    """When the user logged in. Raises NotApplicable if the ID Token does not say."""
    value = id_token.claims.get("auth_time")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotApplicable("The ID Token has no auth_time, or none that is a number.")
    return value
