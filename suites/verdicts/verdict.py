"""From how a check ended to its outcome on a target: the one place where outcomes are decided."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from fakes.vendors import deviations
from fakes.wire.errors import ExchangeError
from suites.checks.check import Check
from suites.checks.words import MUST
from suites.targets.target import Target
from suites.verdicts.expect import (
    UNUSABLE,
    HandedOver,
    Mismatch,
    NeedsReview,
    NotApplicable,
    NotRun,
    Tolerated,
    incomplete,
)
from suites.verdicts.first_place import place_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One check's outcome, in the words of the report; `not_run` is the kind of NOT_RUN.

    `stopped_by` names what stopped it: the `check` that judges that, or the difference that was
    found (`where`, `expected`, `actual`).
    """

    outcome: str
    reason: str = ""
    expected: str = ""
    actual: str = ""
    where: str = ""
    source: str = ""
    not_run: str = ""
    stopped_by: dict[str, str] = field(default_factory=dict)
    picture: bytes = field(default=b"", repr=False)

    def cleaned(self, clean: Callable[[str], str]) -> "Outcome":
        """The same outcome, its texts without secrets."""
        return replace(
            self,
            reason=clean(self.reason),
            expected=clean(self.expected),
            actual=clean(self.actual),
            where=clean(self.where),
            stopped_by={name: clean(told) for name, told in self.stopped_by.items()},
        )

    def fingerprint(self, check: Check, target: Target) -> str:
        """The same for the same difference on the same target, in any run."""
        told = f"{check.id}\n{target.name}\n{self.outcome}\n{self.expected}\n{self.where}"
        return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def outcome_of(check: Check, target: Target, error: BaseException | None, today: date) -> Outcome:
    """The outcome of `check` that ended with `error`, or without one."""
    match error:
        case None:
            return Outcome(outcome="PASSED")
        case Mismatch():
            return _mismatch(check, target, error, today)
        case NotApplicable():
            return Outcome(outcome="NOT_APPLICABLE", reason=str(error))
        case HandedOver():
            found = error.mismatch
            return Outcome(
                outcome="NOT_RUN",
                reason=str(error),
                expected=found.expected,
                actual=found.actual,
                where=found.where,
                not_run=error.kind,
                stopped_by=stop_of(error),
            )
        case NotRun():
            return _not_run(error)
        case ExchangeError():
            return _not_run(NotRun(f"{UNUSABLE}: {error}", found=incomplete(error)))
        case NeedsReview():
            return Outcome(outcome="REVIEW", reason=str(error), picture=error.picture)
    place = place_in(error)
    told = f"{type(error).__name__}: {error}"
    return Outcome(outcome="ERRORED", reason=f"{told} ({place})" if place else told)


def _not_run(error: NotRun) -> Outcome:
    stop = stop_of(error)
    return Outcome(outcome="NOT_RUN", reason=str(error), not_run=error.kind, stopped_by=stop)


def stop_of(error: NotRun) -> dict[str, str]:
    """What stopped a check, as data; nothing if that is a matter of its own."""
    if error.judge:
        return {"check": error.judge}
    found = error.found
    if found is None:
        return {}
    return {"where": found.where, "expected": found.expected, "actual": found.actual}


def _mismatch(check: Check, target: Target, mismatch: Mismatch, today: date) -> Outcome:
    tolerated = isinstance(mismatch, Tolerated)
    unmet = Outcome(
        outcome="FAILED" if check.level == MUST and not tolerated else "WARNED",
        reason=mismatch.reason if isinstance(mismatch, Tolerated) else "",
        expected=mismatch.expected,
        actual=mismatch.actual,
        where=mismatch.where,
    )
    for deviation in (*deviations(target.vendor), *target.known):
        if check.id in deviation.checks:
            return replace(
                unmet,
                outcome="KNOWN",
                reason=f"{deviation.id}: {deviation.says}",
                source=f"{deviation.source} (compared {deviation.compared})",
            )
    for waiver in target.waivers:
        if waiver.check == check.id and waiver.until >= today:
            reason = f"Accepted by {waiver.owner} until {waiver.until}: {waiver.reason}"
            return replace(unmet, outcome="WAIVED", reason=reason)
    return unmet
