"""Each format, read by whoever it is for: a parser of that format, or its rules as a schema."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from reports.__main__ import main
from reports.comparison.compare import compare
from reports.comparison.night import nights_of
from reports.formats.formats import TEXTS
from reports.formats.markdown import code, text
from reports.run import store
from reports.run.shape import Run
from suites.harness.given.report_samples import HOSTILE
from suites.harness.given.report_samples import run as a_long_run
from suites.harness.reports.format_schemas import GITLAB, SARIF
from suites.harness.reports.two_runs import a_run, found

HIDDEN = set("\x00\x07\x1b\x7f\x9b\u202e\u200b\u2028\ud800")
LEFT_OUT = found("NOT_RUN", reason="It was not allowed.", not_run="choice")
STOPPED = found("NOT_RUN", reason="The login failed.", not_run="stopped")
BEFORE = {"okta": {"a/new": "PASSED", "a/changed": found("FAILED", actual="x"), "a/fixed": "FAILED",
                   "a/same": "FAILED", "a/gone": "FAILED"}}  # fmt: skip
AFTER: dict[str, dict[str, Any]] = {
    "okta": {
        "a/new": "FAILED", "a/changed": found("FAILED", actual="y"), "a/fixed": "PASSED",
        "a/same": "FAILED", "a/gone": STOPPED, "a/should": "WARNED", "a/known": "KNOWN",
        "a/waived": "WAIVED", "a/review": "REVIEW", "a/idle": "NOT_APPLICABLE",
        "a/left": LEFT_OUT, "a/error": "ERRORED",
    }
}  # fmt: skip
NASTY = [
    *HOSTILE, "a\n::error::b", "| x | y |", "``` ` `", "%0A::set", "- [x](javascript:y)",
    "@everyone", "\ufffe\uffff",
]  # fmt: skip


def night() -> Run:
    """A run with every outcome, compared with one before."""
    notices = [{"kind": "waiver-expired", "target": "okta", "text": "The waiver of a/same ended."}]
    after = a_run(AFTER, started="2026-11-24T04:05:06+00:00", notices=notices, exit_code=1)
    before = {"okta": nights_of(a_run(BEFORE))[0]}
    return after | {"comparison": compare(before, nights_of(after), "last", after["started"])}


def hostile(value: str) -> Run:
    """A run in which all that a target can say is hostile."""
    said = dict.fromkeys(("expected", "actual", "where", "reason"), value)
    run = a_run({value: {"a/one": found("FAILED", **said), "a/two": found("ERRORED", **said)}})
    words = dict.fromkeys(("summary", "seen", "setting", "current", "correct"), value)
    cause: Any = {"id": "cause", "target": value, "explains": ["a/one"]} | words
    notice: Any = {"kind": "waiver-expired", "target": value, "text": value}
    return run | {"diagnoses": [cause], "notices": [notice]}


def sarif(run: Run) -> Any:
    log = json.loads(TEXTS["sarif"].content(run))
    Draft202012Validator(SARIF).validate(log)
    return log["runs"][0]


def commands(run: Run) -> list[tuple[str, str, str]]:
    """Kind, title and text of each workflow command, as GitHub's runner reads them."""
    told = []
    for line in TEXTS["github"].content(run).splitlines():
        match = re.fullmatch(r"::(error|warning|notice) title=([^,:]*)::(.*)", line)
        assert match, line
        told.append((match[1], unescaped(match[2]), unescaped(match[3])))
    return told


def unescaped(told: str) -> str:
    for code_, sign in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        told = told.replace(code_, sign)
    return told


def junit(run: Run) -> ET.Element:
    return ET.fromstring(TEXTS["junit"].content(run))  # noqa: S314 - our own text


def rows(run: Run) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(TEXTS["csv"].content(run), newline="")))


