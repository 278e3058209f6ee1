"""The pytest side of what was before: its options, the comparison, and the history."""

import argparse
from pathlib import Path

import pytest

from reports.comparison.baseline import baseline
from reports.comparison.compare import compare
from reports.comparison.night import Night, nights_of
from reports.history.file import FILE, History, HistoryError
from reports.history.last import last
from reports.history.thinning import thin
from reports.run.reading import Unreadable
from reports.run.shape import Notice, Problem, Run

IN_HISTORY = ("last", "last-green")
KEEP = 30
FIRST = (
    "There is no earlier run of these targets in the history: nothing is compared, and all that is "
    "open is new."
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("conformance report")
    group.addoption(
        "--baseline",
        metavar="RUN|FILE|last|last-green",
        help="compare with an earlier run: the last one of the history, the last with exit code 0, "
        "a run.json, a folder that has one, or the name of a run in --report-dir",
    )
    group.addoption(
        "--history",
        metavar="FILE",
        help=f"where what runs found is kept for later ones (default: {FILE} in --report-dir)",
    )
    group.addoption(
        "--no-history", action="store_true", help="keep nothing for later runs, and thin none"
    )
    group.addoption(
        "--keep",
        type=nights,
        metavar="N",
        default=KEEP,
        help="nights whose runs keep their page and exchanges; of older ones the findings stay "
        f"(default: {KEEP})",
    )


def nights(text: str) -> int:
    """A number of nights from the command line."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is no number of nights: 1 is the least")
    return int(text)


class Before:
    """What was before a run, and where the run is kept for those after it."""

    def __init__(self, config: pytest.Config, directory: Path) -> None:
        """`directory` has the earlier runs. Raises pytest.UsageError."""
        here, file = config.invocation_params.dir, config.getoption("history")
        self._reports, self._keep = directory, config.getoption("keep")
        self._name: str = config.getoption("baseline") or ""
        self._nights: dict[str, Night] = {}
        self._history = History(here / file if file else directory / FILE)
        self._kept = not config.getoption("no_history")
        if file and not self._kept:
            raise pytest.UsageError("--history and --no-history: leave one of them out")
        if self._name in IN_HISTORY and not self._kept:
            raise pytest.UsageError(
                f"--baseline {self._name}: it is looked for in the history; leave --no-history out"
            )
        if self._name and self._name not in IN_HISTORY:
            try:
                self._nights = baseline(self._name, here, directory)
            except Unreadable as error:
                raise pytest.UsageError(str(error)) from None

    def compared(self, run: Run) -> Run:
        """The run with what is another in it, if that is asked for; what breaks is told in it."""
        if not self._name:
            return run
        try:
            now = nights_of(run)
            before = self._nights or self._last(now)
            if not before:
                return noticed(run, FIRST)
            told = compare(before, now, self._name, run["started"])
        except HistoryError as error:
            return noticed(run, f"{error} Nothing is compared, and all that is open is new.")
        except Exception as bug:  # noqa: BLE001 what was found is written
            text = f"The run could not be compared: {type(bug).__name__}: {bug}"
            problem: Problem = {"where": f"--baseline {self._name}", "text": text}
            return run | {"problems": [*run["problems"], problem]}
        return run | {"comparison": told}

    def _last(self, now: list[Night]) -> dict[str, Night]:
        if self._name not in IN_HISTORY:
            return {}
        return last(self._history, now, green=self._name == "last-green")

    def keep(self, run: Run, place: str) -> str:
        """Keep the run for later ones, and thin old ones; returns what could not be done.

        `place` is where its report is, empty if it could not be written.
        """
        if not self._kept:
            return ""
        report = "The report is written. " if place else ""
        try:
            self._history.add(nights_of(run), place)
            thin(self._reports, self._keep)
        except HistoryError as error:
            return f"{report}{error}"
        except Exception as bug:  # noqa: BLE001 the report is written
            return f"{report}The run is not kept whole: {type(bug).__name__}: {bug}"
        return ""


def noticed(run: Run, text: str) -> Run:
    """The run with a word about the history."""
    notice: Notice = {"kind": "history", "target": "", "text": text}
    return run | {"notices": [*run["notices"], notice]}
