"""Verbs for the pages of a provider: what they show, and whom they let in."""

import re

from fakes.user.browser import Browser, Landing
from fakes.wire.client import Reply
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun

# What programs print when they fail, each with the words for the finding.
INTERNALS = {
    "a Python traceback": re.compile(r"Traceback \(most recent call last\)"),
    "a Java stack trace": re.compile(r"\bat [\w.$]{3,200}\([\w$]{1,100}\.java:\d+\)"),
    "a JavaScript stack trace": re.compile(r"\bat [^\n]{1,200}\.[cm]?js:\d+:\d+"),
    "a .NET stack trace": re.compile(
        r"\bat [\w.<>`]{3,200}\([^)\n]{0,200}\) in [^\n]{1,200}:line \d+"
    ),
    "a PHP error": re.compile(r"(?:Fatal error|Warning|Stack trace)\b[^\n]{0,300}\.php\b"),
    "a Ruby or Go stack trace": re.compile(r"[\w/.-]{3,200}\.(?:rb|go):\d+"),
    "a Go panic": re.compile(r"\bgoroutine \d+ \["),
    "a database error": re.compile(
        r"\bORA-\d{5}\b|\bSQLSTATE\b|You have an error in your SQL|\bSQLITE_ERROR\b|"
        r"\b(?:PSQL|SQL|Mongo|Jdbc\w{0,20})(?:Exception|Error)\b|syntax error at or near"
    ),
    "a server and its version": re.compile(
        r"\b(?:nginx|openresty|Apache(?: Tomcat)?|Jetty|Microsoft-IIS|WildFly|WebLogic)/\d+\.\d+"
    ),
    "a file of the server": re.compile(
        r"(?<![\w\"'=(/.-])(?:/(?:var|usr|opt|srv|home|app)/[\w./-]{2,200}|[A-Z]:\\[\w\\.-]{2,200})"
        r"\.(?:py|rb|php|java|class|jar|war|cs|go|js|ts|conf|xml|ya?ml)\b"
    ),
}


def expect_no_internals(text: str, *, where: str) -> None:
    """The text shows no stack trace and no message of a database or an interpreter."""
    for name, pattern in INTERNALS.items():
        if pattern.search(text):
            raise Mismatch("nothing of the provider's inside", name, where)


def is_let_in(op: Op, browser: Browser) -> bool:
    """Whether the user of `browser` is known there: gets an answer, or is asked what only a user
    with a session is asked, such as for a consent.
    """
    _, landing = op.ask(browser=browser)
    if landing.left:
        return "error" not in landing.params
    if landing.asks_for_password or landing.refuses or not landing.forms:
        return False
    _, usual = op.ask()
    return not usual.asks_for_password and forms_shown(landing) == forms_shown(usual)


def forms_shown(landing: Landing) -> list[str]:
    """What the forms of a page ask for."""
    return [form.describe() for form in landing.forms]


@remembered
def first_page(op: Op) -> Landing:
    """The login page, remembered.

    Raises NotApplicable if the provider asks for no login, NotRun if it shows an error.
    """
    _, landing = op.ask(browser=op.new_browser())
    if landing.left:
        raise NotApplicable(f"No login page was shown: {outcome_in_words(landing)}.")
    if landing.refuses:
        raise NotRun(f"In place of a login page, {outcome_in_words(landing)}.")
    return landing


def error_page(op: Op) -> Reply:
    """The page for a request of a client that nobody knows, remembered.

    Raises NotApplicable if no page is shown.
    """
    landing = _unknown_client(op)
    if landing.left:
        raise NotApplicable(f"No page was shown: {outcome_in_words(landing)}.")
    return landing.reply


@remembered
def _unknown_client(op: Op) -> Landing:
    _, landing = op.ask(browser=op.new_browser(), client_id="ssoproof-no-such-client")
    return landing
