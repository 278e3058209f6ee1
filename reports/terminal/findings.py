"""What is open, on the terminal: each weakness once, the worst first."""

from rich.console import Console
from rich.text import Text

from reports.run.answers import grouped, judged_in, remedy_of, severity_of, weight
from reports.run.model import OUTCOMES, stand_in
from reports.run.shape import Entry, Finding, Run
from reports.run.text import shortened
from reports.terminal.style import COLOURS, FEW, LONGEST_NAME, MOST, lines

_LONGEST_LINE = 160
Group = list[Finding]


def print_findings(console: Console, run: Run) -> None:
    """What broke, and what is open without a cause: what one explains is told with it."""
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    groups = [[one] for one in run["findings"] if one["outcome"] == "ERRORED"]
    groups += uncaused(run, entries)
    told = _whole if len(groups) <= FEW else _short
    # A dozen things to read, causes among them.
    room = max(MOST - len(run["diagnoses"]), FEW)
    for group in groups[:room]:
        told(console, group, entries)
    if len(groups) > room:
        console.print(f"… and {len(groups) - room} more in the report")
    if told is _short:
        console.print()


def uncaused(run: Run, entries: dict[str, Entry]) -> list[Group]:
    """The open findings that no cause explains, by weakness, of all targets."""
    found: list[Group] = []
    told = [judged_in(run, target) for target in run["targets"]]
    for judged in told:
        found += grouped(judged, [one for one in judged.open if not judged.cause_of(one)])
    return sorted(found, key=lambda group: weight(group[0], entries))


def example(run: Run) -> str:
    """The command that runs one of the checks again, the worst; empty if nothing is open."""
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    found = [one for one in run["findings"] if one["outcome"] in ("FAILED", "WARNED", "ERRORED")]
    worst = min(
        (one for one in found if one["rerun"]), key=lambda f: weight(f, entries), default=None
    )
    return worst["rerun"] if worst else ""


def _heading(console: Console, group: Group, entries: dict[str, Entry]) -> Entry:
    finding = group[0]
    entry = entries.get(finding["check"]) or stand_in(finding["check"])
    outcome = finding["outcome"]
    alike = f", and {len(group) - 1} alike" if len(group) > 1 else ""
    console.print(
        Text.assemble(
            (f"{OUTCOMES[outcome].sign} {outcome} ", COLOURS[outcome]),
            (f"{finding['check']} @{shortened(finding['target'], LONGEST_NAME)}", "bold"),
            (f"  {entry['level']}, {severity_of(finding, entries)}{alike}", "dim"),
        )
    )
    return entry


def _whole(console: Console, group: Group, entries: dict[str, Entry]) -> None:
    entry, finding = _heading(console, group, entries), group[0]
    rows = {
        "requires": entry["title"],
        "reason": finding["reason"],
        "expected": finding["expected"],
        "actual": finding["actual"],
        "where": finding["where"],
        "remedy": remedy_of(finding, entries),
        "alike": ", ".join(one["check"] for one in group[1:]),
    }
    console.print(lines(rows))
    console.print()


def _short(console: Console, group: Group, entries: dict[str, Entry]) -> None:
    entry, finding = _heading(console, group, entries), group[0]
    found = f" Got {finding['actual']}" if finding["actual"] else ""
    told = finding["reason"] if finding["outcome"] == "ERRORED" else f"{entry['title']}.{found}"
    console.print(Text(f"   {shortened(told, _LONGEST_LINE)}"))
