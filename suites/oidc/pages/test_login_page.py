"""Whose login it is: cross-site forms, foreign transactions, several tabs (RFC 6749 10.12)."""

from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import CRITICAL, MEDIUM, MUST, SHOULD
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_not_taken
from suites.protocol.session.login_pages import (
    FirstTab,
    borrowed,
    first_of_two_tabs,
    tokens_of_first_tab,
)
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect, expect_equal

SENT = "login form of another browser, sent with the right password"
TABS = "login in the first of two tabs"


@check(
    "login/csrf",
    spec=["rfc6749:10.12", "wstg:4.6.5"],
    level=MUST,
    severity=MEDIUM,
    remedy="Tie the login form to the browser that it was shown in (a token in the form and in a "
    "cookie), and refuse a form from elsewhere.",
)
def test_a_login_form_from_elsewhere_logs_nobody_in(op: Op) -> None:
    """An attacker's page logs users in under the attacker's name, and reads what they do there."""
    found = borrowed(op)
    expect_not_taken(found.landing, "a refusal", where=SENT)
    expect(not found.mine, "no session", "a session", where=SENT)


@check(
    "login/transaction-of-another-browser",
    spec=["rfc6749:10.12", "wstg:4.6.3"],
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
)
def test_a_login_does_not_log_in_the_browser_that_the_form_came_from(op: Op) -> None:
    """An attacker who sends a user such a form is logged in as that user."""
    expect(not borrowed(op).theirs, "no session", "a session", where=f"{SENT}, the other browser")


@check(
    "login/two-tabs",
    spec=["rfc6749:4.1.2", "core:3.1.2.5"],
    level=SHOULD,
    severity=MEDIUM,
    remedy=VENDOR,
)
def test_a_login_answers_the_request_of_its_own_tab(op: Op) -> None:
    """The login that the user meant for one application goes to another, with its scopes."""
    found = _answered(op)
    state = found.landing.params.get("state", "none")
    expect(state != found.second.state, "state of the first tab", "of the second", where=TABS)


@check(
    "login/two-tabs-nonce",
    spec=["core:2", "core:3.1.3.7"],
    level=SHOULD,
    severity=MEDIUM,
    remedy=VENDOR,
)
def test_a_login_gives_the_id_token_of_its_own_tab(op: Op) -> None:
    """The ID Token of one request would be taken for the answer to another."""
    found = _answered(op)
    try:
        claims = tokens_of_first_tab(op).id_token.claims
    except Mismatch as mismatch:
        raise Mismatch("tokens for the first tab", mismatch.actual, TABS) from mismatch
    nonce = claims.get("nonce")
    if nonce not in (found.page.request.nonce, found.second.nonce):
        raise NotRun("Another check judges this first: the nonce is that of neither request.")
    expect_equal(nonce, found.page.request.nonce, where=f"{TABS}, ID Token, nonce")


def _answered(op: Op) -> FirstTab:
    """The login in the first of two tabs. Raises NotApplicable if it is refused, which is safe."""
    found = first_of_two_tabs(op)
    if not found.landing.left or "error" in found.landing.params:
        told = outcome_in_words(found.landing)
        raise NotApplicable(f"Only the newest tab of a browser can log in: {told}.")
    return found
