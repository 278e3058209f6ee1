"""From what was recorded to a run: findings and catalogue in one dict, answers, verdicts.

Pure functions on plain dicts, whose shape is in `shape.py`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase

from reports.run.answers import Judged, answers, is_stopped
from reports.run.evidence import light, referred
from reports.run.model import JUDGED, OUTCOMES, SCHEMA, folder
from reports.run.shape import (
    About,
    Entry,
    Exchange,
    Finding,
    Forecast,
    JudgedTarget,
    Notice,
    Problem,
    Run,
    Target,
)


def assemble(
    *,
    findings: Iterable[Finding],
    targets: Iterable[Target],
    exchanges: Iterable[Exchange],
    problems: Iterable[Problem],
    catalogue: list[Entry],
    about: About,
    not_run_because: str,
    not_run: str = "choice",
    forecasts: Mapping[str, list[Forecast]] | None = None,
) -> Run:
    """Build the run dict from what was recorded.

    `about` holds the fields that are copied as they are: started, duration_s, versions, options,
    exit_code, faults, coverage, diagnoses, notices. A check of the catalogue without a finding on
    a target becomes NOT_RUN of the kind `not_run`, with `not_run_because`: a part of a run cannot
    look like the whole. `forecasts` are told by target. Exchanges that no finding rests on go.
    """
    targets = sorted(targets, key=lambda target: target["name"])
    checks = {entry["id"]: position for position, entry in enumerate(catalogue)}
    findings = list(findings)
    missing = absent(findings, catalogue, targets, not_run_because, not_run)
    findings += missing
    findings.sort(key=lambda f: (f["target"], checks.get(f["check"], len(checks)), f["check"]))
    findings = light(findings)
    problems = list(problems)
    entries = {entry["id"]: entry for entry in catalogue}
    return {
        "schema": SCHEMA,
        **about,
        "targets": [
            judge(
                Judged(
                    target,
                    [f for f in findings if f["target"] == target["name"]],
                    entries,
                    [one for one in about["diagnoses"] if one["target"] == target["name"]],
                    {one["check"] for one in missing if one["target"] == target["name"]},
                    (forecasts or {}).get(target["name"], []),
                ),
                about["notices"],
                problems,
            )
            for target in targets
        ],
        "catalogue": catalogue,
        "findings": findings,
        "exchanges": referred(findings, exchanges),
        "problems": problems,
    }


def as_told(
    *,
    findings: list[Finding],
    exchanges: Iterable[Exchange],
    problems: list[Problem],
    about: About,
) -> Run:
    """A run without a verdict: what was found, and why nothing could be made of it."""
    return {
        "schema": SCHEMA,
        **about,
        "targets": [],
        "catalogue": [],
        "findings": findings,
        "exchanges": list(exchanges),
        "problems": problems,
    }


def absent(
    findings: list[Finding],
    catalogue: Iterable[Entry],
    targets: Iterable[Target],
    reason: str,
    kind: str,
) -> list[Finding]:
    """One NOT_RUN finding for every check that has none on a target that its suite judges."""
    seen = {(finding["check"], finding["target"]) for finding in findings}
    return [
        {
            "check": entry["id"], "target": target["name"], "outcome": "NOT_RUN", "reason": reason,
            "not_run": kind, "expected": "", "actual": "", "where": "", "exchanges": [],
            "fingerprint": "", "duration_s": 0, "rerun": "", "remedy": "", "source": "",
        }
        for target in targets
        for entry in catalogue
        if (entry["id"], target["name"]) not in seen and judges(target, entry)
    ]  # fmt: skip


def judges(target: Target, entry: Entry) -> bool:
    """Whether a check is one that concerns the target, of a suite that judges it.

    Runs may not say which do.
    """
    suite = folder(entry["location"]).rpartition("/")[2]
    concerns = any(fnmatchcase(entry["id"], glob) for glob in target.get("checks", ["*"]))
    return concerns and suite in target.get("suites", [suite])


def judge(judged: Judged, notices: list[Notice], problems: Collection[Problem]) -> JudgedTarget:
    """The target with its `verdict`, `answers` and `counts` (every outcome, zero included)."""
    counts = Counter(finding["outcome"] for finding in judged.findings)
    filtered = any(
        notice["kind"] == "filtered" and notice["target"] in ("", judged.target["name"])
        for notice in notices
    )
    partial = filtered or bool(judged.unselected)
    word = verdict(judged, partial=partial, problems=bool(problems))
    return {
        **judged.target,
        "verdict": word,
        "answers": answers(judged, word),
        "counts": {name: counts[name] for name in OUTCOMES},
    }


def verdict(judged: Judged, *, partial: bool, problems: bool) -> str:
    """The word for what was found on a target.

    `partial`: checks were left out. `problems`: something of the harness broke outside any check,
    so checks may be missing. What was left out by choice, cannot be judged from outside, or waits
    for a person is told beside the verdict. A target on which nothing could be judged, or whose
    login was stopped, is neither conformant nor its opposite.
    """
    outcomes = {finding["outcome"] for finding in judged.findings}
    if judged.unmet:
        return "not conformant"
    if "ERRORED" in outcomes or problems or is_unjudged(judged, partial=partial):
        return "not judged"
    if partial or any(is_stopped(one, judged.unselected) for one in judged.findings):
        return "incomplete"
    return "conformant"


def is_unjudged(judged: Judged, *, partial: bool) -> bool:
    """Whether something stood in the way of the whole, of a suite, or of what all else builds on.

    A suite that was left out beside another, or does not apply, is a footnote as its checks are.
    """
    if any(judged.is_in_the_way(one) for one in judged.findings if one["outcome"] == "FAILED"):
        return True
    if any(is_stopped(one, judged.unselected) for one in judged.needed):
        return True
    found = by_suite(judged)
    empty = [one for one in found if is_empty(one, partial=partial)]
    stopped = any(is_stopped(each, judged.unselected) for one in empty for each in one)
    return stopped or len(empty) == len(found)


def by_suite(judged: Judged) -> list[list[Finding]]:
    """The findings of the checks that were selected, by the folder of their suite."""
    found: dict[str, list[Finding]] = {}
    for finding in judged.findings:
        entry = judged.entries.get(finding["check"])
        if finding["check"] not in judged.unselected:
            found.setdefault(folder(entry["location"]) if entry else "", []).append(finding)
    return list(found.values()) or [[]]


def is_empty(findings: list[Finding], *, partial: bool) -> bool:
    """Whether nothing was judged: all was kept from running, or the whole does not apply."""
    outcomes = {finding["outcome"] for finding in findings}
    return not outcomes & (JUDGED | {"FAILED"} | ({"NOT_APPLICABLE"} if partial else set()))
