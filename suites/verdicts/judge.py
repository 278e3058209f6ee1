"""Runs a check on a provider outside of pytest: one way for the suite and for its own proof."""

from suites.admin.client import Client
from suites.checks.check import Check
from suites.op.features.table import FEATURES
from suites.op.op import Op
from suites.verdicts.expect import NotApplicable
from suites.verdicts.verdict import Outcome, outcome_of


def require(check: Check, op: Op) -> None:
    """Raises NotApplicable if the target lacks a feature that `check` needs, NotRun if what it does
    was not allowed.
    """
    for need in check.needs:
        missing = FEATURES[need](op)
        if missing:
            raise NotApplicable(f"{missing}.")
    op.presume_allowed(check.run_class)


def subject_of(check: Check, op: Op) -> Op | Client:
    """What `check` gets to judge."""
    return Client(op) if check.suite == "registration" else op


def judge(check: Check, op: Op) -> Outcome:
    """The outcome of `check` on `op`."""
    error = None
    try:
        with op.journal.scope() as exchanges:
            require(check, op)
            check.function(subject_of(check, op))
            op.controls.prove(op, exchanges)
    except Exception as caught:  # noqa: BLE001 - every way to end is an outcome
        error = caught
    return outcome_of(check, op.target, error, today=op.today())
