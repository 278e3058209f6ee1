"""Night after night: what a run says of the one before, and what it keeps for the next."""

import json
import sys

import pytest

from suites.harness.given.report_toys import CONFTEST, suite
from suites.harness.reports.broken_histories import KINDS, damaged

pytest_plugins = ["pytester"]


@pytest.fixture
def toys(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    pytester.makeconftest(CONFTEST)
    pytester.mkdir("toys")
    return pytester


def judge(toys: pytest.Pytester, outcome: str, *options: str) -> pytest.RunResult:
    text = suite(outcome, "PASSED", "PASSED", "PASSED")
    (toys.path / "toys" / "test_toys.py").write_text(text)
    return toys.runpytest_inprocess("-p", "no:cacheprovider", *options)


def test_three_nights_with_a_fault_in_the_second(toys: pytest.Pytester) -> None:
    asked = ("--baseline", "last", "--fail-on", "new")
    first = judge(toys, "PASSED", *asked)
    assert first.ret == 0
    first.stdout.fnmatch_lines(["history: There is no earlier run of these targets*"])
    second = judge(toys, "FAILED", *asked)
    assert second.ret == 1
    second.stdout.fnmatch_lines(["since earlier today*: 2 new", "*+ new toys/check-1 @cognito*"])
    third = judge(toys, "PASSED", *asked)
    assert third.ret == 0
    third.stdout.fnmatch_lines(["since earlier today*: 2 fixed"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_history_costs_no_report(kind: str, toys: pytest.Pytester) -> None:
    damaged(kind, toys.path / "mine.sqlite")
    done = judge(toys, "PASSED", "--history", "mine.sqlite", "--baseline", "last")
    assert done.ret == 0
    done.stdout.fnmatch_lines(["The report is written. The history*mine.sqlite cannot be used*"])
    told = json.loads((toys.path / "reports/out/latest/run.json").read_text("utf-8"))
    assert "comparison" not in told
    assert [one["kind"] for one in told["notices"]] == ["history"]


def test_nothing_is_kept_where_nothing_shall_be(toys: pytest.Pytester) -> None:
    judge(toys, "PASSED", "--no-history")
    assert not (toys.path / "reports/out/history.sqlite").exists()
    judge(toys, "PASSED")
    assert (toys.path / "reports/out/history.sqlite").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--no-history", "--history", "x"], "*--history and --no-history: leave one of them out"),
        (["--no-history", "--baseline", "last"], "*--baseline last: *leave --no-history out"),
        (["--keep", "0"], "*0 is no number of nights*"),
        (["--keep", "many"], "*many is no number of nights*"),
    ],
)
def test_options_that_contradict_each_other(
    options: list[str], says: str, toys: pytest.Pytester
) -> None:
    done = judge(toys, "PASSED", *options)
    assert done.ret == 4
    done.stderr.fnmatch_lines([says])


def test_a_run_is_told_in_the_formats_that_are_asked_for(
    toys: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside run.json, or in the output of the job; and on its page, night after night."""
    summary = toys.path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    names = ("markdown", "sarif", "gitlab", "junit", "csv", "openmetrics", "github")
    done = judge(toys, "FAILED", *(f"--format={name}" for name in names))
    judge(toys, "FAILED")
    done.stdout.fnmatch_lines(["::error title=toys/check-1 (MUST%2C high)::cognito: not so: *"])
    folder = min((toys.path / "reports/out").glob("2*"))
    assert {path.name for path in folder.iterdir()} == {
        "run.json", "evidence.json", "report.html", "checks.html", "report.md", "report.sarif",
        "gl-code-quality-report.json", "junit.xml", "findings.csv", "ssoproof.prom",
    }  # fmt: skip
    assert summary.read_text("utf-8").count("Not conformant: cognito, okta") == 2


def test_a_format_that_cannot_be_written_costs_no_report(
    toys: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(toys.path))
    done = judge(toys, "PASSED")
    assert done.ret == 0
    done.stdout.fnmatch_lines(["GITHUB_STEP_SUMMARY: not written: IsADirectoryError*"])
    assert (toys.path / "reports/out/latest/report.html").is_file()


def test_an_unknown_format_is_wrong_usage_that_lists_the_known(toys: pytest.Pytester) -> None:
    done = judge(toys, "PASSED", "--format", "docx")
    assert done.ret == 4
    done.stderr.fnmatch_lines(["*--format: invalid choice: 'docx' (choose from *markdown*"])


def test_a_report_that_could_not_be_written_is_not_called_written(toys: pytest.Pytester) -> None:
    """Something took the place of its directory while the checks ran."""
    taken = "\nfrom pathlib import Path\nPath('out').write_text('')\n"
    (toys.path / "toys" / "test_toys.py").write_text(suite("PASSED") + taken)
    done = toys.runpytest_inprocess("-p", "no:cacheprovider", "--report-dir", "out")
    assert done.ret == 3
    done.stdout.fnmatch_lines(["The report could not be written*The history*cannot be used*"])
    done.stdout.no_fnmatch_line("*The report is written*")
