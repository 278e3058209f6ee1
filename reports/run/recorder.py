"""Collects what pytest reports: findings, exchanges, the state of each target, and problems.

The methods named `pytest_…` are hooks; register a recorder where reports arrive: in the only
process of a serial run, or on the controller of a parallel one, never on a worker.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from reports.run.model import OUTCOMES, folder
from reports.run.shape import Exchange, Finding, Problem, Target, Told


class Report(Protocol):
    """What is read here of pytest's reports."""

    nodeid: str
    when: str | None

    @property
    def failed(self) -> bool: ...

    @property
    def longreprtext(self) -> str: ...


class Recorder:
    """What one session told, in the order in which it was told.

    `others` is how many tests failed that are no checks.
    """

    def __init__(self) -> None:
        self.findings: dict[tuple[str, str], Finding] = {}
        self.exchanges: dict[str, Exchange] = {}
        self._problems: list[tuple[str, Problem]] = []
        self._states: dict[str, dict[str, Target]] = {}
        self._tests: set[str] = set()
        self.others = 0

    @property
    def targets(self) -> list[Target]:
        """Each target's last state, its costs summed over the workers that used it."""
        merged: dict[str, Target] = {}
        for states in self._states.values():
            for name, state in states.items():
                new: Target = {**state, "requests": 0, "logins": 0, "duration_s": 0}
                known = merged.setdefault(name, new)
                known["requests"] += state["requests"]
                known["logins"] += state["logins"]
                known["duration_s"] += state["duration_s"]
        return list(merged.values())

    @property
    def places(self) -> set[str]:
        """The folders in which a test file broke."""
        return {place for place, _ in self._problems if place}

    def pytest_runtest_logreport(self, report: Report) -> None:
        """Keep the finding of a report that has one; keep a crash that hides a finding."""
        told: Told | None = getattr(report, "ssoproof", None)
        if told is not None:
            self._tests.add(report.nodeid)
            with self.surviving(report.nodeid, folder(report.nodeid)):
                self.add(told, worker_of(report))
        elif report.failed and self._hides_a_finding(report):
            where = f"{report.nodeid} ({report.when})"
            self.problem(where, report.longreprtext, folder(report.nodeid))
        elif report.failed:
            self.others += 1

    def pytest_collectreport(self, report: Report) -> None:
        """A file that cannot be collected hides its checks."""
        if report.failed:
            self.problem(report.nodeid, report.longreprtext, folder(report.nodeid))

    def pytest_internalerror(self, excrepr: object) -> None:
        """Keep pytest's or a plugin's own failure."""
        self.problem("pytest, internal error", str(excrepr))

    def add(self, told: Told, worker: str) -> None:
        """Keep one finding with its exchanges and its target's state.

        Exchange ids count per process, so those of a worker get its name in front. If a check
        tells twice on one target (say, its clean-up broke as well), the worse outcome stays.
        """
        for exchange in told["exchanges"]:
            name = worker + exchange["id"]
            self.exchanges[name] = {**exchange, "id": name}
        state = told["target"]
        self._states.setdefault(worker, {})[state["name"]] = state
        finding = told["finding"]
        finding = {**finding, "exchanges": [worker + name for name in finding["exchanges"]]}
        key = finding["check"], finding["target"]
        if key not in self.findings or rank(finding) < rank(self.findings[key]):
            self.findings[key] = finding

    @contextmanager
    def surviving(self, where: str, place: str = "") -> Iterator[None]:
        """Inside, nothing that is raised ends the run: it is told as a problem."""
        try:
            yield
        except Exception as bug:  # noqa: BLE001 whatever it is
            self.problem(where, f"It broke here: {type(bug).__name__}: {bug}", place)

    def problem(self, where: str, text: str, place: str = "") -> None:
        """Keep a problem of the harness once, though every worker reports it.

        `place` is the folder of the test file that it happened in, if it happened in one.
        """
        told: tuple[str, Problem] = (place, {"where": where, "text": text})
        if told not in self._problems:
            self._problems.append(told)

    def problems_in(self, folders: set[str]) -> list[Problem]:
        """The problems in these folders of checks, and those of no file.

        A test elsewhere may break without hiding a check. Where no folder is known, all count.
        """
        return [
            entry for place, entry in self._problems if not place or not folders or place in folders
        ]

    def _hides_a_finding(self, report: Report) -> bool:
        crashed = report.when not in ("setup", "call", "teardown")
        return crashed or report.nodeid in self._tests


def rank(finding: Finding) -> int:
    """The place of a finding's outcome, worst first."""
    return list(OUTCOMES).index(finding["outcome"])


def worker_of(report: Report) -> str:
    """`gw1:` for a report that came from a parallel worker, nothing for our own process."""
    node = getattr(report, "node", None)
    return f"{node.gateway.id}:" if node is not None else ""
