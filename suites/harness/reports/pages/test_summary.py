"""The executive summary: what it says, from run.json alone, whatever a target said."""

import json
import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.formats.formats import TEXTS
from reports.run.shape import Run
from reports.summary.facts import summary
from suites.harness.given.report_samples import HOSTILE, as_written
from suites.harness.given.report_samples import run as a_sample
from suites.harness.reports.two_runs import a_run, found

STOPPED = found("NOT_RUN", reason="The login failed.", not_run="stopped")
CHOSEN = found("NOT_RUN", reason="It was not allowed.", not_run="choice")
OUTSIDE = found("NOT_RUN", reason="It takes a year.", not_run="outside")
NIGHT: dict[str, dict[str, Any]] = {
    "okta": {
        "a/critical": found("FAILED", where="token response", expected="401", actual="200"),
        "a/should": "WARNED", "a/met": "PASSED", "a/known": found("KNOWN", reason="D-1: So it is."),
        "a/waived": found("WAIVED", reason="Accepted by us until 2027-01-31: later"),
        "a/idle": "NOT_APPLICABLE", "a/review": "REVIEW", "a/left": CHOSEN, "a/year": OUTSIDE,
        "a/stopped": STOPPED, "a/broke": found("ERRORED", reason="Ours."),
    },
    "dex": {"a/met": "PASSED"},
}  # fmt: skip
LIST = {"group": "1", "name": "1.1", "not_tested": "", "list": "A standard"}
COVERAGE = [
    LIST | {"checks": ["a/critical"]}, LIST | {"checks": ["a/met"]}, LIST | {"checks": ["a/idle"]},
    LIST | {"checks": ["a/stopped"]}, LIST | {"checks": [], "not_tested": "nobody can"},
]  # fmt: skip


def night(**about: Any) -> Run:
    """A run with every outcome on one target, and a good one beside it."""
    run = a_run(NIGHT, coverage=COVERAGE, versions={"ssoproof": "1.0", "commit": "abc"}, **about)
    modules = [
        {"module": "m-1", "word": "would fail", "because": "a/critical: 200", "check": ""},
        {"module": "m-2", "word": "would pass", "because": "", "check": ""},
    ]
    forecast = {"plan": "p", "because": "", "modules": modules}
    run["targets"][1]["answers"]["conforms"]["forecasts"] = [
        {"profile": "Basic OP", "word": "would fail", **forecast},
        {"profile": "Hybrid OP", "word": "would fail", **forecast},
        {"profile": "Session OP", "word": "not claimed", **forecast},
    ]
    return run


def hostile(value: str) -> Run:
    """A run in which all that a target can say, and its name, is hostile."""
    said = dict.fromkeys(("expected", "actual", "where", "reason"), value)
    run = a_run({
        value: {"a/one": found("FAILED", **said), "a/two": found("KNOWN", **said),
                "a/three": found("NOT_RUN", **said)},
    }, coverage=[LIST | {"list": value, "checks": ["a/one"]}])  # fmt: skip
    words = dict.fromkeys(("summary", "seen", "setting", "current", "correct"), value)
    cause: Any = {"id": "cause", "target": value, "explains": ["a/one"]} | words
    notice: Any = {"kind": "throttles", "target": value, "text": value}
    module = {"module": value, "word": "would fail", "because": value, "check": value}
    target = run["targets"][0]
    target["issuer"] = target["vendor"] = target["profile"] = value
    target["answers"]["works"]["because"] = value
    target["answers"]["conforms"]["forecasts"] = [
        {"profile": value, "plan": value, "word": "would fail", "because": value,
         "modules": [module]}  # type: ignore[list-item]
    ]  # fmt: skip
    return run | {"diagnoses": [cause], "notices": [notice]}


def test_the_worst_target_comes_first_with_what_was_judged_of_it_and_what_not() -> None:
    told = summary(night())
    assert (told.sign, told.verdict) == ("✗", "Not conformant")
    assert [one.name for one in told.scopes] == ["okta", "dex"]
    assert told.scopes[0].counted == [
        (6, "judged"), (1, "of them for a person to decide"), (1, "do not apply"),
        (1, "left out by choice"), (1, "that nobody can judge from outside"),
        (2, "kept from being judged"),
    ]  # fmt: skip
    assert told.scopes[0].stopped_by in ("The login failed.", "Ours.")
    assert told.scopes[0].conforms == "no: 1 MUST not met"
    assert told.scopes[1].because == "Nothing was judged that tells it."