def samples(run: Run) -> dict[str, float]:
    """The samples of the metrics, by name and labels; every line is one of Prometheus' text."""
    lines = TEXTS["openmetrics"].content(run).splitlines()
    assert lines.pop() == "# EOF"
    told, types = {}, set()
    for line in lines:
        if line.startswith("# TYPE "):
            name = line.split()[2]
            assert name not in types
            types.add(name)
        elif not line.startswith("# HELP "):
            label = r'[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"'
            sample = rf"(([a-z_]+)(?:\{{{label}(?:,{label})*\}})?) (-?\d+(?:\.\d+)?)"
            match = re.fullmatch(sample, line)
            assert match, line
            assert match[2] in types
            assert match[1] not in told
            told[match[1]] = float(match[3])
    return told


def test_sarif_has_a_rule_for_each_check_and_says_what_became_of_a_result() -> None:
    told = sarif(night())
    rules = told["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == list(AFTER["okta"])
    assert rules[0]["properties"]["security-severity"] == "8.0"
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in told["results"])
    states = {one["ruleId"]: one.get("baselineState") for one in told["results"]}
    assert states == {
        "a/new": "new", "a/changed": "updated", "a/same": "unchanged", "a/should": "new",
        "a/fixed": "absent", "a/gone": "unchanged", "a/known": "unchanged",
        "a/waived": "unchanged", "a/review": "unchanged",
    }  # fmt: skip
    suppressed = {one["ruleId"] for one in told["results"] if "suppressions" in one}
    assert suppressed == {"a/known", "a/waived"}
    notes = told["invocations"][0]["toolExecutionNotifications"]
    assert [one["descriptor"]["id"] for one in notes] == ["waiver/expired", "a/error"]


def test_fingerprints_are_the_same_every_night_and_no_other_targets() -> None:
    """GitHub knows a result again by this one alone."""
    found = {"one": {"a/x": "FAILED"}, "two": {"a/x": "FAILED"}}
    nights = [sarif(a_run(found, started=f"2026-11-0{day}T04:05:06+00:00")) for day in (1, 2)]
    first, second = (
        [one["partialFingerprints"]["primaryLocationLineHash"] for one in told["results"]]
        for told in nights
    )
    assert first == second
    assert len(set(first)) == 2


def test_github_gets_errors_and_warnings_the_new_ones_first() -> None:
    told = commands(night())
    assert [(kind, title) for kind, title, _ in told] == [
        ("error", "new: a/new (MUST, high)"),
        ("error", "changed: a/changed (MUST, high)"),
        ("error", "a/same (MUST, high)"),
        ("error", "a/error (MUST, high)"),
        ("warning", "waiver/expired"),
        ("warning", "first judged: a/should (SHOULD, medium)"),
    ]
    many = a_run({"okta": {f"a/n{n}": "FAILED" for n in range(15)}})
    assert len(commands(many)) == 11
    assert commands(many)[-1] == ("notice", "ssoproof", "5 more are in the report.")


def test_gitlab_gets_what_is_unmet_each_with_a_fingerprint_of_its_own() -> None:
    told = json.loads(TEXTS["gitlab"].content(night()))
    Draft202012Validator(GITLAB).validate(told)
    assert [one["check_name"] for one in told] == [
        "a/new", "a/changed", "a/same", "a/should", "waiver/expired"
    ]  # fmt: skip
    assert len({one["fingerprint"] for one in told}) == 5


def test_junit_fails_what_is_failed_and_leaves_out_what_does_not_apply() -> None:
    root = junit(night())
    suite, beside = root.findall("testsuite")
    cases = {one.get("name", "").partition(":")[0]: one for one in suite.iter("testcase")}
    assert set(cases) == set(AFTER["okta"]) - {"a/idle", "a/left"}
    assert {n for n, one in cases.items() if one.find("failure") is not None} == {
        "a/new", "a/changed", "a/same"
    }  # fmt: skip
    assert [n for n, one in cases.items() if one.find("error") is not None] == ["a/error"]
    assert [n for n, one in cases.items() if one.find("skipped") is not None] == ["a/gone"]
    properties = {one.get("name"): one.get("value") for one in cases["a/new"].iter("property")}
    assert properties == {
        "id": "a/new", "level": "MUST", "severity": "high", "question": "safe conforms",
        "outcome": "FAILED", "since": "new",
    }  # fmt: skip
    assert (root.get("failures"), root.get("errors"), root.get("skipped")) == ("3", "1", "1")
    assert beside.find("testcase").get("name") == "waiver/expired"


