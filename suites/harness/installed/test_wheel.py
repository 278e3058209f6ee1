"""The wheel: what is in it, and that it works from an empty folder, as its user would run it.

PyPI is needed, as for any installation; it takes some minutes.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from suites.harness.given.installation import (
    LEFT_BY_RUNS,
    ROOMS,
    Done,
    Installation,
    installed,
)
from suites.harness.given.other_project import write_project
from suites.harness.given.runs import ROOT

# Tests of the harness, and what writes the pages in `docs`.
OF_THE_CLONE = ("suites/harness/", "suites/docs/")
ONE = ("--check", "discovery/issuer-exact", "--target", "cognito")
CHANGING = re.compile(r"\[gw\d\]|\[ *\d+%\]|in \d+\.\d+s|(, )?ssoproof-[\w.]+")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel of this clone, installed."""
    return installed(tmp_path_factory.mktemp("installation"))


def written(folder: Path) -> dict[str, Any]:
    """The run that was written to a working directory."""
    return json.loads((folder / "reports/out/latest/run.json").read_text("utf-8"))


def files_of_the_clone() -> Iterator[str]:
    """What the rooms of the clone hold."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and not set(LEFT_BY_RUNS) & set(path.parts):
                yield path.relative_to(ROOT).as_posix()


def test_the_wheel_has_every_file_but_the_harness_s_own(installation: Installation) -> None:
    names = set(ZipFile(installation.wheel).namelist())
    described = {name for name in names if ".dist-info/" in name}
    expected = {name for name in files_of_the_clone() if not name.startswith(OF_THE_CLONE)}
    assert names - described == expected
    assert {Path(name).name for name in described} >= {"LICENSE", "entry_points.txt"}


def test_the_command_judges_and_writes_where_it_was_started(
    installation: Installation, tmp_path: Path
) -> None:
    done = installation.run(tmp_path, "ssoproof", "oidc", "--check", "discovery/*")
    assert done.exit_code == 0, done.output
    assert "warning" not in done.output
    assert f"report: {tmp_path / 'reports/out'}" in done.output
    outcomes = {one["outcome"] for one in written(tmp_path)["findings"]}
    assert outcomes == {"PASSED", "KNOWN", "NOT_APPLICABLE", "NOT_RUN"}
    assert {path.name for path in tmp_path.iterdir()} == {".pytest_cache", "reports"}


def test_a_finding_says_a_command_that_runs_it_again_there(
    installation: Installation, tmp_path: Path
) -> None:
    first = installation.run(tmp_path, "pytest", "--pyargs", "suites.oidc.discovery", *ONE)
    assert first.exit_code == 0, first.output
    (again,) = {one["rerun"] for one in written(tmp_path)["findings"] if one["rerun"]}
    assert again == "pytest --pyargs suites.oidc --target cognito --check discovery/issuer-exact"
    done = installation.run(tmp_path, *again.split(), "--report-dir", "again")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "again/latest/run.json").is_file()


def test_several_suites_are_one_parallel_run(installation: Installation, tmp_path: Path) -> None:
    """Their files may have the same names below their folders."""
    names = ("suites.registration", "suites.oidc")
    chosen = ("--check", "client/*", "--check", "discovery/*", "-n", "2")
    done = installation.run(tmp_path, "pytest", "--pyargs", *names, *chosen)
    assert done.exit_code == 0, done.output
    run = written(tmp_path)
    judged = {one["check"].partition("/")[0] for one in run["findings"] if one["rerun"]}
    assert judged == {"client", "discovery"}
    assert run["problems"] == []


def test_targets_are_those_of_the_working_directory(
    installation: Installation, tmp_path: Path
) -> None:
    """Though pytest takes another folder for its root, by the value of an option."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "targets.toml").write_text("[ours]\nissuer = 'https://idp.example'\n")
    wanted = ("--target", "theirs", "--report-dir", str(elsewhere))
    done = installation.run(tmp_path, "ssoproof", "oidc", *wanted)
    assert done.exit_code == 4
    assert "ours" in done.output


def test_the_fakes_and_the_report_are_words_of_the_command(
    installation: Installation, tmp_path: Path
) -> None:
    faults = installation.run(tmp_path, "ssoproof", "fakes", "--list-faults")
    assert faults.exit_code == 0
    assert "wrong-audience" in faults.output
    installation.run(tmp_path, "ssoproof", "registration", "--check", "pool/*")
    page = tmp_path / "reports/out/latest/report.html"
    before = page.read_text("utf-8")
    page.unlink()
    run = "reports/out/latest/run.json"
    done = installation.run(tmp_path, "ssoproof", "report", run)
    assert (done.exit_code, page.read_text("utf-8")) == (0, before), done.output


def test_its_options_alone_are_enough(installation: Installation, tmp_path: Path) -> None:
    done = installation.run(tmp_path, "pytest", "--list-checks")
    assert done.exit_code == 0, done.output
    assert "discovery/issuer-exact" in done.output
    assert "client/callback-exact" in done.output


def test_other_people_s_runs_are_left_alone(installation: Installation, tmp_path: Path) -> None:
    """The same output, exit code and files with ssoproof installed and without."""
    runs = (
        ("pytest", "-v", "-n", "2", "--target", "staging"),
        ("pytest", "-v", "tests", "suites"),
        ("python", "-m", "pytest", "-v", "--pyargs", "suites.oidc"),
        ("pytest", "--fixtures"),
        ("pytest", "--help"),
        ("pytest", "--rate", "5"),
        ("pytest", "-k", "elsewhere"),
    )
    present = [seen(installation, tmp_path / f"with-{n}", *run) for n, run in enumerate(runs)]
    installation.pip("uninstall", "--yes", "ssoproof")
    try:
        absent = [seen(installation, tmp_path / f"bare-{n}", *run) for n, run in enumerate(runs)]
    finally:
        installation.pip("install", "--no-deps", str(installation.wheel))
    assert [exit_code for exit_code, *_ in absent] == [1, 1, 1, 0, 0, 4, 5]
    for with_ours, without in zip(present, absent, strict=True):
        assert with_ours == without


def seen(installation: Installation, folder: Path, *command: str) -> tuple[int, list[str], set]:
    """What a run of the other project comes to: exit code, what it says, the files it leaves.

    Not the compiled ones: pytest rewrites the assertions of every package that is called as one of
    a plugin's distribution, and theirs are.
    """
    write_project(folder)
    done = installation.run(folder, *command)
    left = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    files = {str(path) for path in left if "__pycache__" not in path.parts}
    return done.exit_code, lasting(done, folder), files


def lasting(done: Done, folder: Path) -> list[str]:
    """The lines of a run in alphabetical order, without times, workers and its folder."""
    said = CHANGING.sub("", done.output.replace(str(folder), "FOLDER"))
    return sorted(" ".join(line.strip("=_ ").split()) for line in said.splitlines())
