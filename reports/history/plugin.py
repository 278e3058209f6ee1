"""The pytest side of what was before: its options, and what a run is compared with."""

from pathlib import Path

import pytest

from reports.comparison.baseline import baseline
from reports.comparison.compare import compare
from reports.comparison.night import Night, nights_of
from reports.run.reading import Unreadable
from reports.run.shape import Problem, Run


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("conformance report")
    group.addoption(
        "--baseline",
        metavar="RUN|FILE",
        help="compare with an earlier run: a run.json, a folder that has one, or the name of a run "
        "in --report-dir",
    )


class Before:
    """What was before a run."""

    def __init__(self, config: pytest.Config, directory: Path) -> None:
        """`directory` has the earlier runs. Raises pytest.UsageError."""
        self._name: str | None = config.getoption("baseline")
        self._nights: dict[str, Night] = {}
        if self._name:
            try:
                self._nights = baseline(self._name, config.invocation_params.dir, directory)
            except Unreadable as error:
                raise pytest.UsageError(str(error)) from None

    def compared(self, run: Run) -> Run:
        """The run with what is another in it, if that is asked for; what breaks is told in it."""
        if not self._name:
            return run
        try:
            told = compare(self._nights, nights_of(run), self._name, run["started"])
        except Exception as bug:  # noqa: BLE001 what was found is written
            text = f"The run could not be compared: {type(bug).__name__}: {bug}"
            problem: Problem = {"where": f"--baseline {self._name}", "text": text}
            return run | {"problems": [*run["problems"], problem]}
        return run | {"comparison": told}
