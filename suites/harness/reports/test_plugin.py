"""The reports' pytest plugin, on a toy suite in a project of its own."""

import pytest

from reports.run.reading import read_whole
from suites.harness.given.report_toys import Project

pytest_plugins = ["pytester"]
HARMLESS = ("PASSED", "WARNED", "KNOWN", "NOT_APPLICABLE")


@pytest.fixture
def project(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Project:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    return Project(pytester)


def test_a_run_writes_both_files_and_names_the_page(project: Project) -> None:
    project.checks(*HARMLESS)
    result = project.run()
    assert result.ret == 0
    page = project.out / "latest" / "report.html"
    assert "<h1>" in page.read_text(encoding="utf-8")
    result.stdout.fnmatch_lines(["*conformance*", "report: *.html", "*cognito: conformant: *"])
    assert project.told["exit_code"] == 0
    assert [target["verdict"] for target in project.told["targets"]] == ["conformant"] * 2


def test_words_and_letters_are_those_of_our_outcomes(project: Project) -> None:
    """The dots, the long lines and the summary say what the report says."""
    outcomes = ("PASSED", "WARNED", "NOT_APPLICABLE", "FAILED")
    project.checks(*outcomes)
    assert "..ww--FF" in project.run_on_a_terminal("-q")
    short = project.run()
    short.stdout.fnmatch_lines(["*2 failed*2 warned*"])
    long = project.run("-v")
    long.stdout.fnmatch_lines([f"*test_toy_{n}*{word}*" for n, word in enumerate(outcomes, 1)])
    assert short.ret == long.ret == 1


def test_failures_are_told_with_what_to_change_and_the_answers_last(project: Project) -> None:
    """A person need not open the page to know what failed, where, and how to run it again."""
    project.checks("PASSED", "FAILED", "ERRORED")
    project.run().stdout.fnmatch_lines(
        [
            "! ERRORED toys/check-3 @cognito*",
            "✗ FAILED toys/check-2 @cognito  MUST, high",
            "*The toy toys/check-2 works. Got two",
            "one again: pytest toys/test_toys.py::test_toy_2*",
            "report: *.html",
            "✗ cognito: not conformant: 1 failed, 1 errored, 1 not run, 1 passed (*1 request, *",
            "*sign-in works not judged: *",
            "*safe *",
            "*conforms *",
        ]
    )


def test_a_finding_is_told_once(project: Project) -> None:
    """Pytest's own sections have what is no finding, and count the others."""
    project.checks("FAILED")
    project.pytester.makepyfile(test_other="def test_other() -> None: assert 'this' == 'that'")
    shown = project.run("-rA").stdout.str()
    assert shown.count("toys/check-1 @cognito") == 1
    assert "test_toy_1" not in shown.partition("= conformance =")[0].partition("= FAILURES =")[2]
    assert "assert 'this' == 'that'" in shown
    assert "3 failed" in shown


def test_nothing_is_written_when_no_check_ran(project: Project) -> None:
    """Tests of something else, an empty selection, a listing: no report, no directory."""
    project.pytester.makepyfile(test_other="def test_other() -> None: assert False")
    project.checks("PASSED")
    for arguments in (["test_other.py"], ["-k", "nothing"], ["--collect-only"]):
        result = project.run(*arguments)
        assert "report:" not in result.stdout.str()
    assert not project.out.exists()


def test_other_tests_beside_checks_are_no_findings(project: Project) -> None:
    """A failing test of something else is neither a finding nor a problem."""
    project.pytester.makepyfile(test_other="def test_other() -> None: assert False")
    project.checks(*HARMLESS)
    assert project.run().ret == 1
    assert project.told["problems"] == []
    assert [target["verdict"] for target in project.told["targets"]] == ["conformant"] * 2


def test_a_part_of_the_checks_is_incomplete(project: Project) -> None:
    """Checks that were not selected are NOT_RUN, with the reason."""
    project.checks(*HARMLESS)
    project.run("-k", "test_toy_1")
    absent = [f for f in project.told["findings"] if f["outcome"] == "NOT_RUN"]
    assert len(absent) == 6
    assert {f["reason"] for f in absent} == {"This run did not select the check."}
    assert [target["verdict"] for target in project.told["targets"]] == ["incomplete"] * 2


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_that_stops_at_the_first_failure_is_told(project: Project, workers: str) -> None:
    """`-x`: the failure is there, what did not run says why."""
    project.checks("FAILED", *["PASSED"] * 3)
    project.run_apart("-x", "-n", workers)
    told = {finding["outcome"]: finding["reason"] for finding in project.told["findings"]}
    assert "FAILED" in told
    assert "ended early" in told["NOT_RUN"]


def test_an_interrupted_run_is_told(project: Project) -> None:
    """Ctrl-C: what was found until then is in the report, the exit code is 2."""
    project.checks("PASSED")
    with (project.pytester.path / "toys" / "test_toys.py").open("a") as file:
        file.write("\ndef test_stop() -> None:\n    raise KeyboardInterrupt\n")
    assert project.run_apart().ret == 2
    assert project.told["exit_code"] == 2
    assert {f["outcome"] for f in project.told["findings"]} == {"PASSED", "NOT_RUN"}
    assert (project.out / "latest" / "report.html").is_file()


def test_a_file_that_cannot_be_collected_is_a_problem_of_the_run(project: Project) -> None:
    """Its checks may be the ones that fail, so nothing is conformant."""
    project.checks(*HARMLESS)
    (project.pytester.path / "toys" / "test_broken.py").write_text("this is no Python")
    project.run("--continue-on-collection-errors")
    assert [target["verdict"] for target in project.told["targets"]] == ["not judged"] * 2
    (problem,) = project.told["problems"]
    assert problem["where"] == "toys/test_broken.py"
    assert "SyntaxError" in problem["text"]


def test_a_collection_error_alone_is_told_too(project: Project) -> None:
    """Pytest stops before any check; the report says why there is none."""
    project.checks(*HARMLESS)
    (project.pytester.path / "toys" / "test_broken.py").write_text("this is no Python")
    assert project.run().ret == 2
    assert (project.told["targets"], len(project.told["problems"])) == ([], 1)


def test_a_worker_that_dies_is_a_problem_of_the_run(project: Project) -> None:
    """The check it was running has no finding of its own."""
    project.checks("PASSED")
    with (project.pytester.path / "toys" / "test_toys.py").open("a") as file:
        file.write("\nimport os\ndef test_die() -> None:\n    os._exit(1)\n")
    project.run_apart("-n", "2")
    assert "crashed" in project.told["problems"][0]["text"]
    assert {target["verdict"] for target in project.told["targets"]} == {"not judged"}


@pytest.mark.parametrize("hook", ["catalogue", "options", "faults", "notices"])
def test_a_suite_that_breaks_while_it_is_asked_is_told(project: Project, hook: str) -> None:
    """The findings are written whatever else breaks."""
    with (project.pytester.path / "conftest.py").open("a") as file:
        file.write(f"\ndef pytest_ssoproof_{hook}(config):\n    raise RuntimeError('no answer')\n")
    project.checks("PASSED")
    project.run()
    assert {"where": f"{hook} of the suites", "text": "RuntimeError: no answer"} in (
        project.told["problems"]
    )
    assert len([f for f in project.told["findings"] if f["outcome"] == "PASSED"]) == 2


def test_a_page_that_cannot_be_made_is_an_internal_error_and_loses_nothing(
    project: Project,
) -> None:
    """run.json stays, the terminal says what happened, the exit code is 3."""
    conftest = project.pytester.path / "conftest.py"
    conftest.write_text(conftest.read_text().replace('"why": "Toys matter.", ', ""))
    project.checks(*HARMLESS)
    result = project.run()
    assert result.ret == 3
    assert project.told["exit_code"] == 3
    assert len(project.told["findings"]) == 8
    result.stdout.fnmatch_lines(["report.html could not be written*why*"])


def test_serial_and_parallel_runs_tell_the_same(project: Project) -> None:
    """Apart from times and from the worker's name in the ids of exchanges."""
    project.checks("PASSED", "FAILED", "KNOWN", "ERRORED")
    told = []
    for workers in ("0", "2"):
        project.run_apart("-n", workers)
        told.append([{**f, "exchanges": len(f["exchanges"])} for f in project.told["findings"]])
        whole = read_whole(project.out / "latest" / "run.json")
        known = {exchange["id"] for exchange in whole["exchanges"]}
        assert all(set(finding["exchanges"]) <= known for finding in whole["findings"])
    assert told[0] == told[1]


def test_the_report_directory_is_relative_to_the_project(project: Project) -> None:
    """Wherever pytest is started."""
    project.checks("PASSED")
    project.pytester.makeini("[pytest]")
    (project.pytester.path / "elsewhere").mkdir()
    project.pytester.chdir()
    project.run("--report-dir", "told", "--rootdir", ".", "toys")
    assert (project.pytester.path / "told" / "latest" / "report.html").is_file()


def test_a_file_in_place_of_the_report_directory_is_wrong_usage(project: Project) -> None:
    """One line, exit code 4, before anything runs."""
    project.checks("PASSED")
    (project.pytester.path / "taken").write_text("")
    result = project.run("--report-dir", "taken/out")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*--report-dir*taken is a file; name a directory instead"])


def test_a_file_system_that_takes_no_file_is_found_before_the_run(project: Project) -> None:
    """One whose permissions would let us: root may write to /proc, and nobody can."""
    project.checks("PASSED")
    result = project.run("--report-dir", "/proc/ssoproof/out")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--report-dir*: /proc cannot be written to (*)*"])


def test_without_a_terminal_reporter_the_report_is_written(project: Project) -> None:
    """`-p no:terminal` is for other front ends."""
    project.checks("PASSED")
    assert project.run("-p", "no:terminal").ret == 0
    assert len(project.told["targets"]) == 2
