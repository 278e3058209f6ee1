"""Runs a check on a subject outside of pytest: one way for the suites and for their own proof."""

from suites.checks.catalogue import suite_of
from suites.checks.check import Check
from suites.verdicts.expect import NotApplicable
from suites.verdicts.subject import Subject
from suites.verdicts.verdict import Outcome, outcome_of


def require(check: Check, subject: Subject) -> None:
    """Raises NotApplicable if the subject lacks a feature that `check` needs, NotRun if what it
    does was not allowed.
    """
    features = suite_of(check).features
    for need in check.needs:
        if not features[need].is_there(subject):
            raise NotApplicable(f"{features[need].why_not(subject)}.")
    subject.presume_allowed(check.run_class)


def judge(check: Check, subject: Subject) -> Outcome:
    """The outcome of `check` on `subject`."""
    suite, error = suite_of(check), None
    try:
        with subject.journal.scope() as exchanges:
            require(check, subject)
            check.function(suite.given(subject))
            suite.prove(subject, exchanges)
    except Exception as caught:  # noqa: BLE001 - every way to end is an outcome
        error = caught
    return outcome_of(check, subject.target, error, today=subject.today())
