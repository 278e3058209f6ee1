"""Findings and notices as plain data: the contract with the reports."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Any

from fakes.vendors import deviations
from suites.checks.catalogue import HERE
from suites.checks.check import Check
from suites.targets.sources import Source
from suites.targets.target import Target
from suites.verdicts.verdict import Outcome


def finding_of(
    check: Check,
    target: Target,
    outcome: Outcome,
    *,
    exchanges: list[str],
    duration_s: float,
    rerun: str,
) -> dict[str, Any]:
    """One check's outcome on one target, as run.json has it."""
    more: dict[str, Any] = {}
    if outcome.picture:
        more["picture"] = b64encode(outcome.picture).decode()
    if outcome.not_run:
        more["not_run"] = outcome.not_run
    if outcome.stopped_by:
        more["stopped_by"] = outcome.stopped_by
    return {
        "check": check.id,
        "target": target.name,
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "expected": outcome.expected,
        "actual": outcome.actual,
        "where": outcome.where,
        "source": outcome.source,
        "remedy": check.remedy,
        "exchanges": list(exchanges),
        "fingerprint": outcome.fingerprint(check, target),
        "duration_s": duration_s,
        "rerun": rerun,
    } | more


def rerun_of(check: Check, options: Sequence[str], folder: Path) -> str:
    """The command that runs `check` again in `folder`, with the `options` of this run.

    The suite is named by its path where it is below `folder`, as in the clone, else by its package.
    """
    here = (folder / "suites" / check.suite).resolve() == HERE / check.suite
    suite = f"suites/{check.suite}" if here else f"--pyargs suites.{check.suite}"
    return " ".join((f"pytest {suite}", *map(quote, options), f"--check {check.id}"))


def notices_of(
    findings: list[dict[str, Any]],
    sources: dict[str, Source],
    vendors: dict[str, str],
    today: date,
) -> list[dict[str, str]]:
    """Documented deviations that a target no longer shows, and waivers that have ended.

    `vendors` are the products of the targets by name, as the run found them.
    """
    outcomes = {(one["target"], one["check"]): one["outcome"] for one in findings}
    notices = []
    for name, source in sources.items():
        for deviation in (*deviations(vendors.get(name, "")), *source.known):
            seen = [outcomes.get((name, check)) for check in deviation.checks]
            if seen and all(outcome == "PASSED" for outcome in seen):
                text = f"{deviation.id} is gone: {deviation.says} Remove it from the data."
                notices.append({"kind": "deviation-gone", "target": name, "text": text})
        for waiver in source.waivers:
            if waiver.until < today:
                told = f"The waiver of {waiver.check} by {waiver.owner} ended on {waiver.until}."
                notices.append({"kind": "waiver-expired", "target": name, "text": told})
            elif outcomes.get((name, waiver.check)) == "PASSED":
                told = f"{waiver.check} is met: the waiver by {waiver.owner} can go."
                notices.append({"kind": "waiver-unneeded", "target": name, "text": told})
    return notices
