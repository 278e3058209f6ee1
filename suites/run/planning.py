"""What a run would do to its targets, and what a look at them says beforehand: `--plan`.

A run without it prints nothing of this: its header is there before any target is opened, and each
worker of a parallel run would look on its own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any

from suites.checks.catalogue import catalogue
from suites.checks.check import Check
from suites.checks.suite import Suite
from suites.checks.words import RunClass
from suites.diagnosis import diagnoses
from suites.run.findings import finding_of
from suites.run.running import Subjects
from suites.targets.target import Target
from suites.verdicts.expect import NotApplicable, NotRun
from suites.verdicts.first_place import innermost
from suites.verdicts.judge import require
from suites.verdicts.precheck import Looked
from suites.verdicts.subject import Subject

# Where nothing that was looked at tells how long an answer takes.
USUAL_S = 0.1


@dataclass(frozen=True)
class Selected:
    """The checks of a suite that a run selected for one of its targets."""

    suite: Suite[Any]
    target: str
    checks: Sequence[Check]


def planned(selected: Iterable[Selected], subjects: Subjects) -> list[dict[str, Any]]:
    """The plan of each target, as plain data for whoever tells it."""
    by_target: dict[str, list[Selected]] = {}
    for one in selected:
        by_target.setdefault(one.target, []).append(one)
    return [plan_of(name, ones, subjects) for name, ones in by_target.items()]


def plan_of(name: str, selected: list[Selected], subjects: Subjects) -> dict[str, Any]:
    """What was looked at of a target, the causes in it, and what a run would send."""
    opened = [subjects.get(one.suite, name) for one in selected]
    looked: dict[str, Looked] = {}
    for one, subject in zip(selected, opened, strict=True):
        looked |= {each.at: each for each in looked_at(one.suite, subject)}
    subject = opened[0]
    source, target = subjects.sources[name], subject.target
    entries = [entry for one in opened for entry in one.journal.entries]
    rate = target.connection.pace.requests_per_s
    sent = will_be_sent(selected, opened)
    shared = sum(one.suite.shared for one in selected)
    requests = sum(one["requests"] for one in sent) + (shared if any_run(sent) else 0)
    return {
        "target": name,
        "issuer": target.issuer,
        "fake": source.embedded,
        "unset": sorted(set(target.unset.values())),
        "looked": [
            {"at": one.at, "says": one.says, "stops": one.stops, "broke": one.is_ours}
            for one in looked.values()
        ],
        "causes": causes_in(looked.values(), subject),
        "sent": sent,
        "requests": requests,
        "logins": sum(one["logins"] for one in sent),
        "rate": rate,
        "seconds": requests * max(1 / rate if rate else 0.0, answered_in(entries)),
    }


def has_user(target: Target) -> bool:
    """Whether somebody can be logged in, now or once the secrets are set."""
    return target.credentials is not None or "password" in target.unset


def looked_at(suite: Suite[Any], subject: Subject) -> list[Looked]:
    """What the suite looks at beforehand; what breaks of ours on the way is told in its place."""
    try:
        return [one.cleaned(subject.journal.redactor.text) for one in suite.precheck(subject)]
    except Exception as bug:  # noqa: BLE001 - whatever it is, what would be sent is told
        told = f"it broke by {type(bug).__name__} ({innermost(bug)}), a problem of the harness"
        return [Looked(at="pre-check", says=told, stops=True, broke=True)]


def causes_in(looked: Iterable[Looked], subject: Subject) -> list[dict[str, Any]]:
    """The causes of what was found, as a run would tell them."""
    findings = [
        finding_of(
            catalogue()[check], subject.target, outcome, exchanges=[], duration_s=0, rerun=""
        )
        for one in looked
        for check, outcome in one.found.items()
    ]
    # What a run would find beside them is not known yet.
    causes = diagnoses([subject.state()], findings, catalogue())
    return [one | {"explains": []} for one in causes]


def will_be_sent(selected: Sequence[Selected], opened: Sequence[Subject]) -> list[dict[str, Any]]:
    """For each run class how many checks are run, how many are not and why, and what they cost.

    `opened` is what each of the suites judges.
    """
    every = [
        (one.suite, check, subject)
        for one, subject in zip(selected, opened, strict=True)
        for check in one.checks
    ]
    found = [sent_of(kind, every) for kind in RunClass]
    return [one for one in found if one["checks"] or one["left_out"]]


def any_run(sent: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a check is run at all."""
    return any(one["checks"] for one in sent)


def sent_of(kind: RunClass, every: Sequence[tuple[Suite[Any], Check, Subject]]) -> dict[str, Any]:
    """What the checks of one run class send. It is an estimate: see `Cost`."""
    told = [
        (suite, subject, why_not(check, subject))
        for suite, check, subject in every
        if check.run_class == kind
    ]
    run = [(suite, subject) for suite, subject, why in told if not why]
    costs = [(suite.costs[kind], subject) for suite, subject in run if kind in suite.costs]
    return {
        "run_class": str(kind),
        "checks": len(run),
        "requests": ceil(sum(cost.requests for cost, _ in costs)),
        "logins": ceil(sum(cost.logins for cost, one in costs if has_user(one.target))),
        "left_out": dict(Counter(why for _, _, why in told if why)),
    }


def why_not(check: Check, subject: Subject) -> str:
    """Why a check would not be run; empty if it would."""
    try:
        require(check, subject)
    except NotApplicable:
        return "not applicable"
    except NotRun as told:
        return str(told)
    return ""


def answered_in(entries: Sequence[Mapping[str, Any]]) -> float:
    """How many seconds an answer usually takes; the first ones may take longer."""
    took = [one["elapsed_ms"] / 1000 for one in entries if one["response"]]
    return median(took) if took else USUAL_S
