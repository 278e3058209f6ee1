"""The second page of a run: every check, how it was proven, and what the checks cover."""

from collections import Counter

from markupsafe import Markup

from reports.page.html import content_security_policy, environment, template_text
from reports.page.ladder import View, anchor_of
from reports.run import coverage
from reports.run.shape import Entry, Run


def checks_page(run: Run, report: str = "report.html") -> str:
    """The page's text; `report` is the file of the run's page, beside it."""
    style = template_text("report.css")
    script = template_text("checks.js")
    template = environment().get_template("checks.html.j2")
    return template.render(
        run=run,
        report=report,
        checks="",
        catalogue=by_area(run["catalogue"]),
        proofs=proofs(run),
        lists=lists(run),
        met_words=coverage.WORDS,
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

    A row says of each target that it concerns whether what it asks is `met`; `told` counts that.
    """
    targets = [target["name"] for target in run["targets"]]
    told: dict[str, View] = {}
    for row, by_target in coverage.rows(run):
        empty = {
            "groups": {},
            "covered": 0,
            "rows": 0,
            "told": {name: Counter() for name in targets},
        }
        one = told.setdefault(row["list"], empty)
        met = {
            name: {"word": it.word, "anchor": anchor_of(it.finding) if it.finding else ""}
            for name, it in by_target.items()
        }
        one["groups"].setdefault(row["group"], []).append({**row, "met": met})
        one["rows"] += 1
        one["covered"] += bool(row["checks"])
        for name, state in met.items():
            one["told"][name][state["word"]] += 1
    return told
