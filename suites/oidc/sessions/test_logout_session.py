"""What a logout ends, and for whom: RP-Initiated Logout 1.0 sections 2, 4 and 6."""

from fakes.user.browser import Browser
from fakes.user.forms import page_of
from fakes.user.logging_out import confirmation_form
from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.session.cross_site import foreign, form_taken
from suites.protocol.session.login_pages import first_of_two_tabs, tokens_of_first_tab
from suites.protocol.session.logout import (
    STATE,
    LogoutOutcome,
    ask_to_log_out,
    knows_user,
    log_out,
    login_in_new_browser,
    logout_without_parameters,
    rp_initiated_logout,
    sound_hint,
)
from suites.protocol.session.other_user import other_user
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    expect,
    expect_equal,
    expect_none,
    expect_status,
)

WHERE = "logout request"
HINT_ALONE = "logout request with id_token_hint alone"
IN = "the user is still logged in"
OUT = "a login is needed"
LINKS = "a[href], form[action], [formaction], iframe[src], meta[content]"
SCRIPT_URL = "javascript:alert(1)//ssoproof"


@check(
    "logout/old-cookies",
    spec=["rp-logout:2", "wstg:4.6.6"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy="End the session at the server, not only its cookie in the browser.",
)
def test_the_cookies_from_before_a_logout_open_no_session(op: Op) -> None:
    """Who copied the cookies before, from a shared computer for instance, is still logged in."""
    left = rp_initiated_logout(op)
    if not left.known_before or left.known_after:
        raise NotRun(
            "Another check judges this first: the logout ended no session.",
            judge="logout/session-ends",
        )
    browser = op.new_browser()
    for cookie in left.cookies:
        cookie.give(browser)
    expect_equal(IN if knows_user(op, browser) else OUT, OUT, where="prompt=none with old cookies")


@check(
    "logout/hint-alone",
    spec="rp-logout:2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy="Let a logout with id_token_hint and no URL end the session.",
)
def test_a_logout_by_id_token_hint_alone_ends_the_session(op: Op) -> None:
    """An application that has no page for afterwards could not log its users out."""
    browser, _ = _by_hint_alone(op)
    told = IN if knows_user(op, browser) else OUT
    expect_equal(told, OUT, where=f"prompt=none after a {HINT_ALONE}")


@check(
    "logout/hint-alone-page",
    spec="rp-logout:3",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy="Show a page that tells the user that the logout worked.",
)
def test_a_logout_by_id_token_hint_alone_shows_a_page(op: Op) -> None:
    """A user who meets an error, or nothing, does not know whether the logout worked."""
    end = _by_hint_alone(op)[1]
    expect(not end.last.left, "a page of the provider", "a redirect away from it", where=HINT_ALONE)
    expect_status(end.last.reply, 200, where=HINT_ALONE)


@remembered
def _by_hint_alone(op: Op) -> tuple[Browser, LogoutOutcome]:
    """A browser whose user logged out by an id_token_hint and nothing else, and how."""
    browser, login = _somebody(op)
    return browser, log_out(op, browser, id_token_hint=sound_hint(op, login).raw)


def _somebody(op: Op) -> tuple[Browser, Login]:
    """Somebody who is logged in, and need not be any more."""
    try:
        return first_of_two_tabs(op).page.browser, tokens_of_first_tab(op)
    except (NotApplicable, NotRun, Mismatch):
        return login_in_new_browser(op)


@check(
    "logout/state-alone",
    spec="rp-logout:2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="end_session",
    remedy="Let a logout request with a state alone lead to a page that asks, or tells.",
)
def test_a_logout_by_state_alone_gets_a_page(op: Op) -> None:
    """Every parameter is optional: a user who only wants to leave meets an error."""
    browser, _, _ = logout_without_parameters(op)
    landing = ask_to_log_out(op, browser, "", state=STATE)
    where = f"{WHERE} with state alone"
    expect(not landing.left, "a page of the provider", "a redirect away from it", where=where)
    expect_status(landing.reply, 200, where=where)


@check(
    "logout/hint-of-another-user",
    spec="rp-logout:2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["rp-initiated-logout", "other-user"],
    remedy="Compare the id_token_hint with the user of the session, and ask where they differ.",
)
def test_a_hint_about_another_user_does_not_end_the_session(op: Op) -> None:
    """Whoever has an account can log other users out, by a link with an ID Token of their own."""
    browser, _ = other_user(op)
    if not knows_user(op, browser):
        raise NotRun("The second user has no session: it proves nothing here.")
    ask_to_log_out(op, browser, "", id_token_hint=sound_hint(op, op.login()).raw)
    told = IN if knows_user(op, browser) else "the session is over"
    expect_equal(told, IN, where=f"prompt=none after a {WHERE} with the hint of another user")


@check(
    "logout/csrf",
    spec=["rp-logout:6", "wstg:4.6.5"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["end_session", "other-user"],
    remedy="Tie the question of the logout to the session that it was asked in.",
)
def test_a_yes_to_the_question_of_another_session_ends_no_session(op: Op) -> None:
    """Any page on the web could say yes in the name of the user who visits it."""
    asked, landing, _ = logout_without_parameters(op)
    form = confirmation_form(asked, landing, "")
    if form is None:
        raise NotApplicable("The provider does not ask.")
    browser, _ = other_user(op)
    if not knows_user(op, browser):
        raise NotRun("The second user has no session: it proves nothing here.")
    browser.submit(foreign(form), {})
    if not knows_user(op, browser):
        where = "prompt=none after another site answered the question of another session"
        raise form_taken(browser, IN, "the session is over", where)


@check(
    "logout/javascript-link",
    spec=["rp-logout:3", "wstg:4.7.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="end_session",
    remedy=VENDOR,
)
def test_no_page_of_a_logout_links_to_a_javascript_url(op: Op) -> None:
    """The attacker's script would run in a page of the provider when the user goes on."""
    own, browser = op.target.client_id, op.new_browser()
    landing = ask_to_log_out(
        op, browser, SCRIPT_URL, client_id=own, post_logout_redirect_uri=SCRIPT_URL
    )
    values = [
        value or ""
        for node in page_of(landing.text).css(LINKS)
        for value in node.attributes.values()
    ]
    found = [one for one in values if one.strip().lower().startswith("javascript:alert(1)")]
    where = f"{WHERE} with post_logout_redirect_uri={SCRIPT_URL}, links"
    expect_none([] if landing.left else found[:1], where=where)
