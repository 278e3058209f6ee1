"""What is another than in an earlier run, on the terminal."""

from rich.console import Console
from rich.text import Text

from reports.comparison.since import counted, difference, in_short, said, since, turns_of
from reports.run.compared import Change
from reports.run.model import KINDS
from reports.run.shape import Run
from reports.run.text import shortened
from reports.terminal.style import LONGEST_NAME, LONGEST_VALUE, MOST, console_for, text_of

KIND_COLOURS = {
    "new": "bold red",
    "first judged": "red",
    "changed": "yellow",
    "no longer judged": "yellow",
    "fixed": "green",
}


def print_changes(console: Console, run: Run) -> None:
    """Since when, what in short, and a dozen changes: the new ones first."""
    if "comparison" not in run:
        return
    told = run["comparison"]
    start, short = since(told, run["started"]), in_short(told)
    console.print(Text.assemble((f"{start}: ", "bold"), (short, "bold")), soft_wrap=True)
    several = len(told["targets"]) > 1
    for target in told["targets"]:
        name = shortened(target["target"], LONGEST_NAME)
        if several and target["started"]:
            console.print(Text(f"   {name}: {counted([target])}"), soft_wrap=True)
        for turn in turns_of(target) if target["started"] else ():
            console.print(Text(f"   {name}: {shortened(turn, LONGEST_VALUE)}", style="bold"))
    for change in told["changes"][:MOST]:
        _print_change(console, change)
    if len(told["changes"]) > MOST:
        console.print(f"   … and {len(told['changes']) - MOST} more in the report")
    for remark in told["remarks"]:
        console.print(Text(f"   {shortened(remark, LONGEST_VALUE)}", style="dim"))
    console.print()


def _print_change(console: Console, change: Change) -> None:
    kind = change["kind"]
    severity = change["after"]["severity"] or change["before"]["severity"]
    at = f"{change['check']} @{shortened(change['target'], LONGEST_NAME)}"
    rest = shortened(difference(change), LONGEST_VALUE)
    console.print(
        Text.assemble(
            (f"   {KINDS[kind].sign} {said(kind)} ", KIND_COLOURS[kind]),
            (at, "bold"),
            (f"  {change['level']}, {severity}", "dim"),
            f": {rest}" if rest else "",
        ),
        soft_wrap=True,
    )


def changes_in_words(run: Run, *, width: int, colour: bool) -> str:
    """The comparison of a run alone, with escape codes if `colour`."""
    console, out = console_for(width, colour=colour)
    print_changes(console, run)
    return text_of(out)
