"""What a diagnosis looks at: one target's settings and findings, as the report has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

RED = ("FAILED", "WARNED")
# As much of a finding as others repeat of it, and the least that tells it from another.
QUOTED_CHARS = 150
TELLING_CHARS = 20

Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One target of a run; `findings` are those that no cause explains yet.

    `judged` are the checks that came to a verdict, explained or not.
    """

    name: str
    vendor: str
    settings: dict[str, str]
    findings: tuple[Finding, ...]
    judged: frozenset[str] = frozenset()

    def matching(self, globs: Iterable[str], outcomes: Iterable[str]) -> list[Finding]:
        """The findings with one of these outcomes whose check matches a glob, glob by glob."""
        return [
            one
            for glob in globs
            for one in self.findings
            if one["outcome"] in outcomes and fnmatchcase(one["check"], glob)
        ]

    def without(self, explained: set[str]) -> "Case":
        """The same target without the findings of these checks."""
        left = tuple(one for one in self.findings if one["check"] not in explained)
        return Case(self.name, self.vendor, self.settings, left, self.judged)


def stopped_by(causes: list[Finding], findings: Iterable[Finding]) -> list[Finding]:
    """Those that were not run because of one of `causes`: their reason repeats what it found."""
    told = [text for cause in causes for text in _as_repeated(cause)]
    return [
        one
        for one in findings
        if one["outcome"] == "NOT_RUN" and any(text in one["reason"] for text in told)
    ]


def _as_repeated(finding: Finding) -> list[str]:
    """The beginnings of what was found, as the reasons of other findings repeat it."""
    found = finding["actual"] or finding["reason"]
    whole = f"expected {finding['expected']}, got {found}"[:QUOTED_CHARS]
    return [whole, found[:QUOTED_CHARS]] if len(found) >= TELLING_CHARS else [whole]
