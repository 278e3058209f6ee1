"""The user's session in the hybrid flow: prompt, max_age, id_token_hint (Core 3.3.2.1, 3.3.2.3).

It is the session in which the application's own flow was tried, after that.
"""

from contextlib import suppress

from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.jwt import Jwt
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.hybrid import hybrid_responses, silent_hybrid_stranger
from suites.protocol.authorization.requests import LONG, Outcome, older_session
from suites.protocol.authorization.responses import decide_on_page, expect_success
from suites.protocol.authorization.sessions import (
    AUTH_TIME,
    UserSession,
    asked_first,
    asked_when_aged,
    auth_time,
    expect_asked_again,
    expect_lasting,
    logged_in_again,
)
from suites.verdicts.expect import (
    NotApplicable,
    NotRun,
    Tolerated,
    expect,
    expect_equal,
    presuming,
)

WHERE = "authorization response"
SUB = "ID Token, sub"


@remembered
def hybrid_session(op: Op) -> UserSession:
    """The older session, asked by the hybrid flow two seconds after its last login.

    Raises NotApplicable, NotRun.
    """
    one = hybrid_responses(op)[0]
    _ = one.params
    browser, login = older_session(op)
    with suppress(NotApplicable, NotRun):
        login = logged_in_again(op)
    op.target.clock.wait(2)
    return UserSession(one.op, browser, login, "pkce", {"response_type": one.response_type})


@remembered
def hybrid_with_max_age(op: Op) -> Outcome:
    """The answer to a max_age that is longer than the session; a consent is given, no password."""
    session = hybrid_session(op)
    request, landing = session.ask(max_age=LONG)
    if landing.left or landing.asks_for_password or not landing.forms:
        return request, landing
    return session.authorize(max_age=LONG)


@remembered
def hybrid_silent(op: Op) -> Outcome:
    """The answer to prompt=none, when the client is known in the session."""
    hybrid_with_max_age(op)
    return hybrid_session(op).ask(prompt="none")


@remembered
def hybrid_hinted(op: Op) -> Outcome:
    """The answer to prompt=none with the ID Token of the session. Raises NotRun without either."""
    hint = token_of(op, hybrid_silent(op)).raw
    return hybrid_session(op).ask(prompt="none", id_token_hint=hint)


@remembered
def hybrid_prompted(op: Op) -> Landing:
    """What the user is asked on prompt=login."""
    return asked_first(hybrid_session(op), prompt="login", max_age=LONG)


@remembered
def hybrid_aged(op: Op) -> Landing:
    """What the user is asked whose login is older than max_age."""
    return asked_when_aged(hybrid_session(op), "1")


def token_of(op: Op, outcome: Outcome) -> Jwt:
    """The ID Token of a response. Raises NotRun if there is none."""
    with presuming():
        expect_success(outcome[1])
    return hybrid_session(op).id_token(outcome)


@check(
    "hybrid/prompt-none-session",
    spec=["core:3.3.2.1", "core:3.1.2.6"],
    level=SHOULD,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Look at the sign-on policy of the client: it may ask for a new login, a second factor "
    "or a consent each time.",
)
def test_hybrid_prompt_none_succeeds_for_a_user_with_a_session(op: Op) -> None:
    """Applications could not renew a login without disturbing the user."""
    _, landing = hybrid_silent(op)
    if not landing.left:
        judge = "hybrid/prompt-none-page"
        raise NotRun(f"A page answers prompt=none (see {judge}).", judge=judge)
    if landing.params.get("error") == "consent_required":
        told = outcome_in_words(landing)
        reason = "The provider asks for consent each time, so nobody can log in silently."
        raise Tolerated("a successful authorization response", told, WHERE, reason)
    expect_success(landing)


