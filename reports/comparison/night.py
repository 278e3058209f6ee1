"""One target in one run, without its evidence: what is compared, and what the history keeps."""

from typing import TypedDict

from reports.run.answers import severity_of
from reports.run.assembly import judges
from reports.run.model import folder, stand_in
from reports.run.shape import Answers, Entry, Finding, Forecast, JudgedTarget, Run


class Known(TypedDict):
    """A check as a catalogue had it; `suite` is its folder."""

    title: str
    level: str
    suite: str


class Found(TypedDict):
    """A finding without what proves it. `severity` is what it costs, tolerance included."""

    check: str
    outcome: str
    severity: str
    reason: str
    expected: str
    actual: str
    where: str
    fingerprint: str
    not_run: str


class Cause(TypedDict):
    """A cause in one sentence, and the checks that it explains."""

    id: str
    summary: str
    explains: list[str]


class Night(TypedDict):
    """What a run said of one target.

    `checks` are those of the suites that judge it, by id: they had them all, selected or not.
    """

    started: str
    duration_s: float
    exit_code: int
    versions: dict[str, str]
    target: JudgedTarget
    causes: list[Cause]
    checks: dict[str, Known]
    findings: list[Found]


def nights_of(run: Run) -> list[Night]:
    """Each target of a run."""
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    by_target: dict[str, list[Found]] = {one["name"]: [] for one in run["targets"]}
    for finding in run["findings"]:
        if finding["target"] in by_target:
            by_target[finding["target"]].append(found(finding, entries))
    return [
        {
            "started": run["started"],
            "duration_s": run["duration_s"],
            "exit_code": run["exit_code"],
            "versions": run["versions"],
            "target": without_modules(target),
            "causes": [
                {"id": one["id"], "summary": one["summary"], "explains": one["explains"]}
                for one in run["diagnoses"]
                if one["target"] == target["name"]
            ],
            "checks": {
                entry["id"]: known(entry) for entry in run["catalogue"] if judges(target, entry)
            },
            "findings": by_target[target["name"]],
        }
        for target in run["targets"]
    ]


def known(entry: Entry) -> Known:
    """What is kept of a catalogue's entry."""
    return {
        "title": entry["title"],
        "level": entry["level"],
        "suite": folder(entry["location"]).rpartition("/")[2],
    }


def known_in(night: Night, check: str) -> Known:
    """The check as that night had it, or by its name alone."""
    return night["checks"].get(check) or known(stand_in(check))


def found(finding: Finding, entries: dict[str, Entry]) -> Found:
    """What is kept of a finding."""
    return {
        "check": finding["check"],
        "outcome": finding["outcome"],
        "severity": severity_of(finding, entries),
        "reason": finding["reason"],
        "expected": finding["expected"],
        "actual": finding["actual"],
        "where": finding["where"],
        "fingerprint": finding["fingerprint"],
        "not_run": finding.get("not_run", ""),
    }


def without_modules(target: JudgedTarget) -> JudgedTarget:
    """The target with what a certification suite would say of each profile, and no longer why."""
    if "answers" not in target:
        return target
    told = target["answers"]
    short: list[Forecast] = [one | {"modules": []} for one in told["conforms"]["forecasts"]]
    answers: Answers = told | {"conforms": told["conforms"] | {"forecasts": short}}
    return target | {"answers": answers}
