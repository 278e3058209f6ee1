"""What proves a finding: whole for what is open, one exchange for what passed, each in its file."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reports.__main__ import main
from reports.publish import publish
from reports.run import evidence
from reports.run.model import OUTCOMES
from reports.run.reading import SCHEMA_FILE, Unreadable, read, read_whole
from reports.run.shape import Run
from suites.harness.given.report_samples import run

SCHEMA = json.loads(SCHEMA_FILE.read_bytes())


@pytest.fixture(scope="module")
def sample() -> Run:
    told = run(300)
    told["coverage"] = [
        {"list": "A standard", "group": "1", "name": "1.1", "checks": [], "not_tested": "Why."}
    ]
    return told


@pytest.fixture
def folder(sample: Run, tmp_path: Path) -> Path:
    """Where the sample was published."""
    published = publish(sample, tmp_path, datetime.now(UTC))
    assert published.directory is not None, published.trouble
    return published.directory


def finding(check: str, outcome: str, *exchanges: str) -> Any:
    """A finding that rests on these exchanges."""
    told: Any = run(1)["findings"][0]
    return told | {"check": check, "outcome": outcome, "exchanges": list(exchanges)}


def test_what_passed_keeps_the_exchange_that_decided() -> None:
    """Not the login that all share, but what the check asked for itself, the last of it."""
    login = ("discovery", "authorization", "token")
    told = evidence.light(
        [
            finding("a/reads-the-login", "PASSED", *login),
            finding("a/asks-twice", "PASSED", *login, "first", "second"),
            finding("a/asked-again-before", "PASSED", "own", "discovery"),
            finding("a/asks-nothing", "PASSED"),
        ]
    )
    assert [one["exchanges"] for one in told] == [["token"], ["second"], ["own"], []]


@pytest.mark.parametrize("outcome", [one for one in OUTCOMES if one != "PASSED"])
def test_the_evidence_of_everything_else_stays_whole(outcome: str) -> None:
    (told,) = evidence.light([finding("a/one", outcome, "first", "second")])
    assert told["exchanges"] == ["first", "second"]


def test_a_remedy_and_a_command_are_where_somebody_needs_them() -> None:
    """What does not apply is not run again, and what is met has nothing to change."""
    for outcome in OUTCOMES:
        whole = finding("a/one", outcome) | {"remedy": "Change it.", "rerun": "pytest"}
        (told,) = evidence.light([whole])
        nothing = outcome in ("PASSED", "NOT_APPLICABLE", "NOT_RUN")
        assert told["remedy"] == ("" if nothing else "Change it.")
        assert told["rerun"] == ("" if outcome == "NOT_APPLICABLE" else "pytest")


def test_run_json_alone_has_the_evidence_of_all_that_did_not_pass(folder: Path) -> None:
    told = read(folder / "run.json")
    known = {one["id"] for one in told["exchanges"]}
    for one in told["findings"]:
        if one["outcome"] != "PASSED":
            assert set(one["exchanges"]) <= known
    needed = {x for f in told["findings"] if f["outcome"] != "PASSED" for x in f["exchanges"]}
    assert known == needed


def test_the_file_beside_has_the_rest_and_keeps_to_the_schema(folder: Path, sample: Run) -> None:
    """Together they are the run, each exchange once."""
    beside = json.loads((folder / "evidence.json").read_text("utf-8"))
    definition = {"$ref": "#/$defs/evidence", "$defs": SCHEMA["$defs"]}
    assert not list(Draft202012Validator(definition).iter_errors(beside))
    whole = read_whole(folder / "run.json")
    assert whole["faults"] == sample["faults"]
    assert whole["coverage"] == sample["coverage"]
    ids = [one["id"] for one in whole["exchanges"]]
    assert sorted(ids) == sorted({one["id"] for one in sample["exchanges"]})
    assert {x for one in whole["findings"] for x in one["exchanges"]} == set(ids)


def test_pages_are_made_again_as_they_were(folder: Path) -> None:
    pages = ("report.html", "checks.html")
    before = [(folder / name).read_text("utf-8") for name in pages]
    for name in pages:
        (folder / name).unlink()
    assert main([str(folder / "run.json")]) == 0
    assert [(folder / name).read_text("utf-8") for name in pages] == before


def test_run_json_alone_has_its_pages(folder: Path) -> None:
    """A colleague sent no more: what is open is there with its evidence."""
    (folder / "evidence.json").unlink()
    assert main([str(folder / "run.json")]) == 0
    page = (folder / "report.html").read_text("utf-8")
    told = read(folder / "run.json")
    assert all(f"{one['check']}@{one['target']}" in page for one in told["findings"])
    assert all(f'id="exchange:{one["id"]}"' in page for one in told["exchanges"][:1])


def test_the_evidence_of_another_run_is_left_aside(folder: Path) -> None:
    path = folder / "evidence.json"
    other = json.loads(path.read_text("utf-8")) | {"started": "2020-01-01T00:00:00+00:00"}
    path.write_text(json.dumps(other), "utf-8")
    assert read_whole(folder / "run.json") == read(folder / "run.json")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not the evidence of a run"),
        ("{}", "not the evidence of a run"),
        ('{"started": "STARTED", "faults": 1, "exchanges": []}', "not the evidence of a run"),
        ('{"started": "STARTED", "faults": [], "exchanges": [1]}', "$.exchanges"),
    ],
)
def test_a_file_beside_that_is_none_is_told_in_one_line(
    content: str, says: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "evidence.json"
    started = read(folder / "run.json")["started"]
    path.write_text(content.replace("STARTED", started), "utf-8")
    with pytest.raises(Unreadable, match=r"evidence\.json"):
        read_whole(folder / "run.json")
    assert main([str(folder / "run.json")]) == 4
    told = capsys.readouterr().err.strip()
    assert says in told
    assert str(path) in told
    assert "\n" not in told
    path.unlink()
    assert main([str(folder / "run.json"), "--format", "summary"]) == 0