def test_a_weakness_has_its_evidence_in_a_line_and_what_is_accepted_is_none() -> None:
    told = summary(night())
    assert [(one.severity, one.check) for one in told.weaknesses] == [
        ("critical", "a/critical"), ("medium", "a/should")
    ]  # fmt: skip
    assert told.weaknesses[0].evidence == "token response: expected 401, got 200"
    assert [(one.check, one.says) for one in told.accepted] == [
        ("a/waived", "accepted by an owner"), ("a/known", "documented by the vendor")
    ]  # fmt: skip


def test_standards_are_told_by_what_concerns_a_target() -> None:
    told = summary(night())
    assert told.standards == ["A standard"]
    assert {one.target: one.cells for one in told.measured} == {
        "okta": ["1 met, 1 not met, 1 not judged, 1 not applicable"],
        "dex": ["1 met, 3 not judged"],
    }
    assert told.untested == 1


def test_a_module_that_would_fail_is_told_once_for_all_profiles() -> None:
    told = summary(night())
    assert [(one.target, one.cells) for one in told.forecasts] == [
        ("okta", ["Basic OP, Hybrid OP", "", "", ""])
    ]
    assert told.failing == ["okta, m-1: a/critical: 200"]


def test_it_says_how_the_verdicts_are_proven() -> None:
    run = night()
    for entry in run["catalogue"]:
        entry["faults"] = ["F", "G"] if entry["id"] == "a/met" else []
    told = summary(run)
    assert told.proof[0].startswith(
        "1 of the 6 checks that judged are turned red by at least one of 2 deliberate faults"
    )
    assert "ssoproof 1.0 at abc" in told.proof[-1]


def test_a_run_without_its_lists_says_that_standards_are_not_told() -> None:
    """What is not there is not silently absent."""
    told = summary(a_run(NIGHT))
    assert (told.measured, told.standards) == ([], [])
    assert told.to_know == [
        "The run has no lists of standards with it: what it meets of them is not told."
    ]


def test_fakes_are_told_as_such_and_what_is_overdue_first() -> None:
    kinds = ("throttles", "waiver-expired")
    notices = [{"kind": one, "target": "okta", "text": f"{one}."} for one in kinds]
    run = night(notices=notices)
    run["targets"][0]["fake"] = True
    told = summary(run)
    assert told.fakes == ["dex"]
    assert told.to_know == ["okta: waiver-expired.", "okta: throttles."]
    assert "Fakes were judged" in str(TEXTS["summary"].content(run))


@pytest.mark.parametrize("run", [a_run({}), as_written(a_sample(3000))], ids=["none", "many"])
def test_it_is_short_whatever_was_found(run: Run) -> None:
    told = str(TEXTS["summary"].content(run))
    assert len(told.splitlines()) < 110
    assert "## How the verdicts are proven" in told
    assert "</html>" in str(TEXTS["summary-html"].content(run))


@pytest.mark.parametrize("value", [*HOSTILE, "| x |", "- [x](javascript:y)", "@everyone", "`` `"])
def test_what_a_target_says_is_text_in_both(value: str) -> None:
    run = hostile(value)
    page = LexborHTMLParser(str(TEXTS["summary-html"].content(run)))
    made = {one.tag for one in page.css("body *")}
    assert not made & {"script", "img", "a", "iframe", "svg", "form"}
    assert all(set(one.attributes) <= {"class", "id", "aria-labelledby", "aria-hidden", "tabindex",
                                       "role", "aria-label", "scope"}
               for one in page.css("body *"))  # fmt: skip
    lines = str(TEXTS["summary"].content(run)).splitlines()
    assert all(line[:1] in ("#", "-", "|", "*", "") or line[:2] == "At" for line in lines if
               not re.match(r"\d+ further", line))  # fmt: skip
    assert not re.search(r"(?<!\\)<(?!/?code)[a-z/]", "\n".join(without_code(lines)))


def without_code(lines: list[str]) -> list[str]:
    """The lines without what stands between backquotes, which is text."""
    return [re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", line) for line in lines]


def test_nothing_but_the_run_is_read() -> None:
    """Written and read back it is the same."""
    run = night()
    again = json.loads(json.dumps(run))
    for name in ("summary", "summary-html"):
        assert TEXTS[name].content(again) == TEXTS[name].content(run)
