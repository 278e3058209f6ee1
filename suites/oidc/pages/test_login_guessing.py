"""Guessing names and passwords: RFC 6749 section 10.10, OWASP WSTG 4.3.4 and 4.4.3."""

import re
from secrets import token_hex

from fakes.user.browser import Landing
from fakes.user.forms import visible_text
from fakes.user.login import Credentials, fill
from fakes.wire.errors import Busy
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_not_taken
from suites.protocol.session.login_pages import LoginPage, credentials_of, login_page
from suites.protocol.webfinger import webfinger
from suites.verdicts.expect import NotApplicable, NotRun, Tolerated, expect_equal

# A name that a run before has locked would look like one that is slowed down at once.
NOBODY = f"ssoproof-nobody-{token_hex(4)}"
WRONG = "ssoproof-this-is-no-password-1"
TRIES = 12
NUMBER = re.compile(r"\b(?=[\w-]*\d)[\w-]{8,}")
Shown = tuple[int, str, tuple[str, ...]]


def page_shown(landing: Landing, *names: str) -> Shown:
    """What a page tells, without `names`: status, text, and what its forms ask for.

    Long words with a digit are the page's own numbers, such as that of the request.
    """
    text = visible_text(landing.text)
    for name in names:
        text = text.replace(name, "NAME")
    text = NUMBER.sub("NUMBER", text)
    return landing.reply.status, text, tuple(form.describe() for form in landing.forms)


def tried(op: Op, page: LoginPage, name: str) -> Landing:
    """Where it leads to send a wrong password for `name`."""
    filled, watch = fill(page.form, Credentials(name, WRONG)), page.request.redirect_uri
    landing = page.browser.submit(page.form, filled, watch=watch)
    return op.provider.driver.see(page.browser, landing, watch=watch)


def wrongly_tried(op: Op, name: str) -> Landing:
    """The page after a wrong password for `name`, in a browser of its own. Raises NotRun."""
    return presume_no_login(tried(op, login_page(op, op.new_browser()), name))


def presume_another_try(page: LoginPage, landing: Landing) -> None:
    """Raises NotRun if the page after a wrong password has no form to try another one by."""
    try:
        _ = LoginPage(page.browser, page.request, landing).form
    except NotApplicable:
        raise NotRun("The page after a wrong password has no form for another one.") from None


def presume_no_login(landing: Landing) -> Landing:
    """A wrong password led to this page. Raises NotRun if it was none, or let somebody in."""
    if landing.left and "error" not in landing.params:
        raise NotRun("Another check judges this first: a wrong password logs in.")
    return landing


@check(
    "login/unknown-user",
    spec="core:3.1.2.3",
    level=MUST,
    severity=CRITICAL,
    run_class=NOISY,
    remedy="Switch off the login page of a development set-up, which takes any password.",
)
def test_nobody_is_logged_in_by_an_unknown_name_and_a_wrong_password(op: Op) -> None:
    """Anybody is whoever they say they are."""
    landing = tried(op, login_page(op, op.new_browser()), NOBODY)
    expect_not_taken(landing, "a refusal", where="login of nobody")


@check(
    "login/user-enumeration",
    spec="wstg:4.3.4",
    level=MAY,
    severity=MEDIUM,
    run_class=NOISY,
    remedy="Let the login page say the same for an unknown name and for a wrong password.",
)
def test_the_login_page_does_not_tell_who_is_a_user(op: Op) -> None:
    """An attacker learns which names are worth guessing passwords for."""
    known = credentials_of(op).username
    names = (known, NOBODY, NOBODY)
    wrong, unknown, again = (page_shown(wrongly_tried(op, one), known, NOBODY) for one in names)
    if unknown != again:
        raise NotRun("The login page differs each time for one and the same name.")
    for told, other in zip(wrong, unknown, strict=True):
        expect_equal(str(told), str(other), where="wrong password of a user, of nobody")


@check(
    "login/guessing",
    spec=["rfc6749:10.10", "wstg:4.4.3"],
    level=SHOULD,
    severity=HIGH,
    run_class=NOISY,
    remedy="Slow down, or lock for a while, after ten wrong passwords in a row.",
)
def test_many_wrong_passwords_slow_the_login_down(op: Op) -> None:
    """Whoever may guess without end finds every weak password."""
    page = login_page(op, op.new_browser())
    # A name that was guessed in an earlier run may be locked still.
    name = f"{NOBODY}-{token_hex(4)}"
    first = landing = presume_no_login(tried(op, page, name))
    presume_another_try(page, first)
    for _ in range(TRIES):
        if page_shown(landing) != page_shown(first):
            return
        try:
            landing = tried(op, LoginPage(page.browser, page.request, landing), name)
        except (Busy, NotApplicable):
            return
    if page_shown(landing) == page_shown(first):
        why = "The user does not exist, and the provider may count for others alone."
        told = f"the same answer {TRIES} times"
        raise Tolerated("a slow-down", told, "wrong passwords in a row", why)


@check(
    "login/hint-enumeration",
    spec="wstg:4.3.4",
    level=MAY,
    severity=LOW,
    remedy="Let the login page look the same whoever login_hint names.",
)
def test_login_hint_does_not_tell_who_is_a_user(op: Op) -> None:
    """An attacker learns which names are worth guessing passwords for, without one try."""
    known = credentials_of(op).username
    mine, again, nobody = (hinted(op, name) for name in (known, known, NOBODY))
    if mine != again:
        raise NotRun("The login page differs each time for one and the same login_hint.")
    for told, other in zip(mine, nobody, strict=True):
        expect_equal(str(told), str(other), where="login page with login_hint of a user, of nobody")


def hinted(op: Op, name: str) -> Shown:
    """What the login page shows with `name` as login_hint. Raises NotApplicable without a page."""
    _, landing = op.ask(browser=op.new_browser(), login_hint=name)
    if landing.left:
        raise NotApplicable(f"No login page was shown: {outcome_in_words(landing)}.")
    return page_shown(landing, name)


@check(
    "login/webfinger-enumeration",
    spec=["discovery:2", "wstg:4.3.4"],
    level=MAY,
    severity=LOW,
    remedy="Let WebFinger answer the same for every name of the domain, or switch it off.",
)
def test_webfinger_does_not_tell_who_is_a_user(op: Op) -> None:
    """An attacker learns which names are worth guessing passwords for, without one try."""
    known = credentials_of(op).username.partition("@")[0]
    replies = [webfinger(op, name) for name in (known, NOBODY)]
    statuses = [reply.status for reply in replies]
    if min(statuses) >= 500:
        raise NotRun(f"WebFinger answered HTTP {min(statuses)}, which decides nothing.")
    if min(statuses) >= 400:
        raise NotApplicable("There is no WebFinger for the users of this host.")
    expect_equal(statuses[0], statuses[1], where="WebFinger for a user, for nobody, status")
