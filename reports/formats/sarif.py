"""A run as SARIF 2.1.0 (OASIS), for code scanning: one rule for each check."""

import json
from typing import Any

from reports.formats.told import ACCEPTED, PLACE, UNMET, Result, concerns, key_of, results
from reports.run.compared import Change
from reports.run.shape import Entry, Run
from reports.run.text import is_web_link, shortened

# GitHub reads these as the scores of CVSS: critical from 9, high from 7, medium from 4.
SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.5"}
STATES = {
    "new": "new", "first judged": "new", "changed": "updated", "unchanged": "unchanged",
}  # fmt: skip


def sarif(run: Run) -> str:
    """The log: what is unmet or accepted, what waits for a person, and what is mended."""
    found = list(results(run, *UNMET, *ACCEPTED, "REVIEW"))
    rules = [entry["id"] for entry in run["catalogue"]]
    told = [result(one) for one in found]
    if "comparison" in run:
        # Where one result says what became of it, all have to (3.27.24).
        for one, state in zip(told, found, strict=True):
            one["baselineState"] = STATES.get(state.kind, "unchanged")
        told += [result_before(one) for one in run["comparison"]["changes"] if is_gone(one)]
    for one in told:
        if one["ruleId"] in rules:
            one["ruleIndex"] = rules.index(one["ruleId"])
    notes = [notification(*one) for one in concerns(run)]
    notes += [notification(one.entry["id"], one.says) for one in results(run, "ERRORED")]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ssoproof",
                        "version": shortened(run["versions"].get("ssoproof", "unknown"), 100),
                        "rules": [rule(entry) for entry in run["catalogue"]],
                    }
                },
                "automationDetails": {"id": "ssoproof/"},
                "invocations": [
                    {
                        "executionSuccessful": run["exit_code"] in (0, 1),
                        "exitCode": run["exit_code"],
                        "startTimeUtc": run["started"].replace("+00:00", "Z"),
                        "toolExecutionNotifications": notes,
                    }
                ],
                "results": told,
            }
        ],
    }
    return json.dumps(log, indent=1) + "\n"


def rule(entry: Entry) -> dict[str, Any]:
    """A check as a rule."""
    properties: dict[str, Any] = {
        "tags": ["security", entry["area"], entry["level"], *entry.get("questions", [])],
        "precision": "very-high",
        "problem.severity": "error" if entry["level"] == "MUST" else "warning",
    }
    if entry["severity"] in SECURITY_SEVERITY:
        properties["security-severity"] = SECURITY_SEVERITY[entry["severity"]]
    told = {
        "id": entry["id"],
        "shortDescription": {"text": shortened(entry["title"], 1000)},
        "fullDescription": {"text": shortened(entry["why"], 1000) or entry["title"]},
        "help": {"text": shortened(entry["remedy"], 1000) or entry["title"]},
        "defaultConfiguration": {"level": "error" if entry["level"] == "MUST" else "warning"},
        "properties": properties,
    }
    links = [one["url"] for one in entry["spec"] if is_web_link(one["url"])]
    return told | ({"helpUri": links[0]} if links else {})


def result(one: Result) -> dict[str, Any]:
    """A finding as a result."""
    outcome = one.finding["outcome"]
    told = located(one.finding["check"], one.finding["target"], one.says)
    told["partialFingerprints"]["ssoproofFinding/v1"] = one.finding["fingerprint"]
    told["properties"] = {
        "target": shortened(one.finding["target"], 200), "outcome": outcome,
        "severity": one.severity, "rerun": shortened(one.finding["rerun"], 1000),
    }  # fmt: skip
    if outcome == "REVIEW":
        told |= {"kind": "review", "level": "none"}
    else:
        told |= {"kind": "fail", "level": "error" if outcome == "FAILED" else "warning"}
    if outcome in ACCEPTED:
        why = shortened(one.finding["reason"], 1000)
        told["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return told


def is_gone(change: Change) -> bool:
    """Whether it was unmet, and this run has not found it so."""
    return change["kind"] in ("fixed", "no longer judged")


def result_before(change: Change) -> dict[str, Any]:
    """What this run has not found, as the baseline had it.

    What is no longer judged is not absent: somebody would read that as mended.
    """
    fixed = change["kind"] == "fixed"
    says = "Fixed." if fixed else f"Not judged now. {change['because']}"
    told = located(change["check"], change["target"], f"{change['target']}: {says}")
    told |= {"kind": "fail", "level": "error" if change["level"] == "MUST" else "warning"}
    return told | {"baselineState": "absent" if fixed else "unchanged"}


def located(check: str, target: str, says: str) -> dict[str, Any]:
    """What every result has. All stand at one place: the fingerprint tells them apart."""
    return {
        "ruleId": check,
        "message": {"text": shortened(says, 1000)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": PLACE}, "region": {"startLine": 1}
                },
                "logicalLocations": [{"name": shortened(target, 200), "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{key_of(check, target)}:1"},
    }  # fmt: skip


def notification(where: str, text: str) -> dict[str, Any]:
    """What is no result: a problem of the harness, or a waiver that is overdue."""
    level = "error" if where == "harness/problem" else "warning"
    return {"descriptor": {"id": where}, "level": level, "message": {"text": text}}
