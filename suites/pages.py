"""Verbs for the pages of a provider: what they show, and whom they let in."""

import re

from suites.expect import Mismatch

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
    "a database error": re.compile(r"\bORA-\d{5}\b|\bSQLSTATE\b|You have an error in your SQL"),
}


def expect_no_internals(text: str, *, where: str) -> None:
    """The text shows no stack trace and no message of a database or an interpreter."""
    for name, pattern in INTERNALS.items():
        if pattern.search(text):
            raise Mismatch("nothing of the provider's inside", name, where)
