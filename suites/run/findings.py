"""Findings and notices as plain data: the contract with the reports."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from shlex import quote
from typing import Any

from fakes.vendors import deviations
from suites.checks.catalogue import HERE
from suites.checks.check import Check
from suites.targets.sources import Source
from suites.targets.target import Target, Waiver
from suites.verdicts.verdict import Outcome

# So long before a waiver ends somebody has to think of it.
SOON_DAYS = 14


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
    suite = _named(check.suite, folder)
    return " ".join((f"pytest {suite}", *map(quote, options), f"--check {check.id}"))


@cache
def _named(suite: str, folder: Path) -> str:
    here = (folder / "suites" / suite).resolve() == HERE / suite
    return f"suites/{suite}" if here else f"--pyargs suites.{suite}"


def notices_of(
    findings: list[dict[str, Any]],
    sources: dict[str, Source],
    vendors: dict[str, str],
    today: date,
) -> list[dict[str, str]]:
    """Documented deviations that a target no longer shows, and waivers that end, or can go.

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
            met = outcomes.get((name, waiver.check)) == "PASSED"
            kind, text = word_on(waiver, today, met=met)
            if kind:
                notices.append({"kind": kind, "target": name, "text": text})
    return notices


def word_on(waiver: Waiver, today: date, *, met: bool) -> tuple[str, str]:
    """The kind of notice that a waiver deserves, and its text; empty if it may stay as it is."""
    whose = f"The waiver of {waiver.check} by {waiver.owner}"
    if met:
        ended = f" It ended on {waiver.until}." if waiver.until < today else ""
        kind = "waiver-expired" if ended else "waiver-unneeded"
        return kind, f"{whose} can go: what it accepts is met.{ended} Delete its entry."
    renew = f"`ssoproof waive {waiver.check} --until DATE --reason TEXT` accepts it for longer."
    if waiver.until < today:
        return "waiver-expired", f"{whose} ended on {waiver.until}. Mend it, or {renew}"
    left = (waiver.until - today).days
    if left > SOON_DAYS:
        return "", ""
    when = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    return "waiver-ends", f"{whose} ends {when}, on {waiver.until}. {renew}"
