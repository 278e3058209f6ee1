"""Where runs are kept: nothing older is lost, and run.json is JSON whatever a target sent."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from reports import publish
from reports.run import store
from reports.run.evidence import apart
from reports.run.shape import Run
from suites.harness.given.report_samples import HOSTILE, as_written, run
from suites.harness.given.runs import ROOT

MOMENT = datetime(2026, 11, 23, 4, 5, 6, tzinfo=UTC)


def directory_of(told: Run, parent: Path) -> Path:
    """Publish a run; where it is."""
    directory = publish.publish(told, parent, MOMENT).directory
    assert directory is not None
    return directory


def test_two_runs_of_one_second_get_two_directories(tmp_path: Path) -> None:
    """Neither overwrites the other, and `latest` shows the second."""
    first, second = (directory_of(run(3), tmp_path) for _ in range(2))
    assert (first.name, second.name) == ("2026-11-23T040506Z", "2026-11-23T040506Z-2")
    assert (tmp_path / "latest").resolve() == second
    assert (first / "report.html").is_file()


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has no symbolic links."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("symbolic links are not supported")

    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)


@pytest.mark.usefixtures("without_links")
def test_without_symbolic_links_latest_is_a_copy(tmp_path: Path) -> None:
    """Each run replaces the files of the copy; every run keeps its own directory."""
    for findings in (3, 6):
        directory = directory_of(run(findings), tmp_path)
        latest = tmp_path / "latest" / "run.json"
        assert latest.read_text(encoding="utf-8") == (directory / "run.json").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2026-11-23T040506Z", "2026-11-23T040506Z-2", "latest",
    ]  # fmt: skip


def test_a_directory_named_latest_loses_no_file(tmp_path: Path) -> None:
    """What somebody else put there stays; the run is copied beside it."""
    mine = tmp_path / "latest" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("keep me")
    publish.publish(run(3), tmp_path, MOMENT)
    assert mine.read_text() == "keep me"
    assert (tmp_path / "latest" / "run.json").is_file()


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    """The message names the option that helps."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    published = publish.publish(run(3), blocked, MOMENT)
    assert published.directory is None
    assert "--report-dir" in published.trouble


@pytest.mark.parametrize(
    ("module", "file"),
    [("views.groups", "report.html"), ("catalogue.proofs", "checks.html")],
)
def test_a_broken_page_leaves_the_run(
    module: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """run.json is there, says what happened, and has the exit code 3."""

    def broken(_: object) -> NoReturn:
        raise RuntimeError("no page today")

    monkeypatch.setattr(f"reports.page.{module}", broken)
    published = publish.publish(run(3), tmp_path, MOMENT)
    assert published.directory is not None
    told = json.loads((published.directory / "run.json").read_text(encoding="utf-8"))
    assert told["exit_code"] == 3
    assert told["problems"][0]["where"] == file
    assert "no page today" in told["problems"][0]["text"]
    assert not (published.directory / file).exists()
    assert "no page today" in published.trouble
    assert len(told["findings"]) == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_the_way_through_run_json(tmp_path: Path, text: str) -> None:
    """Byte for byte, lone surrogates included, and nothing that a terminal would obey."""
    told: Any = {"findings": [{"actual": text}]}
    path = tmp_path / "run.json"
    store.write_text(path, store.to_json(told))
    written = path.read_bytes()
    assert json.loads(written)["findings"][0]["actual"] == text
    assert not set(written) & set(b"\x00\x07\x1b\x7f")
    assert "‮" not in written.decode("utf-8")


def test_values_that_json_cannot_say_become_text() -> None:
    """A target may put NaN into a claim, or nest without end."""
    nested: list[Any] = []
    for _ in range(5000):
        nested = [nested]
    odd: Any = {"exchanges": [{"claims": {"exp": float("nan"), "deep": nested}}]}
    assert as_written(odd)["exchanges"][0]["claims"]["exp"] == "nan"


def test_run_json_has_one_line_per_entry() -> None:
    """Two runs can be compared with diff."""
    sample = run(30)
    lines = store.to_json(sample).splitlines()
    assert sum('"fingerprint"' in line for line in lines) == len(sample["findings"])


def published_with_room_for(room: int, told: Run, parent: Path) -> str:
    """What is said by a process that publishes `told` and can write no file above `room` bytes."""
    store.write_text(parent.parent / "told.json", store.to_json(told))
    program = """
import json, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from reports.publish import publish
room, told, parent = sys.argv[1:]
run = json.loads(Path(told).read_text("utf-8"))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
print(publish(run, Path(parent), datetime.now(UTC)).trouble)
"""
    arguments = [str(room), str(parent.parent / "told.json"), str(parent)]
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "without"),
    [("FAILED", "without its exchanges"), ("PASSED", "without the evidence of what passed")],
)
def test_on_a_full_disk_the_findings_go_before_their_exchanges(
    outcome: str, without: str, tmp_path: Path
) -> None:
    """What cannot be kept is said in one line, and the earlier report is still there."""
    parent = tmp_path / "out"
    earlier = directory_of(run(3), parent)
    told = run(60, outcomes={outcome: 1})
    told["catalogue"] = told["faults"] = []
    findings = len(store.to_json({**told, "exchanges": []})) + 2000
    assert findings < max(len(store.to_json(part)) for part in apart(told))
    said = published_with_room_for(findings, told, parent)
    assert without in said
    assert said.count("\n") == 1
    kept = json.loads((parent / "latest" / "run.json").read_text("utf-8"))
    assert len(kept["findings"]) == len(told["findings"])
    assert (kept["exchanges"], kept["exit_code"]) == ([], 3)
    assert (earlier / "report.html").is_file()


def test_on_a_disk_without_any_room_earlier_reports_stay(tmp_path: Path) -> None:
    """Nothing half-written is left."""
    parent = tmp_path / "out"
    earlier = directory_of(run(3), parent)
    said = published_with_room_for(100, run(20), parent)
    assert said.startswith("The report could not be written")
    assert said.count("\n") == 1
    assert (parent / "latest").resolve() == earlier
    assert {path.name for path in parent.iterdir()} == {earlier.name, "latest"}
    assert {path.name for path in earlier.iterdir()} == {
        "run.json", "evidence.json", "report.html", "checks.html",
    }  # fmt: skip
