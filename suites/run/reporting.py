"""How a check's end is told to pytest, and by its report to ours. Whatever breaks, it is told."""

from copy import copy
from dataclasses import dataclass
from typing import Any

import pytest

from suites.checks.check import Check, check_of
from suites.checks.suite import Suite
from suites.run.findings import finding_of, rerun_of
from suites.run.options import repeated
from suites.run.running import Subjects
from suites.verdicts.expect import HandedOver
from suites.verdicts.first_place import innermost
from suites.verdicts.verdict import Outcome, outcome_of

# The attribute of a report that holds what was found.
FOUND = "ssoproof"
EXPECTED_FAILURE = ("WARNED", "KNOWN", "WAIVED", "REVIEW")


@dataclass(frozen=True, slots=True)
class Judged:
    """A check that ended on a target, with the ids of the exchanges that prove it."""

    item: pytest.Function
    call: pytest.CallInfo[None]
    check: Check
    suite: Suite[Any]
    target: str
    evidence: list[str]


def interrupts(call: pytest.CallInfo[None]) -> bool:
    """Whether the run ends here."""
    return call.excinfo is not None and not isinstance(call.excinfo.value, Exception)


def told(judged: Judged, subjects: Subjects) -> pytest.TestReport:
    """The report of a check, with its finding, new exchanges, and the state of its target.

    What of ours breaks on the way is that check's ERRORED, and never the end of the run.
    """
    try:
        return _decided(judged, subjects)
    except Exception as bug:  # noqa: BLE001 - whatever it is, the run goes on
        return _broken(judged, subjects, bug)


def _decided(judged: Judged, subjects: Subjects) -> pytest.TestReport:
    call, check = judged.call, judged.check
    error = own_verdict(call.excinfo.value if call.excinfo else None, judged.item.session)
    subject = subjects.get(judged.suite, judged.target)
    clean = subject.journal.redactor.text
    outcome = outcome_of(check, subject.target, error, subject.today()).cleaned(clean)
    config = judged.item.config
    options = [*subjects.rerun(judged.target).split(), *repeated(config)]
    finding = finding_of(
        check,
        subject.target,
        outcome,
        exchanges=judged.evidence,
        duration_s=round(call.duration, 4),
        rerun=rerun_of(check, options, config.invocation_params.dir),
    )
    report = _report(judged, outcome)
    if report.failed:
        report.longrepr = clean(report.longreprtext)
    news = subjects.news(judged.suite, judged.target)
    vars(report)[FOUND] = {"finding": finding} | news
    return report


def own_verdict(error: BaseException | None, session: pytest.Session) -> BaseException | None:
    """What ended a check; what it handed over to one that was not selected, it found itself."""
    if not isinstance(error, HandedOver):
        return error
    checks = (check_of(getattr(item, "function", None)) for item in session.items)
    selected = {one.id for one in checks if one is not None}
    return error if error.judge in selected else error.mismatch


def _broken(judged: Judged, subjects: Subjects, bug: Exception) -> pytest.TestReport:
    """ERRORED, by what broke the check or else by `bug`.

    No message is told: it may hold a secret, and may be what could not be cleaned.
    """
    first = judged.call.excinfo.value if judged.call.excinfo else None
    met = first if isinstance(first, Exception) else bug
    reason = f"{type(met).__name__} ({innermost(met)}); it could not be told as usual, by "
    reason += f"{type(bug).__name__} ({innermost(bug)})."
    outcome = Outcome(outcome="ERRORED", reason=reason)
    report = _report(judged, outcome)
    report.outcome, report.longrepr = "failed", f"{judged.check.id}: {reason}"
    finding = {
        "check": judged.check.id,
        "target": judged.target,
        "outcome": outcome.outcome,
        "reason": reason,
        "exchanges": [],
        "duration_s": round(judged.call.duration, 4),
        "remedy": judged.check.remedy,
    } | dict.fromkeys(("expected", "actual", "where", "source", "fingerprint", "rerun"), "")
    news = {"exchanges": [], "target": subjects.last_state(judged.target)}
    vars(report)[FOUND] = {"finding": finding} | news
    return report


def _report(judged: Judged, outcome: Outcome) -> pytest.TestReport:
    """Pytest's own report for what passed or broke; without a traceback for every other outcome.

    To format a traceback takes longer than most checks, and it would tell nothing.
    """
    make = pytest.TestReport.from_item_and_call
    if outcome.outcome in ("PASSED", "ERRORED"):
        return make(judged.item, judged.call)
    quiet = copy(judged.call)
    quiet.excinfo = None
    report = make(judged.item, quiet)
    _translate(report, outcome, judged.check)
    return report


def _translate(report: pytest.TestReport, outcome: Outcome, check: Check) -> None:
    """Says an outcome in pytest's own terms, for exit codes, `--lf` and JUnit."""
    if outcome.outcome in EXPECTED_FAILURE:
        report.outcome = "skipped"
        report.wasxfail = outcome.reason or f"{outcome.expected}; got {outcome.actual}"
    elif outcome.outcome in ("NOT_APPLICABLE", "NOT_RUN"):
        report.outcome = "skipped"
        file, line, _ = report.location
        report.longrepr = (file, line or 0, f"{outcome.outcome}: {outcome.reason}")
    else:
        report.outcome = "failed"
        report.longrepr = (
            f"{check.id}: {check.title}\n  expected  {outcome.expected}\n"
            f"  actual    {outcome.actual}\n  where     {outcome.where}\n  remedy    {check.remedy}"
        )