@check(
    "hybrid/prompt-none-page",
    spec=["core:3.3.2.1", "core:3.3.2.6"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Answer prompt=none with an error, not a page, in each flow.",
)
def test_hybrid_prompt_none_shows_no_page(op: Op) -> None:
    """Silent renewal runs in a hidden frame: a page there leaves the application waiting."""
    landing = silent_hybrid_stranger(op).landing
    expected, told = "an error response to the application", outcome_in_words(landing)
    decide_on_page(landing)
    expect("error" in landing.params, expected, told, where=f"{WHERE}, without a session")
    _, landing = hybrid_silent(op)
    decide_on_page(landing)
    told = outcome_in_words(landing)
    expect(landing.left, "no page", told, where=f"{WHERE} to prompt=none, with a session")


@check(
    "hybrid/prompt-none-user",
    spec=["core:3.3.2.1", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    needs="hybrid",
    remedy="Let the provider answer prompt=none for the user of the session, and nobody else.",
)
def test_hybrid_prompt_none_gives_the_user_of_the_session(op: Op) -> None:
    """The application would continue as somebody else."""
    before, after = token_of(op, hybrid_with_max_age(op)), token_of(op, hybrid_silent(op))
    expect_equal(after.claims.get("sub"), before.claims.get("sub"), where=SUB)


@check(
    "hybrid/prompt-none-auth-time",
    spec=["core:2", "core:3.3.2.1"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Set auth_time to when the user typed the password, not to when the token was made.",
)
def test_hybrid_auth_time_does_not_change_without_a_login(op: Op) -> None:
    """Applications would take an old session for a fresh login."""
    expect_lasting(hybrid_session(op), token_of(op, hybrid_silent(op)), prompt="none")


@check(
    "hybrid/max-age-session",
    spec="core:3.3.2.1",
    level=MAY,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider use a session again that is not older than max_age, in each flow.",
)
def test_hybrid_max_age_uses_a_session_again_that_is_younger(op: Op) -> None:
    """Users type their password more often than the application asks for."""
    _, landing = hybrid_with_max_age(op)
    expect(not landing.asks_for_password, "no login page", "a login page", where=WHERE)
    expect_success(landing)


@check(
    "hybrid/auth-time-with-max-age",
    spec=["core:2", "core:3.3.2.1"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Report to the provider's maker: `auth_time` is required where max_age was asked.",
)
def test_the_hybrid_id_token_has_auth_time_if_max_age_was_asked(op: Op) -> None:
    """Without it the application cannot see whether its limit was kept."""
    claims = token_of(op, hybrid_with_max_age(op)).claims
    expect("auth_time" in claims, "a time", "none", where=AUTH_TIME)


@check(
    "hybrid/max-age-auth-time",
    spec=["core:2", "core:3.3.2.1"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Set auth_time to when the user typed the password, not to when the token was made.",
)
def test_hybrid_auth_time_is_the_same_while_a_session_lasts(op: Op) -> None:
    """Applications would take an old session for a fresh login, and ask for none."""
    expect_lasting(hybrid_session(op), token_of(op, hybrid_with_max_age(op)), max_age=LONG)


@check(
    "hybrid/id-token-hint",
    spec=["core:3.3.2.1", "core:3.1.2.1"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider take an ID Token of its own as id_token_hint, in each flow.",
)
def test_a_hybrid_id_token_as_hint_of_the_user_of_the_session_succeeds_silently(op: Op) -> None:
    """Applications that renew the login of a known user could not."""
    expect_success(hybrid_hinted(op)[1])


@check(
    "hybrid/id-token-hint-user",
    spec=["core:3.3.2.1", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    needs="hybrid",
    remedy="Answer an id_token_hint for the user that it names, or with login_required.",
)
def test_a_hybrid_id_token_as_hint_gives_the_user_that_it_names(op: Op) -> None:
    """The application would continue as somebody else."""
    before, after = token_of(op, hybrid_silent(op)), token_of(op, hybrid_hinted(op))
    expect_equal(after.claims.get("sub"), before.claims.get("sub"), where=SUB)


@check(
    "hybrid/prompt-login",
    spec=["core:3.3.2.3", "core:3.1.2.3"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the provider ask again on prompt=login, in each flow.",
)
def test_hybrid_prompt_login_asks_the_user_again(op: Op) -> None:
    """Applications that confirm a dangerous step by a new login confirm nothing."""
    expect_asked_again(hybrid_prompted(op))


@check(
    "hybrid/max-age",
    spec="core:3.3.2.1",
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Let the provider ask for the password again when the login is older than max_age.",
)
def test_a_hybrid_request_with_max_age_asks_the_user_of_an_older_session(op: Op) -> None:
    """Somebody at an unlocked computer gets into applications that ask for a fresh login."""
    expect_asked_again(hybrid_aged(op))


@check(
    "hybrid/prompt-login-auth-time",
    spec=["core:2", "core:3.3.2.1"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Set auth_time anew when the user logged in again.",
)
def test_hybrid_auth_time_moves_with_a_new_login(op: Op) -> None:
    """Applications cannot tell that the user has just logged in, and ask for ever."""
    session = hybrid_session(op)
    with presuming():
        expect_asked_again(hybrid_prompted(op))
    for earlier in (hybrid_hinted, hybrid_aged):
        with suppress(NotApplicable, NotRun):
            earlier(op)
    after = token_of(op, session.authorize(prompt="login", max_age=LONG))
    old, new = auth_time(session.login.id_token), auth_time(after)
    expect(new > old, "later than the login before", "not later", where=AUTH_TIME)
