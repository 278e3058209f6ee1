"""What a run looks like while it lasts: a line on a terminal, lines in a log."""

import io
import re

import pytest

from reports.terminal.progress import Progress
from reports.terminal.progress_lines import ProgressLines, duration
from suites.harness.given.report_samples import run
from suites.harness.given.report_toys import Project

pytest_plugins = ["pytester"]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class Screen(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def test_the_progress_line_counts_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows outcomes and the current check, and leaves the cursor as it was."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    out = Screen()
    progress = Progress(out)
    progress.begin(2)
    found = run(3)["findings"][0]
    for outcome in ("FAILED", "PASSED"):
        progress.tell(
            {**found, "check": "jwks/unique-kid", "target": "okta[1]", "outcome": outcome}
        )
        progress.advance()
    progress.end()
    shown = ESCAPES.sub("", out.getvalue())
    assert "2/2" in shown
    assert "✗ 1 ✓ 1" in shown
    assert "jwks/unique-kid @okta[1]" in shown
    assert "\x1b[?25h" in shown
    assert not progress.active


def test_a_log_has_a_line_every_ten_seconds_with_what_remains() -> None:
    """Four checks a second, of which each tenth fails; a run of nine seconds would have none."""
    now, written = 1000.0, list[tuple[float, str]]()
    lines = ProgressLines(lambda line: written.append((now, line)), lambda: now)
    lines.begin(120)
    finding = run(3)["findings"][0]
    for number in range(120):
        now += 0.25
        lines.tell({**finding, "outcome": "PASSED" if number % 10 else "FAILED"})
        lines.advance()
    assert written == [
        (1010.0, "40 of 120 checks, 80 remain, about 20 s: 4 failed"),
        (1020.0, "80 of 120 checks, 40 remain, about 10 s: 8 failed"),
        (1030.0, "120 of 120 checks, 0 remain: 12 failed"),
    ]
    lines.end()
    assert not lines.active


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.2, "1 s"), (99.4, "99 s"), (100, "2 min"), (5900, "98 min"), (7500, "2 h 5 min")],
)
def test_how_long_something_takes_is_told_roughly(seconds: float, told: str) -> None:
    assert duration(seconds) == told


@pytest.fixture
def project(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Project:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    return Project(pytester)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_terminal_shows_a_progress_line_in_place_of_dots(project: Project, workers: str) -> None:
    """It counts tests and outcomes; pytest's own letters and file names stay away."""
    project.checks("PASSED", "FAILED")
    shown = project.run_on_a_terminal("-n", workers, "--tb=no")
    assert "4/4 ✗ 2 ✓ 2 toys/check-" in shown
    assert "test_toys.py F" not in shown
    assert "cognito: not conformant" in shown


@pytest.mark.parametrize("plain", ["-v", "-s", "-q"])
def test_a_person_who_asks_for_lines_gets_pytests_own(project: Project, plain: str) -> None:
    """The progress line would fight with them for the screen."""
    project.checks("PASSED")
    shown = project.run_on_a_terminal(plain)
    assert "0/2" not in shown
    assert "cognito: incomplete" in shown


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_log_has_no_dots(project: Project, workers: str) -> None:
    """Neither where the output is no terminal, nor where a job says that it is one."""
    project.checks("PASSED", "FAILED")
    for shown in (
        project.run_apart("-n", workers, "--tb=no").stdout.str(),
        project.run_on_a_terminal("-n", workers, "--tb=no", ci="true"),
    ):
        assert not re.search(r"^(toys/test_toys\.py )?[.F]{2}", shown, re.MULTILINE)
        assert "4/4" not in shown
        assert "cognito: not conformant" in shown


def test_other_tests_on_a_terminal_have_pytests_dots(project: Project) -> None:
    """The progress line is for checks."""
    project.pytester.makepyfile(test_other="def test_other() -> None: pass")
    assert "test_other.py ." in project.run_on_a_terminal()
