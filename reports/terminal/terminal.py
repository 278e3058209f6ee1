"""The end of a run on the terminal: what changed, what is open, and last causes and answers."""

from collections import Counter
from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from reports.run.model import OUTCOMES, OVERDUE, STOPPED, area
from reports.run.shape import Notice, Run
from reports.run.text import enumerated, shortened
from reports.terminal.answers import counts, print_answers
from reports.terminal.changes import print_changes
from reports.terminal.findings import example, print_findings
from reports.terminal.style import (
    COLOURS,
    LONGEST_NAME,
    LONGEST_VALUE,
    console_for,
    counted,
    text_of,
)

OPEN = ("FAILED", "ERRORED", "REVIEW", "WARNED")
LEFT_OUT = {"choice": "not allowed or not selected", "outside": "not possible from outside"}
_MOST_COLUMNS = 4
_MOST_REASONS = 5
_MOST_TARGETS = 8


def summary(run: Run, *, place: str = "", width: int, colour: bool) -> str:
    """What the terminal shows of a run, with escape codes if `colour`; `place` has its report."""
    console, out = console_for(width, colour=colour)
    print_changes(console, run)
    print_findings(console, run)
    _print_problems(console, run)
    if run["targets"]:
        _print_table(console, run)
    _print_reasons(console, run)
    _print_line(console, "one again: ", example(run))
    _print_line(console, "report: ", place)
    print_answers(console, run)
    return text_of(out)


def _print_line(console: Console, name: str, text: str) -> None:
    """One line however narrow the terminal, so that it can be copied."""
    if text:
        console.print(Text(name + shortened(text, 2000)), soft_wrap=True)


def _print_problems(console: Console, run: Run) -> None:
    for problem in run["problems"]:
        console.print(Text(f"! {shortened(problem['where'], 200)}", style=COLOURS["ERRORED"]))
        console.print(Text(f"    {shortened(problem['text'], LONGEST_VALUE)}"))
    for (kind, text), targets in _told_once(run["notices"]).items():
        named = enumerated(targets, _MOST_TARGETS)
        about = f"{named}: " if named else ""
        style = COLOURS["WARNED"] if kind in OVERDUE else ""
        console.print(Text(shortened(f"{kind}: {about}{text}", 500), style=style))


def _told_once(notices: Iterable[Notice]) -> dict[tuple[str, str], list[str]]:
    """Notices by kind and text, each with the targets of which it is told."""
    found: dict[tuple[str, str], list[str]] = {}
    for notice in notices:
        targets = found.setdefault((notice["kind"], notice["text"]), [])
        targets += [notice["target"]] if notice["target"] else []
    return found


def _print_reasons(console: Console, run: Run) -> None:
    """Why checks were stopped: each reason once, with how many checks it kept from running.

    What a cause explains is told with it. What was left out is a footnote with its number, and so
    is what waits for a person.
    """
    told_with_cause = {
        (one["target"], check) for one in run["diagnoses"] for check in one["explains"]
    }
    idle = [one for one in run["findings"] if one["outcome"] == "NOT_RUN"]
    reasons = Counter(
        (one["target"], one["reason"])
        for one in idle
        if one.get("not_run", STOPPED) == STOPPED
        and (one["target"], one["check"]) not in told_with_cause
    )
    sign = OUTCOMES["NOT_RUN"].sign
    for (target, reason), number in reasons.most_common(_MOST_REASONS):
        name = shortened(target, LONGEST_NAME)
        told = f"{sign} {name}: {number} not run: {shortened(reason, LONGEST_VALUE)}"
        console.print(Text(told, style=COLOURS["NOT_RUN"]))
    if len(reasons) > _MOST_REASONS:
        more = counted(len(reasons) - _MOST_REASONS, "more reason")
        console.print(f"… and {more} in the report")
    kinds = Counter(one["not_run"] for one in idle if one.get("not_run") in LEFT_OUT)
    notes = [f"{number} {LEFT_OUT[kind]}" for kind, number in kinds.items()]
    if waiting := sum(one["outcome"] == "REVIEW" for one in run["findings"]):
        notes.append(f"{waiting} for a person to look at")
    if notes:
        console.print(Text(f"beside that: {', '.join(notes)}; the report says which", style="dim"))


def _print_table(console: Console, run: Run) -> None:
    """Area by target while the targets fit beside each other, else target by outcome."""
    if len(run["targets"]) <= _MOST_COLUMNS:
        _print_areas(console, run)
        return
    table = Table(Column("target", no_wrap=True), box=box.SIMPLE, pad_edge=False)
    # Names need the room: an outcome that no target has is no column.
    there = [name for name in OUTCOMES if any(one["counts"][name] for one in run["targets"])]
    for name in there:
        table.add_column(OUTCOMES[name].label.lower(), justify="right", style=COLOURS[name])
    for target in run["targets"]:
        numbers = [str(target["counts"][name] or "") for name in there]
        table.add_row(Text(shortened(target["name"], LONGEST_NAME)), *numbers)
    console.print(table)


def _print_areas(console: Console, run: Run) -> None:
    """The areas with something open; nothing if there are none."""
    cells: dict[tuple[str, str], Counter[str]] = {}
    for finding in run["findings"]:
        key = area(finding["check"]), finding["target"]
        cells.setdefault(key, Counter())[finding["outcome"]] += 1
    open_areas = dict.fromkeys(
        name for (name, _), found in cells.items() if any(found[one] for one in OPEN)
    )
    if not open_areas:
        return
    table = Table("area", box=box.SIMPLE, pad_edge=False)
    for target in run["targets"]:
        table.add_column(Text(shortened(target["name"], 40)))
    for name in open_areas:
        row = [cells.get((name, target["name"]), Counter()) for target in run["targets"]]
        table.add_row(name, *(counts(found) for found in row))
    console.print(table)
