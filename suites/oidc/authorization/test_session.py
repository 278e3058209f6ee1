"""The user's session at the provider: prompt, max_age, id_token_hint (Core 3.1.2.1)."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import (
    LONG,
    older_session,
    presume_request_taken,
    presume_unknown,
    silent,
    silent_login,
    silent_stranger,
    stranger,
)
from suites.protocol.authorization.responses import (
    decide_on_page,
    expect_not_taken,
    expect_success,
)
from suites.protocol.authorization.sessions import (
    aged,
    auth_time,
    expect_asked_again,
    logged_in_again,
    prompted,
)
from suites.protocol.session.logout import sound_hint
from suites.protocol.session.other_user import other_user
from suites.verdicts.expect import (
    NotRun,
    Tolerated,
    expect,
    expect_equal,
    presuming,
)

WHERE = "authorization response"


@check(
    "authorization/prompt-none-session",
    spec=["core:3.1.2.1", "core:3.1.2.6"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Look at the sign-on policy of the client: it may ask for a new login, a second factor "
    "or a consent each time.",
)
def test_prompt_none_succeeds_for_a_user_with_a_session(op: Op) -> None:
    """Applications could not renew a login without disturbing the user."""
    _, landing = silent(op)
    if not landing.left:
        raise NotRun(
            "A page answers prompt=none (see authorization/prompt-none-page).",
            judge="authorization/prompt-none-page",
        )
    if landing.params.get("error") == "consent_required":
        told = outcome_in_words(landing)
        reason = "The provider asks for consent each time, so nobody can log in silently."
        raise Tolerated("a successful authorization response", told, WHERE, reason)
    expect_success(landing)


@check(
    "authorization/prompt-none-user",
    spec="core:3.1.2.1",
    level=MUST,
    severity=CRITICAL,
    remedy="Let the provider answer prompt=none for the user of the session, and nobody else.",
)
def test_prompt_none_gives_the_user_of_the_session(op: Op) -> None:
    """The application would continue as somebody else."""
    _, before = older_session(op)
    after = silent_login(op).id_token.claims.get("sub")
    expect_equal(after, before.id_token.claims.get("sub"), where="ID Token, sub")


@check(
    "authorization/prompt-none-page",
    spec=["core:3.1.2.1", "core:3.1.2.6"],
    level=MUST,
    severity=MEDIUM,
    remedy="Answer prompt=none with an error, not a page (Amazon Cognito: use managed login).",
)
def test_prompt_none_shows_no_page(op: Op) -> None:
    """Silent renewal runs in a hidden frame: a page there leaves the application waiting."""
    presume_request_taken(op)
    _, landing = silent_stranger(op)
    expected = "an error response to the application"
    decide_on_page(landing)
    refused = "error" in landing.params
    expect(refused, expected, outcome_in_words(landing), where=f"{WHERE}, without a session")
    _, landing = silent(op)
    decide_on_page(landing)
    told = outcome_in_words(landing)
    expect(landing.left, "no page", told, where=f"{WHERE} to prompt=none, with a session")


@check(
    "authorization/prompt-none-combined",
    spec="core:3.1.2.1",
    level=MUST,
    severity=LOW,
    remedy="Let the provider refuse prompt=none together with another value.",
)
def test_prompt_none_with_another_value_is_an_error(op: Op) -> None:
    """The request contradicts itself; the application gets what it did not mean."""
    for prompt in ("none login", "login none"):
        _, landing = op.ask(prompt=prompt)
        expect_not_taken(landing, "an error", where=f"prompt={prompt}")
        asked = landing.reply.status < 400 and any(one.method == "POST" for one in landing.forms)
        expect(not asked, "an error", outcome_in_words(landing), where=f"prompt={prompt}")


@check(
    "authorization/prompt-login",
    spec="core:3.1.2.3",
    level=MUST,
    severity=HIGH,
    remedy="Let the provider ask again on prompt=login (Amazon Cognito: use managed login).",
)
def test_prompt_login_asks_the_user_again(op: Op) -> None:
    """Applications that confirm a dangerous step by a new login confirm nothing."""
    expect_asked_again(prompted(op))


@check(
    "authorization/prompt-list",
    spec=["core:3.1.2.1", "core:3.1.2.3"],
    level=MUST,
    severity=MEDIUM,
    remedy="Read prompt as a list of values that are separated by spaces.",
)
def test_prompt_login_among_other_values_asks_the_user_again(op: Op) -> None:
    """Applications that want a new login and a new consent get neither."""
    with presuming():
        expect_asked_again(prompted(op))
    expect_asked_again(prompted(op, "login consent"))


@check(
    "authorization/prompt-login-auth-time",
    spec=["core:2", "core:3.1.2.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Set auth_time anew when the user logged in again.",
)
def test_auth_time_moves_with_a_new_login(op: Op) -> None:
    """Applications cannot tell that the user has just logged in, and ask for ever."""
    _, before = older_session(op)
    after = logged_in_again(op)
    old, new = auth_time(before.id_token), auth_time(after.id_token)
    expect(new > old, "later than the login before", "not later", where="ID Token, auth_time")


@check(
    "authorization/max-age",
    spec="core:3.1.2.1",
    level=MUST,
    severity=HIGH,
    remedy="Let the provider ask for the password again when the login is older than max_age.",
)
def test_a_session_older_than_max_age_has_to_log_in_again(op: Op) -> None:
    """Somebody at an unlocked computer gets into applications that ask for a fresh login."""
    expect_asked_again(aged(op))


@check(
    "authorization/max-age-session",
    spec="core:3.1.2.1",
    level=MAY,
    severity=LOW,
    remedy="Let the provider use a session again that is not older than max_age.",
)
def test_a_session_younger_than_max_age_is_used_again(op: Op) -> None:
    """Users type their password more often than the application asks for."""
    _, landing = op.ask(max_age=LONG)
    expect(not landing.asks_for_password, "no login page", "a login page", where=WHERE)
    # What else it may ask, such as for consent, is no second login.
    expect_success(landing if landing.left else op.authorize(max_age=LONG)[1])


@check(
    "authorization/id-token-hint",
    spec="core:3.1.2.1",
    level=MUST,
    severity=LOW,
    remedy="Let the provider take an ID Token of its own as id_token_hint.",
)
def test_id_token_hint_of_the_user_of_the_session_succeeds_silently(op: Op) -> None:
    """Applications that renew the login of a known user could not."""
    silent_login(op)
    _, landing = op.ask(prompt="none", id_token_hint=op.login().id_token.raw)
    expect_success(landing)


@check(
    "authorization/id-token-hint-alone",
    spec="core:3.1.2.1",
    level=MUST,
    severity=CRITICAL,
    remedy="Take id_token_hint as a hint; only a session or a login tells who the user is.",
)
def test_id_token_hint_is_no_login(op: Op) -> None:
    """Whoever finds an old ID Token, in a log for instance, could log in with it."""
    hint = op.login().id_token.raw
    presume_unknown(op)
    _, landing = stranger(op, prompt="none", id_token_hint=hint)
    expect_not_taken(landing, "an error", where=WHERE)


@check(
    "authorization/id-token-hint-of-another-user",
    spec=["core:3.1.2.1", "core:3.1.2.2"],
    level=MUST,
    severity=HIGH,
    needs="other-user",
    remedy="Compare the user of an id_token_hint with the user of the session.",
)
def test_id_token_hint_of_another_user_gets_no_tokens(op: Op) -> None:
    """An application that asks for one user would be given another."""
    browser, login = other_user(op)
    mine, theirs = (sound_hint(op, one).raw for one in (op.login(), login))
    control = op.ask(browser=browser, prompt="none", id_token_hint=theirs)[1]
    with presuming():
        expect_success(control)
    _, landing = op.ask(browser=browser, prompt="none", id_token_hint=mine)
    expect_not_taken(landing, "login_required", where=WHERE)
