"""What a diagnosis looks at: one target's settings and findings, as the report has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from suites.checks.check import Check

RED = ("FAILED", "WARNED")
STOPPED = "stopped"

Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One target of a run; `findings` are those that no cause explains yet.

    `judged` are the checks that came to a verdict, explained or not; `checks` is the catalogue.
    """

    name: str
    vendor: str
    settings: dict[str, str]
    findings: tuple[Finding, ...]
    judged: frozenset[str] = frozenset()
    checks: Mapping[str, Check] = field(default_factory=dict)

    def matching(self, globs: Iterable[str], outcomes: Iterable[str]) -> list[Finding]:
        """The findings with one of these outcomes whose check matches a glob, glob by glob."""
        ended = [one for one in self.findings if one["outcome"] in outcomes]
        return [one for glob in globs for one in ended if fnmatchcase(one["check"], glob)]

    def without(self, explained: set[str]) -> "Case":
        """The same target without the findings of these checks."""
        left = tuple(one for one in self.findings if one["check"] not in explained)
        return replace(self, findings=left)


def stopped_by(causes: list[Finding], findings: Iterable[Finding]) -> list[Finding]:
    """Those that were not run because of one of `causes`.

    They name its check, or met the same difference at the same place in one of its exchanges.
    """
    return [
        one
        for one in findings
        if one["outcome"] == "NOT_RUN" and any(stops(cause, one) for cause in causes)
    ]


def stops(cause: Finding, finding: Finding) -> bool:
    """Whether what `finding` says that it was stopped by is `cause`."""
    met = finding.get("stopped_by", {})
    if "check" in met:
        return bool(met["check"] == cause["check"])
    if not met or any(met[name] != cause[name] for name in ("expected", "actual")):
        return False
    own, others = finding["exchanges"], cause["exchanges"]
    # What was asked by no request is the same at the same place alone.
    if not own and not others:
        return bool(met["where"] == cause["where"])
    same_request = own[-1:] == others[-1:] or not {*own}.isdisjoint(others)
    return same_request and (met["where"] == cause["where"] or own[-1:] == others[-1:])


def is_open_to(finding: Finding) -> bool:
    """Whether a cause may explain it by what its rule names: it is unmet, or was stopped."""
    if finding["outcome"] != "NOT_RUN":
        return finding["outcome"] in RED
    return bool(finding.get("not_run", STOPPED) == STOPPED)
