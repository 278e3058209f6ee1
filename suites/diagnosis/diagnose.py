"""Rules held against findings: which causes a run shows."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from suites.checks.check import Check
from suites.diagnosis.case import RED, Case, Finding, is_open_to, stopped_by
from suites.diagnosis.predicates import PREDICATES
from suites.diagnosis.rule import Rule, rules

TEXTS = ("expected", "actual", "where")
SHOWN = ("summary", "seen", "setting", "current", "correct")
MOST_CHARS = 400
# How a check says that the provider's admin API knows nothing of that name.
NOT_THERE = "there is none"
# Of what a target said: some patterns look at a long text again and again.
LONGEST_READ = 2000


def diagnoses(
    targets: Iterable[dict[str, Any]], findings: Iterable[Finding], checks: Mapping[str, Check]
) -> list[dict[str, Any]]:
    """The causes behind the findings of each target, each before its consequences.

    `targets` and `findings` are those of run.json, `checks` those of its catalogue by id, and what
    is returned is its `diagnoses`. A finding is explained once: what an earlier cause explains is
    no evidence for a later one.
    """
    findings = list(findings)
    told = []
    for target in targets:
        own = tuple(one for one in findings if one["target"] == target["name"])
        judged = frozenset(one["check"] for one in own if one["outcome"] != "NOT_RUN")
        settings = target.get("settings", {})
        case = Case(target["name"], target["vendor"], settings, own, judged, checks)
        for rule in rules():
            while (diagnosis := applied(rule, case)) is not None:
                told.append(diagnosis)
                case = case.without(set(diagnosis["explains"]))
                if not rule.each:
                    break
    return told


def applied(rule: Rule, case: Case) -> dict[str, Any] | None:
    """The diagnosis of one rule, or None if the case does not show its cause."""
    if rule.vendors and case.vendor not in rule.vendors:
        return None
    inside = case.matching(rule.registration, RED)[:1]
    by_reason = rule.finding.reason and case.judged.isdisjoint(rule.finding.checks)
    stopped = [*filter(is_open_to, case.matching(["*"], ["NOT_RUN"]))] if by_reason else []
    for finding in [*case.matching(rule.finding.checks, rule.finding.outcomes), *inside, *stopped]:
        texts = ("reason",) if finding in stopped else () if finding in inside else TEXTS
        words = words_of(rule, finding, case, texts)
        if words is None:
            continue
        told = {name: getattr(rule, name).format_map(words) for name in SHOWN}
        for registered in inside:
            told |= as_registered(registered)
        told = {name: " ".join(text.split())[:MOST_CHARS] for name, text in told.items()}
        explains = checks_explained(rule, [finding, *inside], case)
        return {
            "id": rule.id,
            "target": case.name,
            **told,
            "explains": explains,
            "kind": rule.kind,
            "question": str(rule.question),
        } | ({"libraries": [dict(one) for one in rule.libraries]} if rule.libraries else {})
    return None


def as_registered(finding: Finding) -> dict[str, str]:
    """What the provider's admin API says of a setting, by its vendor's own name for it.

    What is not there cannot be changed: then the rule says where.
    """
    where, actual = finding["where"], finding["actual"]
    seen = {"seen": f"{where}: {actual}"}
    return seen if actual == NOT_THERE else seen | {"setting": where, "current": actual}


def words_of(
    rule: Rule, finding: Finding, case: Case, texts: tuple[str, ...]
) -> dict[str, str] | None:
    """What the templates of a rule may say, or None if the finding does not show the cause.

    `texts` are those of its members that have to match the patterns of the rule.
    """
    check = case.checks.get(finding["check"])
    if rule.finding.severities and (check is None or check.severity not in rule.finding.severities):
        return None
    words = {name: str(finding[name]) for name in ("check", "remedy", *TEXTS)} | case.settings
    words["title"] = check.title if check else finding["check"]
    patterns = [(pattern, case.settings.get(name, "")) for name, pattern in rule.settings.items()]
    patterns += [(getattr(rule.finding, name), finding[name]) for name in texts]
    for pattern, text in patterns:
        match = search(pattern, text, re.IGNORECASE)
        if match is None:
            return None
        words |= {name: value or "" for name, value in match.groupdict().items()}
    return words if all(PREDICATES[name](case) for name in rule.holds) else None


def search(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """What a pattern of a rule finds at the beginning of a text."""
    return re.search(pattern, text[:LONGEST_READ], flags)


def checks_explained(rule: Rule, shown: list[Finding], case: Case) -> list[str]:
    """The checks whose findings go with the cause: those that showed it, what the rule names, and
    what that stopped.
    """
    named = [
        one
        for one in case.matching(rule.explains, (*RED, "NOT_RUN"))
        if is_open_to(one)
        and search(rule.place, one["where"])
        and search(rule.found, one["actual"])
    ]
    stopped = filter(is_open_to, case.matching(["*"], ["NOT_RUN"]))
    named += [one for one in stopped if rule.stops and search(rule.stops, one["reason"])]
    causes = [*shown, *named]
    all_of_them = [*causes, *stopped_by(causes, case.findings)]
    return list(dict.fromkeys(one["check"] for one in all_of_them))
