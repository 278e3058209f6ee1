"""How a comparison is told: terminal, page, Markdown, the command, and the option of a run."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from reports.diff import main
from reports.formats.markdown import markdown
from reports.page.html import diff_page, page
from reports.run import store
from reports.run.reading import first_complaint
from reports.run.shape import Run
from reports.terminal.terminal import summary
from suites.harness.given.report_samples import HOSTILE
from suites.harness.given.report_toys import CONFTEST, suite
from suites.harness.reports.two_runs import a_run, found

pytest_plugins = ["pytester"]
BEFORE = a_run({"okta": {"a/was-bad": "FAILED", "a/critical": "PASSED", "a/stays": "FAILED"}})
AFTER = a_run(
    {"okta": {"a/was-bad": "PASSED", "a/critical": "FAILED", "a/stays": "FAILED"}},
    started="2026-11-24T04:05:06+00:00",
)
FIRST = "since yesterday, 04:05 UTC: 1 new, 1 fixed, 1 unchanged"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two files of runs."""
    return written(tmp_path / "a.json", BEFORE), written(tmp_path / "b.json", AFTER)


def written(path: Path, run: Run) -> Path:
    store.write_text(path, store.to_json(run))
    return path


def compared(before: Run, after: Run, folder: Path) -> Run:
    """The second run, as the command compares it."""
    from reports.diff import compared as compare

    return compare(written(folder / "1.json", before), written(folder / "2.json", after))


def test_the_first_line_on_the_terminal_says_what_changed(tmp_path: Path) -> None:
    run = compared(BEFORE, AFTER, tmp_path)
    lines = summary(run, width=100, colour=False).splitlines()
    assert lines[0] == FIRST
    assert lines[1:5] == [
        "   okta: safe: open: 2 high → open: 1 critical, 1 high",
        "   + new a/critical @okta  MUST, critical: got two",
        "   ✓ fixed a/was-bad @okta  MUST, high: was FAILED",
        "",
    ]


def test_the_first_section_of_the_page_says_what_changed(tmp_path: Path) -> None:
    tree = HTMLParser(page(compared(BEFORE, AFTER, tmp_path)))
    assert tree.css_first("main section").attributes["id"] == "since"
    assert "1 new, 1 fixed, 1 unchanged" in tree.css_first("header .changes").text()
    links = [one.attributes["href"] for one in tree.css("#since a")]
    assert links == ["#a/critical@okta", "#a/was-bad@okta"]
    assert all(tree.css_first(f'[id="{link[1:]}"]') for link in links)


def test_a_run_that_was_compared_with_nothing_says_nothing_of_it() -> None:
    assert "since" not in summary(AFTER, width=100, colour=False)
    assert HTMLParser(page(AFTER)).css_first("#since") is None


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_of_a_change_stays_text(value: str, tmp_path: Path) -> None:
    """Old actuals come from a file, and from a target before that."""
    said: Any = found("FAILED", actual=value, where=value)
    after = a_run({"okta": {"a/one": found("FAILED", actual="other " + value)}})
    run = compared(a_run({"okta": {"a/one": said}}), after, tmp_path)
    for text in (page(run), diff_page(run)):
        tree = HTMLParser(text)
        assert len(tree.css("script")) == text.count("<script>")
        assert not tree.css("img[onerror]")
        assert not tree.css('a[href^="javascript"]')
    told = summary(run, width=100, colour=False) + markdown(run)
    assert not set("\x00\x07\x1b\x7f\x9b\u202e\u200b\u2028\ud800") & set(told)
    assert "<script>" not in markdown(run).replace("\\<script\\>", "")


def test_the_command_tells_and_writes_three_files(
    two: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path /= "made/for/it"
    assert main([*map(str, two), "-o", str(tmp_path)], "ssoproof diff") == 0
    assert capsys.readouterr().out.splitlines()[0] == FIRST
    told = json.loads((tmp_path / "diff.json").read_text("utf-8"))
    assert [one["kind"] for one in told["changes"]] == ["new", "fixed"]
    assert FIRST[1:] in (tmp_path / "diff.md").read_text("utf-8")
    assert "1 new, 1 fixed" in (tmp_path / "diff.html").read_text("utf-8")


def test_the_command_fails_on_what_is_new_if_it_is_asked_to(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    asked = ["-o", str(tmp_path), "--fail-on", "new"]
    assert main([*map(str, two), *asked], "ssoproof diff") == 1
    assert main([*map(str, reversed(two)), *asked], "ssoproof diff") == 1
    assert main([str(two[0]), str(two[0]), *asked], "ssoproof diff") == 0


def test_what_is_no_run_is_wrong_usage_in_one_line(
    two: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(two[0]), str(tmp_path / "none.json")], "ssoproof diff") == 4
    (tmp_path / "a_file").touch()
    assert main([str(two[0]), str(two[1]), "-o", str(tmp_path / "a_file")], "ssoproof diff") == 4
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith("none.json: cannot be read: No such file or directory")
    assert "a_file" in second


class Nights:
    """A toy suite that is run night after night."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester
        pytester.makeconftest(CONFTEST)
        pytester.mkdir("toys")

    def run(self, *given: str) -> pytest.RunResult:
        """A run of toys: outcomes, then options."""
        outcomes = [one for one in given if one.isupper()]
        padded = [*outcomes, *["PASSED"] * (4 - len(outcomes))]
        (self._pytester.path / "toys" / "test_toys.py").write_text(suite(*padded))
        options = [one for one in given if not one.isupper()]
        return self._pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)

    @property
    def told(self) -> Any:
        """The newest run."""
        latest = self._pytester.path / "reports" / "out" / "latest" / "run.json"
        return json.loads(latest.read_text("utf-8"))


@pytest.fixture
def nights(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Nights:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return Nights(pytester)


def test_only_new_ones_make_a_run_red_if_that_is_asked_for(nights: Nights) -> None:
    """By the run before, which `latest` leads to until this one is written."""
    asked = ("--baseline", "latest", "--fail-on", "new")
    assert nights.run("FAILED").ret == 1
    again = nights.run("FAILED", *asked)
    assert again.ret == 0
    again.stdout.fnmatch_lines(["*conformance*", "since earlier today*: nothing changed, 2 unmet*"])
    worse = nights.run("FAILED", "FAILED", *asked)
    assert worse.ret == 1
    worse.stdout.fnmatch_lines(["*: 2 new, 2 unchanged", "*+ new toys/check-2 @cognito*"])
    assert first_complaint(nights.told) == ""
    assert nights.told["comparison"]["baseline"] == "latest"


def test_without_an_earlier_run_all_that_is_open_is_new(nights: Nights) -> None:
    """A job that lost its history is not green for that."""
    assert nights.run("FAILED", "--fail-on", "new").ret == 1
    assert nights.run("PASSED", "--fail-on", "new").ret == 0


def test_a_baseline_that_is_none_is_wrong_usage_before_anything_is_run(nights: Nights) -> None:
    nights.run("PASSED")
    wrong = nights.run("PASSED", "--baseline", "yesterday.json")
    assert wrong.ret == 4
    wrong.stderr.fnmatch_lines(["ERROR: --baseline yesterday.json: neither a run.json, nor*"])
