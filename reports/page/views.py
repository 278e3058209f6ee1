"""What the page shows, computed from the run: groups of findings, ladders, matrix."""

from collections import Counter
from itertools import groupby

from reports.page import brief
from reports.page.ladder import MOST_EXCHANGES, View, anchor_of, evidence
from reports.run.answers import grouped, judged_in, severity_of, weakness_of, weight
from reports.run.evidence import uses
from reports.run.model import OUTCOMES, STOPPED, area, stand_in, worst_first
from reports.run.shape import Entry, Exchange, Finding, ModuleForecast, Run

FIRST = {"FAILED", "ERRORED", "WARNED"}
OPEN = FIRST | {"REVIEW"}
ALIKE = {"NOT_RUN", "NOT_APPLICABLE"}
FORECASTS = ["would fail", "would warn", "would pass", "not judged"]


def groups(run: Run) -> list[View]:
    """The findings by outcome, worst first; an exchange is told in full where it first proves.

    Of what is unmet, or waits for a person, each finding is told whole; the rest in short.
    """
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    exchanges = {exchange["id"]: exchange for exchange in run["exchanges"]}
    used = uses(run["findings"])
    told: set[str] = set()
    pairs = [(f, entries.get(f["check"]) or stand_in(f["check"])) for f in run["findings"]]
    pairs.sort(key=lambda pair: worst_first(*pair))
    shown: list[View] = []
    for outcome, members in groupby(pairs, key=lambda pair: pair[0]["outcome"]):
        found = list(members)
        group = {
            "outcome": outcome,
            "first": outcome in FIRST,
            "open": outcome in OPEN,
            "number": len(found),
            "views": [],
            "passed": [],
            "alike": [],
        }
        if outcome == "PASSED":
            group["passed"] = brief.passed(found, exchanges, used)
        elif outcome in ALIKE:
            group["alike"] = brief.alike(found, exchanges, used, told)
        else:
            group["views"] = [whole(one, entry, exchanges, told) for one, entry in found]
        shown.append(group)
    return shown


def whole(finding: Finding, entry: Entry, exchanges: dict[str, Exchange], told: set[str]) -> View:
    """All that there is to tell of a finding."""
    return {
        "anchor": anchor_of(finding),
        "finding": finding,
        "entry": entry,
        "level": entry["level"],
        "severity": severity_of(finding, {entry["id"]: entry}),
        "remedy": finding["remedy"] or entry["remedy"],
        "evidence": evidence(finding["exchanges"][:MOST_EXCHANGES], exchanges, told),
        "more": max(0, len(finding["exchanges"]) - MOST_EXCHANGES),
    }


def weaknesses(run: Run) -> list[View]:
    """What is open on all targets, each weakness once, the worst first."""
    told = []
    for target in run["targets"]:
        judged = judged_in(run, target)
        for group in grouped(judged, judged.open):
            view = {
                "severity": severity_of(group[0], judged.entries),
                "says": weakness_of(judged, group[0]),
                "target": target["name"],
                "anchors": [anchor_of(one) for one in group],
                "cause": judged.cause_of(group[0]),
                "outcome": group[0]["outcome"],
            }
            told.append((weight(group[0], judged.entries), view))
    return [view for _, view in sorted(told, key=lambda pair: pair[0])]


def severities(run: Run) -> dict[str, int]:
    """What is open of matters of safety on all targets, by severity."""
    counted: Counter[str] = Counter()
    for target in run["targets"]:
        if "answers" in target:
            counted.update(target["answers"]["safe"]["open"])
    return dict(counted)


def unjudged(run: Run) -> list[View]:
    """What kept checks from being judged: one entry per outcome and reason, with the anchors."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for finding in run["findings"]:
        if finding["outcome"] in ("ERRORED", "NOT_RUN") and not is_left_out(finding):
            key = finding["outcome"], finding["reason"]
            reasons.setdefault(key, []).append(anchor_of(finding))
    return [
        {"outcome": outcome, "reason": reason, "anchors": anchors}
        for (outcome, reason), anchors in sorted(
            reasons.items(), key=lambda item: (item[0][0], -len(item[1]))
        )
    ]


def is_left_out(finding: Finding) -> bool:
    """Whether it is NOT_RUN in a way that leaves the verdict."""
    return finding.get("not_run", STOPPED) != STOPPED


def left_out(run: Run) -> dict[str, int]:
    """How many findings are NOT_RUN in a way that leaves the verdict, by its kind."""
    return dict(Counter(one["not_run"] for one in run["findings"] if is_left_out(one)))


def matrix(run: Run) -> View:
    """Area by target: each cell's counts, its worst outcome, and its first finding's anchor."""
    cells: dict[tuple[str, str], Counter[str]] = {}
    firsts: dict[tuple[str, str], dict[str, str]] = {}
    for finding in run["findings"]:
        key = area(finding["check"]), finding["target"]
        cells.setdefault(key, Counter())[finding["outcome"]] += 1
        anchor = anchor_of(finding)
        firsts.setdefault(key, {}).setdefault(finding["outcome"], anchor)
    return {
        "areas": list(dict.fromkeys(name for name, _ in cells)),
        "targets": [target["name"] for target in run["targets"]],
        "cells": {
            key: [(name, counts[name], firsts[key][name]) for name in OUTCOMES if counts[name]]
            for key, counts in cells.items()
        },
    }


def by_word(modules: list[ModuleForecast]) -> list[View]:
    """The modules of a forecast, the worst word first; those with the same reason together.

    Which check was not judged is told by the module's name well enough, and the names of a profile
    of which all are alike by their number.
    """
    told: dict[tuple[str, str], list[str]] = {}
    for module in sorted(modules, key=lambda one: FORECASTS.index(one["word"])):
        because = module["because"]
        if module["word"] == "not judged":
            because = because.removeprefix(f"{module['check']}: ")
        told.setdefault((module["word"], because), []).append(module["module"])
    if len(told) == 1 and len(modules) > 1:
        told = {key: [f"all {len(names)} modules"] for key, names in told.items()}
    return [
        {"word": word, "because": because, "modules": names}
        for (word, because), names in told.items()
    ]
