"""The comparing of two runs: what is equal, what is different, and what is no run."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from suites.harness.comparing import VOLATILE, main
from suites.harness.given.runs import ROOT, run

MADE = {"target": "entra", "check": "issuer/https", "outcome": "FAILED", "expected": "https",
        "actual": "http://127.0.0.1:45679", "reason": "it is not", "where": "issuer"}  # fmt: skip
TRACES = (
    "AADSTS50058: nobody.\r\nTrace ID: 0a31b8d2-238b-4300-a917-c44475fcf7b1\r\n"
    "Correlation ID: 9f60982a-b93a-4ef0-97d9-6050e1d63821\r\nTimestamp: 2026-11-30 02:32:29Z"
)


def told_of(*findings: dict[str, Any]) -> bytes:
    """A run.json with these findings and nothing else."""
    return json.dumps({"findings": findings}).encode()


def written(folder: Path, name: str, *findings: dict[str, Any]) -> str:
    """The path of a file that tells these findings."""
    path = folder / name
    path.write_bytes(told_of(*findings))
    return str(path)


def compared(folder: Path, before: dict[str, Any], after: dict[str, Any], *options: str) -> int:
    """The exit code for two runs of one finding each."""
    runs = (
        written(folder, "before.json", MADE | before),
        written(folder, "after.json", MADE | after),
    )
    return main([*runs, *options])


def test_two_runs_of_the_same_code_are_equal_and_what_is_volatile_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Entra's error texts tell a time and two numbers that are drawn anew for each answer."""
    chosen = ("--target", "entra", "--check", "authorization/error-text")
    runs = [run(tmp_path / name, *chosen) for name in ("before", "after")]
    paths = [str(one.folder / "latest" / "run.json") for one in runs]
    assert main(paths) == 0, runs[1].output
    told = capsys.readouterr().out.splitlines()
    assert told[-1].endswith(": equal")
    assert "passed over: Entra's trace id (1)" in told


@pytest.mark.parametrize("field", ["outcome", "expected", "actual"])
def test_a_field_that_changed_is_told_from_and_to(
    field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compared(tmp_path, {field: "PASSED"}, {field: "KNOWN"}) == 1
    told = capsys.readouterr().out.splitlines()
    assert told == [
        f"changed: entra issuer/https {field}: 'PASSED' → 'KNOWN'",
        "1 findings before, 1 after: 1 different",
    ]


def test_a_finding_of_one_run_alone_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same check on another target is another finding."""
    assert compared(tmp_path, {}, {"target": "okta", "outcome": "PASSED"}) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "only before: entra issuer/https 'FAILED'",
        "only after: okta issuer/https 'PASSED'",
    ]


@pytest.mark.parametrize("field", ["reason", "where"])
def test_reason_and_where_count_when_they_are_asked_for(field: str, tmp_path: Path) -> None:
    assert compared(tmp_path, {field: "one"}, {field: "other"}) == 0
    assert compared(tmp_path, {field: "one"}, {field: "other"}, "--reasons") == 1


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("45679", "38121", "free port of loopback"),
        ("6lTqVI0YuGGLe-5fpM4ay-", "Ywp7mrskZIuFu7kpeYV6zQ", "state of a request"),
        ("6lTqVI0YuGGLe-5fpM4ay-", "BUiNNCHm9HLvJ8X8PdKm", "state of a request"),
        ("0a31b8d2", "78fadb76", "Entra's trace id"),
        ("9f60982a", "08f6fa74", "Entra's correlation id"),
        ("02:32:29Z", "23:59:00Z", "Entra's timestamp"),
    ],
)
def test_what_is_volatile_is_passed_over_by_its_name(
    before: str, after: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert name in VOLATILE
    text = f"{MADE['actual']}/auth?scope=openid&state=6lTqVI0YuGGLe-5fpM4ay-&nonce {TRACES}"
    assert compared(tmp_path, {"actual": text}, {"actual": text.replace(before, after)}) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [f"passed over: {name} (1)", "1 findings before, 1 after: equal"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://127.0.0.1:45679", "https://127.0.0.1:45679"),
        ("http://127.0.0.1:45679", "http://127.0.0.1:443"),
        ("http://127.0.0.1:45679", "http://127.0.0.1"),
        ("https://op.example:45679", "https://op.example:45680"),
        ("?a&state=6lTqVI0YuGGLe-5fpM4ayw", "?a&state=6lTqVI0YuGGLe-5fpM4ayw-"),
        ("?a&state=6lTqVI0YuGGLe-5fpM4ayw", "?a&state="),
        ("sid 0a31b8d2-238b-4300-a917-c44475fcf7b1", "sid 78fadb76-238b-4300-a917-c44475fcf7b1"),
        ("exp 2026-11-30 02:32:29Z", "exp 2026-11-30 02:32:30Z"),
        (TRACES, TRACES.replace("AADSTS50058", "AADSTS70011")),
        (TRACES, TRACES.partition("\r\nTimestamp")[0]),
    ],
)
def test_what_only_looks_volatile_is_a_difference(before: str, after: str, tmp_path: Path) -> None:
    """Normalising is narrow: a place that may change hides no other."""
    assert compared(tmp_path, {"actual": before}, {"actual": after}) == 1


def test_the_words_of_a_target_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compared(tmp_path, {"target": "\x1b[2J"}, {"actual": "\x1b[2J\nequal"}) == 1
    assert compared(tmp_path, {}, {"actual": "\x1b[2J\nequal"}) == 1
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "equal" not in told.splitlines()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a run.json with findings"),
        (b'{"findings": {}}', "not a run.json with findings"),
        (b'{"findings": []}', "not a run.json with findings"),
        (b'{"findings": [1]}', "findings[0] has no text as target, check, outcome"),
        (told_of(MADE | {"actual": 1}), "findings[0] has no text as actual"),
        (told_of(MADE, MADE), "findings[1] is a second one for entra"),
    ],
)
def test_a_file_that_is_no_run_is_one_line_and_exit_code_4(
    content: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty run is none either: equal to nothing would be said of nothing."""
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    good = written(tmp_path, "good.json", MADE)
    assert main([str(bad), good]) == main([good, str(bad)]) == 4
    output = capsys.readouterr()
    lines = output.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{bad}: {told}") for line in lines), lines
    assert not output.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no-such.json", "no-such.json"], "no-such.json: cannot be read: No such file"),
        ([".", "."], ".: cannot be read: Is a directory"),
        (["one.json"], "the following arguments are required: AFTER.json"),
    ],
)
def test_as_a_command_wrong_usage_is_one_line_and_exit_code_4(
    arguments: list[str], told: str
) -> None:
    command = [sys.executable, "-m", "suites.harness.comparing", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(told)