def test_csv_has_every_finding_and_no_formula() -> None:
    told = rows(night())
    assert [one["check"] for one in told] == list(AFTER["okta"])
    assert told[0]["since"] == "new"
    for value in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\uff1d1"):
        row = rows(a_run({"okta": {"a/one": found("FAILED", actual=value)}}))[0]
        assert row["actual"].startswith("'"), value


def test_metrics_say_how_each_target_stands() -> None:
    told = samples(night())
    assert told["ssoproof_run_exit_code"] == 1
    assert told['ssoproof_target_verdict{target="okta",verdict="not conformant"}'] == 1
    assert told['ssoproof_target_findings{target="okta",outcome="FAILED"}'] == 3
    assert told['ssoproof_target_changes{target="okta",kind="new"}'] == 1
    assert told['ssoproof_target_waivers_overdue{target="okta"}'] == 1
    assert told["ssoproof_run_started_timestamp_seconds"] == 1795493106


def test_what_was_not_judged_has_no_zero_of_open_weaknesses() -> None:
    stopped = found("NOT_RUN", reason="The login failed.", not_run="stopped")
    told = samples(a_run({"okta": {"a/one": "PASSED"}, "dead": {"a/one": stopped}}))
    open_ = [name for name in told if name.startswith("ssoproof_target_open")]
    assert open_
    assert not [name for name in open_ if "dead" in name]


def test_markdown_is_one_screen_with_what_changed_first() -> None:
    lines = TEXTS["markdown"].content(night()).splitlines()
    assert lines[0] == "## ✗ Not conformant: okta"
    assert lines[4].startswith("**Since yesterday, 04:05 UTC: 1 new, 1 open, judged")
    assert len(TEXTS["markdown"].content(a_long_run(1000)).splitlines()) < 80


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_stays_text(name: str, value: str) -> None:
    """It reaches the parser of each format as the text that it is, in one piece."""
    run = hostile(value)
    made = TEXTS[name].content(run)
    assert not HIDDEN & set(made)
    match name:
        case "sarif":
            assert len(sarif(run)["results"]) == 1
        case "github":
            assert [kind for kind, _, _ in commands(run)] == ["error", "error", "warning"]
        case "gitlab":
            Draft202012Validator(GITLAB).validate(json.loads(made))
        case "junit":
            assert junit(run).get("tests") == "3"
        case "csv":
            assert [one["check"] for one in rows(run)] == ["a/one", "a/two"]
        case "openmetrics":
            assert len(samples(run)) > 9
        case "markdown":
            assert all(line[:1] in ("#", "-", "|", "2", "") for line in made.splitlines())
            table = [line.replace("\\|", "") for line in made.splitlines() if line[:1] == "|"]
            assert len({line.count("|") for line in table}) == 1


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("<img src=x>", "\\<img src=x\\>"),
        ("[a](b)", "\\[a\\](b)"),
        ("https://evil.example", "https\\://evil.example"),
        ("@team", "&#64;team"),
        ("1. one", "1\\. one"),
        ("+ one", "\\+ one"),
        ("---", "\\---"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("a_b*c`d|e", "a\\_b\\*c\\`d\\|e"),
    ],
)
def test_markup_in_markdown_is_escaped(value: str, written: str) -> None:
    assert text(value) == written


def test_code_in_markdown_is_longer_than_any_backquotes_in_it() -> None:
    assert code("a`b``c") == "``` a`b``c ```"
    assert code("plain") == "`plain`"


def test_the_command_writes_each_format_from_run_json_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "run.json"
    store.write_text(path, store.to_json(night()))
    for name, one in TEXTS.items():
        assert main([str(path), "--format", name]) == 0
        told = capsys.readouterr().out
        if one.file:
            assert told == f"{tmp_path / one.file}\n"
            assert (tmp_path / one.file).read_bytes().decode("utf-8") == one.content(night())
        else:
            assert told == one.content(night())
    assert main([str(path), "--format", "csv", "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith('"target"')
