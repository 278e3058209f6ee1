"""Runs a check on a subject outside of pytest: one way for the suites and for their own proof."""

from collections.abc import Iterator
from contextlib import contextmanager

from fakes.wire.errors import ExchangeError
from suites.checks.catalogue import suite_of
from suites.checks.check import Check
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun
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


@contextmanager
def controlled(check: Check, subject: Subject, exchanges: list[str]) -> Iterator[None]:
    """Around the body of `check`, whose evidence is collected in `exchanges`.

    What it found, or did not find, or could not look for, counts if it is proved. Raises NotRun if
    it is not.
    """
    suite = suite_of(check)
    try:
        yield
    except Mismatch:
        suite.doubt(subject, check, exchanges)
        raise
    except (NotApplicable, NotRun, ExchangeError):
        suite.prove(subject, exchanges)
        raise
    suite.prove(subject, exchanges)


def judge(check: Check, subject: Subject) -> Outcome:
    """The outcome of `check` on `subject`."""
    suite, error = suite_of(check), None
    try:
        with subject.journal.scope() as exchanges:
            require(check, subject)
            with controlled(check, subject, exchanges):
                check.function(suite.given(subject))
    except Exception as caught:  # noqa: BLE001 - every way to end is an outcome
        error = caught
    return outcome_of(check, subject.target, error, today=subject.today())
