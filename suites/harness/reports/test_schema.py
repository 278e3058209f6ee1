"""The published schema of run.json, and the command that renders a page from one."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fakes.wire.purposes import Sender
from reports.__main__ import main
from reports.run import compared, evidence, model, shape, store
from reports.run.reading import first_complaint
from suites.harness.given.report_samples import as_written, run

SCHEMA = json.loads(
    (Path(store.__file__).parents[1] / "schema" / "run-1.json").read_text(encoding="utf-8")
)
DEFINITIONS = SCHEMA["$defs"]


def test_the_schema_is_a_schema() -> None:
    """A misspelt keyword would check nothing."""
    Draft202012Validator.check_schema(SCHEMA)


def test_a_realistic_run_keeps_to_the_schema() -> None:
    """Hostile values included."""
    assert first_complaint(as_written(run(300))) == ""


@pytest.mark.parametrize(
    ("definition", "known"),
    [("outcome", model.OUTCOMES)],
)
def test_the_schema_has_the_models_words(definition: str, known: Iterable[str]) -> None:
    """The vocabulary is closed in both places, and the same."""
    assert SCHEMA["$defs"][definition]["enum"] == list(known)


@pytest.mark.parametrize(
    ("definition", "known"),
    [
        (SCHEMA, shape.Run),
        (DEFINITIONS["target"], shape.JudgedTarget),
        (DEFINITIONS["diagnosis"], shape.Diagnosis),
        (DEFINITIONS["diagnosis"]["properties"]["libraries"]["items"], shape.Library),
        (DEFINITIONS["check"], shape.Entry),
        (DEFINITIONS["check"]["properties"]["spec"]["items"], shape.Link),
        (DEFINITIONS["fault"], shape.Fault),
        (DEFINITIONS["finding"], shape.Finding),
        (DEFINITIONS["request"], shape.Request),
        (DEFINITIONS["response"], shape.Response),
        (DEFINITIONS["exchange"], shape.Exchange),
        (DEFINITIONS["exchange"]["properties"]["jwts"]["items"], shape.Jwt),
        (DEFINITIONS["notice"], shape.Notice),
        (DEFINITIONS["problem"], shape.Problem),
        (DEFINITIONS["coverage"], shape.Coverage),
        (DEFINITIONS["evidence"], evidence.Evidence),
        (DEFINITIONS["comparison"], compared.Comparison),
        (DEFINITIONS["comparedTarget"], compared.ComparedTarget),
        (DEFINITIONS["change"], compared.Change),
        (DEFINITIONS["state"], compared.State),
        (DEFINITIONS["turn"], compared.Turn),
    ],
)
def test_the_types_have_the_members_of_the_schema(definition: Any, known: Any) -> None:
    """Whoever reads a run by its types reads what the schema promises."""
    assert known.__required_keys__ == set(definition["required"])
    assert known.__required_keys__ | known.__optional_keys__ == set(definition["properties"])


def test_the_schema_has_the_models_verdicts_levels_and_severities() -> None:
    """A word more or less in one place is a word that a consumer does not know."""
    check = SCHEMA["$defs"]["check"]["properties"]
    target = SCHEMA["$defs"]["target"]["properties"]
    assert target["verdict"]["enum"] == list(model.VERDICTS)
    assert check["level"]["enum"] == list(model.LEVELS)
    assert check["severity"]["enum"] == list(model.SEVERITIES)
    assert check["run_class"]["enum"] == list(model.RUN_CLASSES)
    assert SCHEMA["properties"]["schema"]["const"] == model.SCHEMA


@pytest.mark.parametrize("part", ["targets", "catalogue", "faults", "findings", "exchanges"])
def test_an_unknown_field_is_refused(part: str) -> None:
    """Fields are added to the schema first."""
    sample: Any = run(3)
    sample[part][0]["surprise"] = 1
    assert "surprise" in first_complaint(sample)


@pytest.mark.parametrize("part", ["targets", "catalogue", "faults", "findings", "exchanges"])
def test_a_missing_field_is_refused(part: str) -> None:
    """A consumer may rely on every field."""
    sample: Any = run(3)
    del sample[part][0][next(iter(sample[part][0]))]
    assert "required" in first_complaint(sample)


def test_a_run_of_the_first_versions_keeps_to_the_schema() -> None:
    """They do not say who sent a request."""
    sample = run(3)
    del sample["exchanges"][0]["sender"]
    assert first_complaint(sample) == ""


def test_the_senders_are_the_ones_that_are_recorded() -> None:
    """And no others: a word that the page does not know is a complaint that lists them."""
    sender = SCHEMA["$defs"]["exchange"]["properties"]["sender"]
    assert sender["enum"] == [one.value for one in Sender]
    sample = run(3)
    sample["exchanges"][0]["sender"] = "platform"
    assert "outsider" in first_complaint(sample)


def test_the_command_renders_beside_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And prints the paths that it wrote."""
    path = tmp_path / "run.json"
    store.write_text(path, store.to_json(run(30)))
    assert main([str(path)]) == 0
    pages = [tmp_path / "report.html", tmp_path / "checks.html"]
    assert capsys.readouterr().out.splitlines() == list(map(str, pages))
    assert all("</html>" in page.read_text(encoding="utf-8") for page in pages)


def test_two_pages_in_one_folder_have_their_own_checks(tmp_path: Path) -> None:
    """Each leads to those of its own run, and they lead back."""
    path = tmp_path / "run.json"
    store.write_text(path, store.to_json(run(30)))
    assert main([str(path), "-o", str(tmp_path / "a run.html")]) == 0
    assert 'href="a%20run-checks.html"' in (tmp_path / "a run.html").read_text("utf-8")
    assert 'href="a%20run.html"' in (tmp_path / "a run-checks.html").read_text("utf-8")
    assert not (tmp_path / "checks.html").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read"),
        (b"<html>", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "$: [] is not of type 'object'"),
        (b"{}", "$: 'schema' is a required property"),
        (json.dumps({**run(3), "schema": "run-9"}).encode(), "$.schema"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_4(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, says: str
) -> None:
    """It names the file and what is wrong with it, and writes nothing."""
    path = tmp_path / "run.json"
    if content is not None:
        path.write_bytes(content)
    assert main([str(path)]) == 4
    complaint = capsys.readouterr().err.strip()
    assert complaint.count("\n") == 0
    assert str(path) in complaint
    assert says in complaint
    assert not (tmp_path / "report.html").exists()


def test_wrong_usage_has_exit_code_4(request: pytest.FixtureRequest) -> None:
    """As everywhere else in this project."""
    done = subprocess.run(
        [sys.executable, "-m", "reports"],
        cwd=request.config.rootpath,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert "RUN.json" in done.stderr
