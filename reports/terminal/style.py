"""How a run looks on the terminal: colours, and names beside their values."""

import io

from rich.console import Console
from rich.table import Table
from rich.text import Text

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
ANSWER_COLOURS = {
    "yes": "bold green",
    "no": "bold red",
    "not judged": "bold magenta",
    "not asked": "dim",
}
FORECAST_COLOURS = {
    "would pass": "bold green",
    "would warn": "bold yellow",
    "would fail": "bold red",
    "not judged": "bold magenta",
}
# So many are told with all that there is to know, more in a line or two each, and no more at all.
FEW, MOST = 3, 12
LONGEST_VALUE = 300
LONGEST_NAME = 60


def console_for(width: int, *, colour: bool) -> tuple[Console, io.StringIO]:
    """A console that writes, with escape codes if `colour`, into the text beside it."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False,
        legacy_windows=False,
    )  # fmt: skip
    return console, out


def text_of(out: io.StringIO) -> str:
    """What was written, without the spaces that a table ends its lines with."""
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def lines(rows: dict[str, str]) -> Table:
    """Names and values below each other; a value may take more lines than one."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows.items():
        if value:
            table.add_row(f"   {name}", Text(shortened(value, LONGEST_VALUE)))
    return table


def counted(number: int, one: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{number} {one}{'' if number == 1 else 's'}"
