"""A browser that is asked for and not there is an error of configuration, told in one line."""

from pathlib import Path

from suites.harness.given.runs import run


def test_a_missing_browser_is_named_before_any_request(tmp_path: Path) -> None:
    done = run(tmp_path, "--login", "browser", environment={"PATH": str(tmp_path)})
    assert done.exit_code == 4
    assert "--login browser:" in done.output
    assert "install" in done.output
    assert not (tmp_path / "latest").exists()
