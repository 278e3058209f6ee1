"""Whole runs as a user starts them: exit codes, selection, and equal findings however they run."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from suites.checks.catalogue import catalogue, selected
from suites.harness.given.runs import Run, run
from suites.run.findings import notices_of
from suites.targets.embedded import DEFAULT
from suites.targets.sources import embedded as embedded_source
from suites.targets.target import Waiver


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The default run."""
    return run(tmp_path_factory.mktemp("serial"))


def test_the_embedded_fakes_conform(embedded: Run) -> None:
    """Exit code 0, a verdict for each target, every check judged on each."""
    assert embedded.exit_code == 0, embedded.output
    assert set(embedded.findings) == {(t, c) for t in DEFAULT for c in catalogue("oidc")}
    for target in DEFAULT:
        assert f"{target}: conformant" in embedded.output
    assert str(embedded.folder) in embedded.output


def test_two_runs_and_two_workers_give_equal_findings(embedded: Run, tmp_path: Path) -> None:
    """Serial twice, and once on two workers."""
    assert run(tmp_path / "again").findings == embedded.findings
    assert run(tmp_path / "workers", "-n", "2").findings == embedded.findings


@pytest.mark.parametrize("workers", [0, 2])
def test_a_target_took_what_its_checks_took(workers: int, tmp_path: Path) -> None:
    """Of three targets in one process none says the time of the others."""
    chosen = [f"--target={name}" for name in ("cognito", "okta-pkce", "reference")]
    junit = tmp_path / "junit.xml"
    options = (*chosen, "-n", str(workers), "--junitxml", str(junit))
    data = run(tmp_path, "--check", "flow/*", *options).data
    cases = ElementTree.parse(junit).iter("testcase")  # noqa: S314 - our own file
    tests = [(one.attrib["name"], float(one.attrib["time"])) for one in cases]
    assert len(data["targets"]) == 3
    for target in data["targets"]:
        name, took_s = target["name"], target["duration_s"]
        findings = [one["duration_s"] for one in data["findings"] if one["target"] == name]
        whole = [seconds for test, seconds in tests if test.endswith(f"[{name}]")]
        # Each time is rounded: a finding's to 0.1 ms, a test's and a target's to 1 ms.
        assert sum(findings) - len(findings) * 0.00005 <= took_s + 0.0005
        assert took_s - 0.0005 <= sum(whole) + len(whole) * 0.0005


def test_check_selects_by_id_and_the_run_does_not_look_complete(tmp_path: Path) -> None:
    """`--check` takes globs; the verdict says that not everything was judged."""
    found = run(tmp_path, "--check", "id-token/aud*", "--target", "reference")
    assert found.exit_code == 0
    judged = [one["check"] for one in found.data["findings"] if one["outcome"] != "NOT_RUN"]
    assert judged == ["id-token/audience"]
    assert len(found.findings) == len(catalogue("oidc"))
    assert found.data["targets"][0]["verdict"] == "incomplete"


def test_a_pattern_that_matches_nothing_is_a_usage_error(tmp_path: Path) -> None:
    """One line with the areas, exit code 4."""
    found = run(tmp_path, "--check", "nonsense/*")
    assert found.exit_code == 4
    assert "--check 'nonsense/*' matches no check id; areas: " in found.output


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("discovry/*", "is it discovery/*? areas: "),
        ("discovery/isuer-exact", "is it discovery/issuer-exact"),
    ],
)
def test_a_pattern_that_is_mistyped_is_told_what_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(ValueError, match=re.escape(meant)):
        selected((typed,), ("oidc",))


def test_list_checks_prints_the_catalogue(tmp_path: Path) -> None:
    """A line for each check with its level, and nothing is written."""
    found = run(tmp_path, "--list-checks")
    lines = {line.split()[0]: line for line in found.output.splitlines() if "/" in line}
    assert found.exit_code == 0
    assert set(lines) == set(catalogue("oidc"))
    assert all(str(check.level) in lines[one] for one, check in catalogue("oidc").items())
    assert not list(tmp_path.iterdir())


def test_junit_xml_is_written(tmp_path: Path) -> None:
    """Pytest's own option works as ever."""
    junit = tmp_path / "junit.xml"
    run(tmp_path, "--junitxml", str(junit), "--check", "id-token/*", "--target", "reference")
    assert "test_iss_of_the_id_token" in junit.read_text("utf-8")


def test_waivers_that_ended_or_are_not_needed_are_told() -> None:
    """Neither stays in the file unnoticed."""
    today = date(2026, 11, 23)
    waivers = tuple(
        Waiver(check=check, owner="team", reason="later", until=until)
        for check, until in (
            ("id-token/issuer", date(2026, 1, 31)),
            ("id-token/audience", date(2027, 1, 31)),
        )
    )
    sources = {"reference": replace(embedded_source("reference", None), waivers=waivers)}
    findings = [
        {"target": "reference", "check": "id-token/issuer", "outcome": "FAILED"},
        {"target": "reference", "check": "id-token/audience", "outcome": "PASSED"},
    ]
    kinds = [one["kind"] for one in notices_of(findings, sources, {}, today)]
    assert kinds == ["waiver-expired", "waiver-unneeded"]
