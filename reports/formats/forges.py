"""A run for the pages of a forge: annotations of GitHub Actions, code quality of GitLab."""

import json
from typing import Any

from reports.formats.told import PLACE, UNMET, concerns, key_of, results
from reports.run.answers import weight
from reports.run.model import SEVERITIES
from reports.run.shape import Run

# GitHub shows so many of each kind from one step.
MOST = 10
GITLAB = {
    "critical": "blocker", "high": "critical", "medium": "major", "low": "minor", "info": "info",
}  # fmt: skip


def github(run: Run) -> str:
    """Workflow commands: an error for what is FAILED or broke, a warning for what is WARNED.

    Where something was compared, what is new comes first.
    """
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    found = list(results(run, *UNMET, "ERRORED"))
    found.sort(key=lambda one: (one.kind != "new", weight(one.finding, entries)))
    lines: dict[str, list[str]] = {"error": [], "warning": []}
    for name, text in concerns(run):
        lines["error" if name == "harness/problem" else "warning"].append(command(name, text))
    for one in found:
        word = f"{one.kind}: " if one.kind and one.kind != "unchanged" else ""
        title = f"{word}{one.finding['check']} ({one.entry['level']}, {one.severity})"
        kind = "warning" if one.finding["outcome"] == "WARNED" else "error"
        lines[kind].append(command(title, one.says))
    told = [f"::{kind} {one}" for kind, each in lines.items() for one in each[:MOST]]
    left = sum(max(0, len(each) - MOST) for each in lines.values())
    if left:
        told.append(f"::notice {command('ssoproof', f'{left} more are in the report.')}")
    return "".join(f"{line}\n" for line in told)


def command(title: str, text: str) -> str:
    """The title and the text of a workflow command, so that neither can end it."""
    title = escaped(title).replace(":", "%3A").replace(",", "%2C")
    return f"title={title}::{escaped(text)}"


def escaped(text: str) -> str:
    """Text as a workflow command takes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def gitlab(run: Run) -> str:
    """A Code Quality report, in the severities of Code Climate: what is unmet, what is overdue."""
    told = [
        issue(
            one.finding["check"],
            one.says,
            one.key,
            GITLAB[one.severity if one.severity in SEVERITIES else "info"],
        )
        for one in results(run, *UNMET)
    ]
    told += [issue(name, text, key_of(name, text), "minor") for name, text in concerns(run)]
    return json.dumps(told, indent=1) + "\n"


def issue(name: str, says: str, key: str, severity: str) -> dict[str, Any]:
    """An entry of a Code Quality report; `key` tells it apart, and is the same every night."""
    return {
        "description": says,
        "check_name": name,
        "fingerprint": key,
        "severity": severity,
        "location": {"path": PLACE, "lines": {"begin": 1}},
    }
