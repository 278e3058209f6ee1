"""The line that shows a run's progress on a terminal, in place of pytest's dots."""

import time
from collections import Counter
from typing import TextIO

from rich import progress as bars
from rich.console import Console
from rich.table import Column

from reports.run.model import OUTCOMES
from reports.run.shape import Finding
from reports.terminal.style import COLOURS

# Drawing costs more than many a check.
SECONDS_BETWEEN = 0.05


class Progress:
    """A line below the output that is redrawn whenever a test ends, and removed at the end.

    It is drawn only from the caller's thread: while a test runs, pytest has the standard output
    diverted, so a line that a clock redraws would end in the test's captured output.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar: bars.Progress | None = None
        self._counts: Counter[str] = Counter()
        self._drawn = 0.0

    @property
    def active(self) -> bool:
        """Whether the line is on the terminal now."""
        return self._bar is not None

    def begin(self, total: int) -> None:
        """Show the line; `total` tests will end."""
        self._bar = bars.Progress(
            bars.BarColumn(bar_width=24),
            bars.MofNCompleteColumn(),
            bars.TextColumn("{task.fields[counts]}"),
            bars.TextColumn(
                "{task.fields[current]}",
                style="dim",
                markup=False,
                table_column=Column(no_wrap=True, overflow="ellipsis"),
            ),
            console=Console(file=self._out),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._bar.add_task("", total=total, counts="", current="")
        self._bar.start()

    def tell(self, finding: Finding) -> None:
        """Count a finding and show it as the current one."""
        self._counts[finding["outcome"]] += 1
        if self._bar is not None:
            current = f"{finding['check']} @{finding['target']}"
            self._bar.update(self._bar.task_ids[0], counts=self._summary(), current=current)

    def advance(self) -> None:
        """A test ended."""
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])
            self._draw(self._bar)

    def end(self) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _draw(self, bar: bars.Progress) -> None:
        now = time.monotonic()
        if now - self._drawn > SECONDS_BETWEEN:
            self._drawn = now
            bar.refresh()

    def _summary(self) -> str:
        return " ".join(
            f"[{COLOURS[name]}]{word.sign} {self._counts[name]}[/]"
            for name, word in OUTCOMES.items()
            if self._counts[name]
        )
