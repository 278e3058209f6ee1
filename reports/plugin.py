"""The pytest side of the reports: options, hooks, words on the terminal, and when to write.

With `terminal/plugin.py` the only file of this package that knows pytest.
"""

import os
import sys
import time
from collections.abc import Generator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import TypeVar

import pytest

from reports.delivery import plugin as delivery
from reports.formats import plugin as formats
from reports.history import plugin as history
from reports.hooks.plugin import Hooks
from reports.publish import Published, publish, rewrite
from reports.run import assembly, model
from reports.run.about import basics
from reports.run.exit_codes import NOT_JUDGED, exit_code
from reports.run.recorder import Recorder
from reports.run.shape import About, Entry, Run, Told
from reports.terminal.plugin import LastWord
from reports.terminal.progress import Progress
from reports.terminal.progress_lines import ProgressLines

Answer = TypeVar("Answer")
# Category, letter and word of a test, as pytest shows them.
Status = tuple[str, str, str | tuple[str, Mapping[str, bool]]]
# How a run may end that came to its end.
ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, NOT_JUDGED)
WORDS = {
    "FAILED": ("failed", "F", {"red": True}),
    "ERRORED": ("error", "E", {"red": True}),
    "REVIEW": ("review", "R", {"yellow": True}),
    "WARNED": ("warned", "w", {"yellow": True}),
    "KNOWN": ("known", "k", {"green": True}),
    "WAIVED": ("waived", "a", {"green": True}),
    "NOT_RUN": ("not run", "s", {"yellow": True}),
    "NOT_APPLICABLE": ("not applicable", "-", {"green": True}),
    "PASSED": ("passed", ".", {"green": True}),
}


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    history.pytest_addoption(parser)
    delivery.pytest_addoption(parser)
    formats.pytest_addoption(parser)
    group = parser.getgroup("conformance report")
    group.addoption(
        "--report-dir",
        metavar="DIR",
        default="reports/out",
        help="where each run gets its directory (default: reports/out in the working directory)",
    )
    group.addoption(
        "--fail-on",
        action="append",
        choices=tuple(model.FAIL_ON),
        default=[],
        help="what has exit code 1; may be repeated (default: must). What was not judged has 6 in "
        "any case",
    )


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    formats.presume(config.getoption("format"))
    directory = config.invocation_params.dir / config.getoption("report_dir")
    blocked = next((path for path in (directory, *directory.parents) if path.is_file()), None)
    if blocked:
        raise pytest.UsageError(
            f"--report-dir {directory}: {blocked} is a file; name a directory instead"
        )
    there = next(path for path in (directory, *directory.parents) if path.exists())
    try:
        # Of a file system that takes no file the permissions tell nothing.
        with TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise pytest.UsageError(
            f"--report-dir {directory}: {there} cannot be written to ({error.strerror}); name "
            "another directory"
        ) from None
    config.pluginmanager.register(Reporting(config, directory), "ssoproof-reporting")


