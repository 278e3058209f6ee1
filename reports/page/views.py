"""What the page shows, computed from the run: groups of findings, ladders, matrix."""

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from reports.run.answers import grouped, judged_in, severity_of, weakness_of, weight
from reports.run.model import OUTCOMES, STOPPED, area, stand_in, worst_first
from reports.run.shape import Exchange, Finding, Run

FIRST = {"FAILED", "ERRORED", "WARNED"}
OPEN = FIRST | {"REVIEW"}
BRIEF = {"NOT_RUN", "NOT_APPLICABLE", "PASSED"}
_MOST_EXCHANGES = 50

View = dict[str, Any]  # what a template gets to show


def groups(run: Run) -> list[View]:
    """The findings by outcome, worst first; an exchange is told in full where it first proves."""
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    exchanges = {exchange["id"]: exchange for exchange in run["exchanges"]}
    told: set[str] = set()
    pairs = [(f, entries.get(f["check"]) or stand_in(f["check"])) for f in run["findings"]]
    pairs.sort(key=lambda pair: worst_first(*pair))
    by_outcome: dict[str, list[View]] = {}
    for finding, entry in pairs:
        view = {
            "anchor": anchor_of(finding),
            "finding": finding,
            "entry": entry,
            "remedy": finding["remedy"] or entry["remedy"],
            "evidence": evidence(finding, exchanges, told),
            "more": max(0, len(finding["exchanges"]) - _MOST_EXCHANGES),
        }
        by_outcome.setdefault(finding["outcome"], []).append(view)
    return [
        {
            "outcome": name,
            "first": name in FIRST,
            "open": name in OPEN,
            "brief": name in BRIEF,
            "views": views,
        }
        for name, views in by_outcome.items()
    ]


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


def evidence(finding: Finding, exchanges: dict[str, Exchange], told: set[str]) -> list[View]:
    """The rungs of a finding's ladder.

    `full` is false where the exchange is told elsewhere: under an earlier finding, or, for a
    finding that passed, nowhere but in run.json.
    """
    rungs = []
    passed = finding["outcome"] == "PASSED"
    for name in finding["exchanges"][:_MOST_EXCHANGES]:
        exchange = exchanges.get(name)
        if exchange is None:
            continue
        full = not passed and name not in told
        rung = {"exchange": exchange, "full": full, "linked": name in told}
        rungs.append(rung if passed else rung | way(exchange))
        if full:
            told.add(name)
    return rungs


def way(exchange: Exchange) -> View:
    """Who spoke to whom, and where the answer sent the browser.

    Runs of the first versions do not say who sent a request: nobody is named then.
    """
    response = exchange["response"]
    sent_to = ""
    if response and 300 <= response["status"] < 400:
        sent_to = next((v for k, v in response["headers"] if k.lower() == "location"), "")
    return {
        "sender": exchange.get("sender", ""),
        "receiver": host(exchange["request"]["url"]),
        "location": sent_to,
    }


def anchor_of(finding: Finding) -> str:
    """The finding's address on the page: `area/slug@target`."""
    return f"{finding['check']}@{finding['target']}"


def host(url: str) -> str:
    """The host and port of a URL, or nothing if it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""


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
