"""The second page of a run: every check, how it was proven, and what the checks cover."""

from collections import Counter
from typing import Any

from markupsafe import Markup

from reports.page.html import TEMPLATES, content_security_policy, environment
from reports.page.views import UNMET, View, anchor_of
from reports.run.shape import Coverage, Entry, Finding, Run


def checks_page(run: Run, report: str = "report.html") -> str:
    """The page's text; `report` is the file of the run's page, beside it."""
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    script = (TEMPLATES / "checks.js").read_text(encoding="utf-8")
    template = environment().get_template("checks.html.j2")
    return template.render(
        run=run,
        report=report,
        checks="",
        catalogue=by_area(run["catalogue"]),
        proofs=proofs(run),
        lists=lists(run),
        policy=content_security_policy(style, script),
        style=Markup(style),  # noqa: S704 our own file
        script=Markup(script),  # noqa: S704 our own file
    )


def by_area(catalogue: list[Entry]) -> dict[str, list[Entry]]:
    """The catalogue's entries by area, in the catalogue's order."""
    areas: dict[str, list[Entry]] = {}
    for entry in catalogue:
        areas.setdefault(entry["area"], []).append(entry)
    return areas


def proofs(run: Run) -> dict[str, list[View]]:
    """Each fault once, with the checks that must catch it, by the area of the first of them.

    A fault that the run does not describe is known by its name alone.
    """
    areas = {entry["id"]: entry["area"] for entry in run["catalogue"]}
    says = {fault["name"]: fault["says"] for fault in run["faults"]}
    caught_by: dict[str, list[str]] = {}
    for entry in run["catalogue"]:
        for name in entry["faults"]:
            caught_by.setdefault(name, []).append(entry["id"])
    told: dict[str, list[View]] = {}
    for name, checks in caught_by.items():
        fault = {"name": name, "says": says.get(name, ""), "caught_by": checks}
        told.setdefault(areas[checks[0]], []).append(fault)
    return told


def lists(run: Run) -> dict[str, View]:
    """Each list that the catalogue is measured against: its rows by group, and how many count.

    A row says of each target whether what it asks is `met`; `told` counts that by target.
    """
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in run["findings"]:
        found.setdefault((finding["check"], finding["target"]), []).append(finding)
    targets = [target["name"] for target in run["targets"]]
    told: dict[str, View] = {}
    for row in run.get("coverage", []):
        empty = {
            "groups": {},
            "covered": 0,
            "rows": 0,
            "told": {name: Counter() for name in targets},
        }
        one = told.setdefault(row["list"], empty)
        met = {name: answer(row, name, found) for name in targets} if row["checks"] else {}
        one["groups"].setdefault(row["group"], []).append({**row, "met": met})
        one["rows"] += 1
        one["covered"] += bool(row["checks"])
        for name, state in met.items():
            one["told"][name][state["word"]] += 1
    return told


def answer(row: Coverage, target: str, found: dict[tuple[str, str], list[Finding]]) -> Any:
    """Whether a target does what a row asks, and the anchor of the finding that says no.

    It is met in part where some of it was not judged in this run, or is by no check.
    """
    findings = [one for check in row["checks"] for one in found.get((check, target), ())]
    outcomes = {one["outcome"] for one in findings}
    red = [anchor_of(one) for one in findings if one["outcome"] in UNMET]
    if red:
        return {"word": "not met", "anchor": red[0]}
    if "PASSED" not in outcomes:
        return {"word": "not judged", "anchor": ""}
    part = row["not_tested"] or outcomes & {"NOT_RUN", "ERRORED", "REVIEW"}
    return {"word": "met in part" if part else "met", "anchor": ""}