class Reporting:
    """One session's recorder, progress line and report."""

    def __init__(self, config: pytest.Config, directory: Path) -> None:
        self._config = config
        self._directory = directory
        self._before = history.Before(config, directory)
        self._delivery = delivery.Delivery(config)
        self._recorder = Recorder()
        self._progress: Progress | ProgressLines = Progress(sys.stdout)
        self._tests_to_show = 0
        self._started = datetime.now(UTC)
        self._clock = time.monotonic()
        self._last_word = LastWord(config)
        config.pluginmanager.register(self._recorder, "ssoproof-recorder")

    def pytest_sessionstart(self) -> None:
        """Pytest's own reporter is there by now."""
        self._config.pluginmanager.register(self._last_word, "ssoproof-last-word")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """A serial run: the tests are known."""
        self._plan_progress([item.nodeid for item in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        """A parallel run: every worker says the same list."""
        if not self._tests_to_show:
            self._plan_progress(list(ids))

    def _plan_progress(self, nodeids: list[str]) -> None:
        reporter = self._config.pluginmanager.getplugin("terminalreporter")
        option = self._config.option
        if reporter is None or option.verbose > 0 or option.usepdb:
            return  # pytest's own lines or a debugger want the screen
        if not reporter.isatty() or is_a_job(os.environ):
            self._progress = ProgressLines(lambda line: reporter.write(f"{line}\n", flush=True))
        elif option.verbose or option.capture == "no":
            return  # so do dots that are asked for, and the tests' output
        folders = model.folders(self._catalogue)
        if any(model.folder(nodeid) in folders for nodeid in nodeids):
            reporter.showfspath = False
            self._tests_to_show = len(nodeids)

    def pytest_runtest_logstart(self) -> None:
        if self._tests_to_show and not self._progress.active:
            self._progress.begin(self._tests_to_show)

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> Generator[None, Status, Status]:
        """Our word and letter for a finding; no letter at all beside the progress line."""
        category, letter, word = yield
        told: Told | None = getattr(report, "ssoproof", None)
        if told is not None:
            outcome = told["finding"]["outcome"]
            category, letter, colour = WORDS[outcome]
            word = (outcome, colour)
        return category, "" if self._progress.active else letter, word

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told: Told | None = getattr(report, "ssoproof", None)
        if told is not None:
            with self._recorder.surviving("progress line"):
                self._progress.tell(told["finding"])

    def pytest_runtest_logfinish(self) -> None:
        with self._recorder.surviving("progress line"):
            self._progress.advance()

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        try:
            return (yield)
        finally:
            self._progress.end()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the report, when a check ran or was kept from running by a problem."""
        try:
            run = self._run(session)
        except Exception as bug:  # noqa: BLE001 what the checks found is written
            run = self._without_judgement(session, bug)
        if run is None:
            return
        published = publish(run, self._directory, self._started)
        if published.trouble:
            session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
        place = str(published.directory / "report.html") if published.directory else ""
        run, printed, untold = self._tell(published, session)
        unwritten = ""
        if published.directory:
            text, unwritten = formats.told(self._config, run, published.directory)
            printed = text + printed
        troubles = (published.trouble, unwritten, untold, self._before.keep(run, place))
        self._last_word.is_about(run, place, " ".join(filter(None, troubles)), printed)

    def _tell(self, published: Published, session: pytest.Session) -> tuple[Run, str, str]:
        """Tells the run that is written; what could not be told is written into it."""
        printed, failed = self._delivery.tell(published.run)
        if not failed:
            return published.run, printed, ""
        run = delivery.with_notices(published.run, failed)
        session.exitstatus = run["exit_code"] = self._exit_code(session, run)
        if published.directory:
            rewrite(run, published.directory)
        return run, printed, " ".join(failed)

    @cached_property
    def _catalogue(self) -> list[Entry]:
        return self._ask("catalogue", [])

    def _run(self, session: pytest.Session) -> Run | None:
        recorder = self._recorder
        findings = list(recorder.findings.values())
        if not findings and not recorder.places:
            return None
        catalogue = self._catalogue
        folders = model.folders(catalogue)
        if not findings and folders and not folders & recorder.places:
            return None
        seen = {"targets": recorder.targets, "findings": findings}
        about: About = self._basics(session) | {
            "options": self._ask("options", {}),
            "faults": self._ask("faults", []),
            "coverage": self._ask("coverage", []),
            "diagnoses": self._ask("diagnoses", [], **seen),
            "notices": self._ask("notices", [], **seen),
        }
        problems = recorder.problems_in(folders)
        why, kind = reason_for_absence(session)
        run = assembly.assemble(
            findings=findings,
            targets=recorder.targets,
            exchanges=recorder.exchanges.values(),
            problems=problems,
            catalogue=catalogue,
            about=about,
            not_run_because=why,
            not_run=kind,
            forecasts=self._ask("forecasts", {}, diagnoses=about["diagnoses"], **seen),
        )
        run = self._before.compared(run)
        session.exitstatus = run["exit_code"] = self._exit_code(session, run)
        return run

    def _exit_code(self, session: pytest.Session, run: Run) -> int:
        """Pytest's, unless the run came to its end: then what was found decides.

        A test of something else that failed stays 1.
        """
        code = int(session.exitstatus)
        if code not in ENDED or self._recorder.others:
            return code
        return exit_code(run, self._config.getoption("fail_on") or model.FAIL_ON_DEFAULT)

    def _basics(self, session: pytest.Session) -> About:
        took_s = time.monotonic() - self._clock
        return basics(self._started, took_s, int(session.exitstatus), pytest.__version__)

    def _without_judgement(self, session: pytest.Session, bug: Exception) -> Run:
        """The findings as they were told, where `bug` keeps a verdict from being made of them."""
        self._recorder.problem("run.json", f"It is not whole: {type(bug).__name__}: {bug}")
        session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
        return assembly.as_told(
            findings=list(self._recorder.findings.values()),
            exchanges=self._recorder.exchanges.values(),
            problems=self._recorder.problems_in(set()),
            about=self._basics(session),
        )

    def _ask(self, what: str, otherwise: Answer, **known: object) -> Answer:
        """What the suites answer to one of our hooks; if they break, the report says so."""
        hook = getattr(self._config.hook, f"pytest_ssoproof_{what}")
        try:
            answer = hook(config=self._config, **known)
        except Exception as error:  # noqa: BLE001 the report is written whatever breaks
            self._recorder.problem(f"{what} of the suites", f"{type(error).__name__}: {error}")
            answer = None
        return otherwise if answer is None else answer


def is_a_job(environment: Mapping[str, str]) -> bool:
    """Whether a service runs this whose log is read later, even where it looks like a terminal."""
    return environment.get("CI", "").lower() not in ("", "0", "false")


def reason_for_absence(session: pytest.Session) -> tuple[str, str]:
    """Why a check of the catalogue has no finding, and of which kind that is."""
    stopped = session.shouldfail or session.shouldstop
    if stopped or session.exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        cause = stopped or "it was interrupted"
        told = f"The run ended early ({cause}), before this check, or did not select it."
        return told, model.STOPPED
    return "This run did not select the check.", "choice"
