"""The end of a run on pytest's own terminal: nothing is obeyed, nothing is told twice."""

import shutil
from collections.abc import Generator
from typing import Protocol

import pytest

from reports.run.exit_codes import of_plans
from reports.run.plan import Plan
from reports.run.shape import Run
from reports.run.text import visible
from reports.terminal import plan, terminal

PLANS = pytest.StashKey[list[Plan]]()


class LastWord:
    """Whoever reads only the last lines of a run reads its answers.

    It is registered after pytest's own reporter, whose last line then comes before.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._run: Run | None = None
        self._place = self._trouble = self._printed = ""

    def is_about(self, run: Run, place: str, trouble: str, printed: str = "") -> None:
        """The run that is told at the end, where its report is, and what could not be written.

        `printed` goes before, for who reads the output of a job.
        """
        self._run, self._place, self._trouble, self._printed = run, place, trouble, printed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What pytest prints of a report may have come from a target."""
        show_what_is_hidden(report)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> Generator[None, object, object]:
        """Pytest's own sections have everything but the findings, which are told once, by us."""
        stats = terminalreporter.stats
        for warning in stats.get("warnings", ()):
            warning.message = visible(warning.message)
        failed = stats.get("failed", [])
        stats["failed"] = [one for one in failed if getattr(one, "ssoproof", None) is None]
        try:
            return (yield)
        finally:
            stats.pop("failed")
            if failed:
                stats["failed"] = failed

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self) -> Generator[None, object, object]:
        try:
            return (yield)
        finally:
            reporter = self._config.pluginmanager.getplugin("terminalreporter")
            if reporter is not None and self._run is not None:
                self._tell(self._run, reporter)

    def _tell(self, run: Run, reporter: pytest.TerminalReporter) -> None:
        width, colour = shutil.get_terminal_size().columns, reporter.hasmarkup
        if self._printed:
            reporter.ensure_newline()
            reporter.write(self._printed)
        reporter.section("conformance")
        if self._trouble:
            reporter.write_line(self._trouble, red=True)
        try:
            text = terminal.summary(run, place=self._place, width=width, colour=colour)
        except Exception as bug:  # noqa: BLE001 the report is there, and its path is told
            text = f"The summary could not be made ({type(bug).__name__}: {bug}).\n"
            text += f"report: {self._place}\n"
        reporter.write(text)


class PlanHooks(Protocol):
    """What the suites tell in place of a run."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_plan(self, session: pytest.Session) -> list[Plan] | None:
        """What a run would do to its targets, if that is all that is asked for: nothing is run."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(PlanHooks)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Nothing is run where the suites have plans; what pytest could not collect is its own."""
    config = session.config
    plans: list[Plan] | None = config.hook.pytest_ssoproof_plan(session=session)
    if plans is None or session.testsfailed:
        return None
    config.stash[PLANS] = plans
    reporter = config.pluginmanager.getplugin("terminalreporter")
    if reporter is not None:
        width = shutil.get_terminal_size().columns
        reporter.write(plan.plans_in_words(plans, width=width, colour=reporter.hasmarkup))
    return True


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A plan has the exit code that the run would have, as far as that is known."""
    if session.exitstatus == pytest.ExitCode.OK:
        plans: list[Plan] = session.config.stash.get(PLANS, [])
        session.exitstatus = of_plans(plans)


def show_what_is_hidden(report: pytest.TestReport) -> None:
    """Makes visible what a terminal would obey, in all that pytest may print of a report."""
    if isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        report.longrepr = (path, line, visible(reason))
    elif report.longrepr and (text := report.longreprtext) != visible(text):
        report.longrepr = visible(text)
    report.sections = [(name, visible(text)) for name, text in report.sections]
    if hasattr(report, "wasxfail"):
        report.wasxfail = visible(report.wasxfail)
