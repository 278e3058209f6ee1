"""The end of a run on the terminal: what failed, a table, one verdict line per target."""

import io
from collections import Counter
from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.run.model import OUTCOMES, VERDICTS, area, stand_in, worst_first
from reports.run.shape import Entry, Finding, JudgedTarget, Run
from reports.run.text import shortened

COLOURS = {
    "FAILED": "bold red",
    "ERRORED": "bold magenta",
    "REVIEW": "bold cyan",
    "WARNED": "yellow",
    "KNOWN": "blue",
    "WAIVED": "blue",
    "NOT_RUN": "yellow",
    "NOT_APPLICABLE": "dim",
    "PASSED": "green",
}
VERDICT_COLOURS = {
    "not conformant": "bold red",
    "not judged": "bold magenta",
    "incomplete": "bold yellow",
    "conformant": "bold green",
}
TOLD = ("FAILED", "ERRORED", "REVIEW", "WARNED")
_MOST_FINDINGS = 20
_MOST_COLUMNS = 4
_MOST_REASONS = 5
_LONGEST_VALUE = 300


def summary(run: Run, *, width: int, colour: bool) -> str:
    """What the terminal shows of a run, with escape codes if `colour`."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False,
        legacy_windows=False,
    )  # fmt: skip
    _print_diagnoses(console, run)
    _print_findings(console, run)
    for problem in run["problems"]:
        console.print(Text(f"! {shortened(problem['where'], 200)}", style=COLOURS["ERRORED"]))
        console.print(Text(f"    {shortened(problem['text'], _LONGEST_VALUE)}"))
    for notice in run["notices"]:
        about = f"{notice['target']}: " if notice["target"] else ""
        console.print(Text(shortened(f"{notice['kind']}: {about}{notice['text']}", 500)))
    if run["targets"]:
        console.print(_table(run))
    _print_reasons(console, run)
    for target in run["targets"]:
        console.print(verdict_line(target), soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _print_reasons(console: Console, run: Run) -> None:
    """Why checks were not run: each reason once, with how many checks it kept from running."""
    reasons = Counter(
        (finding["target"], finding["reason"])
        for finding in run["findings"]
        if finding["outcome"] == "NOT_RUN"
    )
    sign = OUTCOMES["NOT_RUN"].sign
    for (target, reason), number in reasons.most_common(_MOST_REASONS):
        told = f"{sign} {shortened(target, 60)}: {number} not run: {shortened(reason, 300)}"
        console.print(Text(told, style=COLOURS["NOT_RUN"]))
    if len(reasons) > _MOST_REASONS:
        more = len(reasons) - _MOST_REASONS
        console.print(f"… and {more} more {'reason' if more == 1 else 'reasons'} in the report")


def verdict_line(target: JudgedTarget) -> Text:
    """One line: the target, its verdict, the counts, and what judging it cost."""
    word = VERDICTS[target["verdict"]]
    line = Text.assemble(
        (f"{word.sign} {shortened(target['name'], 60)}: ", "bold"),
        (word.label.lower(), VERDICT_COLOURS[target["verdict"]]),
        ": ",
    )
    line.append_text(_counts(target["counts"], words=True))
    cost = f"{target['requests']} requests, {target['logins']} logins, {target['duration_s']:.1f} s"
    return line.append(f" ({cost})", style="dim")


def _print_diagnoses(console: Console, run: Run) -> None:
    """The causes first: what was seen, the setting, its value now, and the right one."""
    for diagnosis in run["diagnoses"]:
        summary = shortened(diagnosis["summary"], _LONGEST_VALUE)
        console.print(
            Text.assemble(
                ("➤ CAUSE ", "bold red"),
                (summary, "bold"),
                (f"  @{shortened(diagnosis['target'], 60)}", "dim"),
            )
        )
        number = len(diagnosis["explains"])
        rows = {
            "seen": diagnosis["seen"],
            "setting": diagnosis["setting"],
            "current": diagnosis["current"],
            "correct": diagnosis["correct"],
            "explains": f"{number} {'finding' if number == 1 else 'findings'}",
        }
        console.print(_lines(rows))
        console.print()


def _lines(rows: dict[str, str]) -> Table:
    """Names and values below each other; a value may take more lines than one."""
    lines = Table.grid(padding=(0, 1))
    lines.add_column(style="dim", no_wrap=True)
    lines.add_column(overflow="fold")
    for name, value in rows.items():
        if value:
            lines.add_row(f"   {name}", Text(shortened(value, _LONGEST_VALUE)))
    return lines


def _print_findings(console: Console, run: Run) -> None:
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    told = [
        (finding, entries.get(finding["check"]) or stand_in(finding["check"]))
        for finding in run["findings"]
        if finding["outcome"] in TOLD
    ]
    told.sort(key=lambda pair: worst_first(*pair))
    for finding, entry in told[:_MOST_FINDINGS]:
        _print_finding(console, finding, entry)
    if len(told) > _MOST_FINDINGS:
        console.print(f"… and {len(told) - _MOST_FINDINGS} more in the report\n")


def _print_finding(console: Console, finding: Finding, entry: Entry) -> None:
    outcome = finding["outcome"]
    console.print(
        Text.assemble(
            (f"{OUTCOMES[outcome].sign} {outcome} ", COLOURS[outcome]),
            (f"{finding['check']} @{finding['target']}", "bold"),
            (f"  {entry['level']}, {entry['severity']}", "dim"),
        )
    )
    rows = {
        "requires": entry["title"],
        "reason": finding["reason"],
        "expected": finding["expected"],
        "actual": finding["actual"],
        "where": finding["where"],
        "remedy": finding["remedy"],
        "rerun": finding["rerun"],
    }
    console.print(_lines(rows))
    console.print()


def _table(run: Run) -> Table:
    """Area by target while the targets fit beside each other, else target by outcome."""
    if len(run["targets"]) <= _MOST_COLUMNS:
        return _areas_by_targets(run)
    table = Table("target", box=box.SIMPLE, pad_edge=False)
    for name, word in OUTCOMES.items():
        table.add_column(word.label.lower(), justify="right", style=COLOURS[name])
    for target in run["targets"]:
        counts = [str(target["counts"][name] or "") for name in OUTCOMES]
        table.add_row(Text(shortened(target["name"], 60)), *counts)
    return table


def _areas_by_targets(run: Run) -> Table:
    cells: dict[tuple[str, str], Counter[str]] = {}
    for finding in run["findings"]:
        key = area(finding["check"]), finding["target"]
        cells.setdefault(key, Counter())[finding["outcome"]] += 1
    table = Table("area", box=box.SIMPLE, pad_edge=False)
    for target in run["targets"]:
        table.add_column(Text(shortened(target["name"], 40)))
    for name in dict.fromkeys(key[0] for key in cells):
        row = [cells.get((name, target["name"]), Counter()) for target in run["targets"]]
        table.add_row(name, *(_counts(counts) for counts in row))
    return table


def _counts(counts: Mapping[str, int], *, words: bool = False) -> Text:
    """`2 failed, 14 passed`, or `✗ 2  ✓ 14`."""
    parts = [
        Text(
            f"{counts[name]} {word.label.lower()}" if words else f"{word.sign} {counts[name]}",
            style=COLOURS[name],
        )
        for name, word in OUTCOMES.items()
        if counts[name]
    ]
    return Text(", " if words else "  ").join(parts)
