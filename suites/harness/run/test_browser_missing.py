"""A browser that is asked for and not there is an error of configuration, told in one line."""

import re
from pathlib import Path

import pytest

from reports.__main__ import main
from reports.run import store
from suites.harness.given.runs import run
from suites.harness.reports.two_runs import a_run


def test_a_missing_browser_is_named_before_any_request(tmp_path: Path) -> None:
    done = run(tmp_path, "--login", "browser", environment={"PATH": str(tmp_path)})
    assert done.exit_code == 4
    assert "--login browser:" in done.output
    assert "install" in done.output
    assert not (tmp_path / "latest").exists()


def test_so_is_one_that_is_to_print(tmp_path: Path) -> None:
    """Nobody waits for a run to hear that its PDF cannot be made."""
    done = run(tmp_path, "--format", "pdf", environment={"PATH": str(tmp_path)})
    assert done.exit_code == 4
    assert "--format pdf:" in done.output
    assert "install" in done.output
    assert not (tmp_path / "latest").exists()


def test_a_report_that_cannot_be_printed_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.json"
    store.write_text(path, store.to_json(a_run({"okta": {"a/one": "PASSED"}})))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(path), "--format", "pdf"]) == 4
    assert re.match("--format pdf: .* install ", capsys.readouterr().err)
    assert [one.name for one in tmp_path.iterdir()] == ["run.json"]
