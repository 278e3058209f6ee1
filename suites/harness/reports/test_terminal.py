"""What a run looks like on the terminal, at its end and while it lasts."""

import re

import pytest

from reports.page.html import page
from reports.run.shape import Run
from reports.terminal.terminal import summary
from suites.harness.given.report_samples import HOSTILE, run

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_cannot_write_on_the_terminal(value: str) -> None:
    """No escape sequence, no markup, no line of its own, no endless line."""
    sample = run(3, outcomes={"FAILED": 1})
    clean = summary(sample, width=100, colour=True)
    sample["findings"][0]["actual"] = sample["notices"][0]["text"] = value
    shown = summary(sample, width=100, colour=True)
    assert set(ESCAPES.findall(shown)) == set(ESCAPES.findall(clean))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ESCAPES.sub("", shown))
    assert len(shown) < len(clean) + 3000


def test_what_is_told_of_many_targets_is_told_once() -> None:
    """An application tried with eight products has one account to remove, not eight."""
    sample, text = run(3), "Accounts of our logins: bob."
    for name in ("a", "b"):
        sample["notices"].append({"kind": "left-behind", "target": name, "text": text})
    shown = summary(sample, width=100, colour=False)
    assert shown.count("Accounts of our logins") == 1
    assert f"left-behind: a, b: {text}" in shown
    for n in range(20):
        sample["notices"].append({"kind": "left-behind", "target": f"t{n}", "text": text})
    assert "and 14 more: Accounts" in " ".join(summary(sample, width=100, colour=False).split())


def test_each_profile_that_is_claimed_has_a_line_with_its_forecast() -> None:
    sample = run(3)
    shown = summary(sample, width=100, colour=False)
    assert "Basic OP      would fail: Of its 4 modules 1 would fail." in shown
    assert "Session OP" not in shown
    for target in sample["targets"]:
        target["verdict"] = "not judged"
    assert "Basic OP" not in summary(sample, width=100, colour=False)
    for target in sample["targets"]:
        target |= {"verdict": "conformant", "fake": True}
    assert "Basic OP" not in summary(sample, width=100, colour=False)


def test_the_answers_are_the_last_lines_and_the_causes_before_them() -> None:
    """Whoever reads the end of it reads what helps; hostile values are text there too."""
    sample = unexplained(run(3, outcomes={"FAILED": 1}))
    sample["diagnoses"][0] |= {"summary": "Set HOST.", "current": "\x1b[2J", "correct": "[b]x[/b]"}
    shown = summary(sample, place="/out/report.html", width=100, colour=False)
    last = shown.splitlines()[-4:]
    assert [line.split()[0] for line in last] == ["sign-in", "safe", "conforms", "Basic"]
    marks = ("✗ FAILED", "report: /out/report.html", "➤ CAUSE Set HOST.", "[b]x[/b]", "sign-in")
    places = [shown.index(one) for one in marks]
    assert places == sorted(places)
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        ("not judged", "not judged"),
        ("incomplete", "nothing found open in what was judged"),
        ("conformant", "nothing found open"),
    ],
)
def test_nobody_reads_that_it_is_safe_where_nothing_was_judged(verdict: str, says: str) -> None:
    """A provider that cannot be reached has nothing open either."""
    sample = run(3, outcomes={"PASSED": 1})
    for target in sample["targets"]:
        target["verdict"] = verdict
    assert f"   safe          {says}\n" in summary(sample, width=100, colour=False)
    assert f"<dt>Safe</dt><dd>{says}</dd>" in page(sample)


def unexplained(sample: Run) -> Run:
    """The run with causes that explain nothing."""
    sample["diagnoses"] = [{**one, "explains": []} for one in sample["diagnoses"]]
    return sample


def test_what_a_cause_explains_is_told_by_the_cause_alone() -> None:
    """A hundred red checks of one cause are one thing to read."""
    sample = run(300, outcomes={"FAILED": 1})
    for target in sample["targets"]:
        name, checks = target["name"], [entry["id"] for entry in sample["catalogue"]]
        sample["diagnoses"].append(
            {**sample["diagnoses"][0], "target": name, "explains": checks, "summary": f"{name}!"}
        )
    shown = summary(sample, width=100, colour=False)
    assert "✗ FAILED" not in shown
    assert all(f"➤ CAUSE {target['name']}!" in shown for target in sample["targets"])


def test_only_areas_with_something_open_are_in_the_table() -> None:
    """The others are in the report."""
    sample = run(60, outcomes={"PASSED": 1})
    assert "area" not in summary(sample, width=100, colour=False)
    sample["findings"][0] |= {"outcome": "WARNED"}
    opened = sample["findings"][0]["check"].partition("/")[0]
    shown = summary(sample, width=100, colour=False)
    rows = shown.partition("─\n")[2].partition("\n\n")[0].splitlines()
    assert [row.split()[0] for row in rows] == [opened]


def test_square_brackets_are_no_markup() -> None:
    """A test's name ends in them."""
    sample = unexplained(run(3, outcomes={"FAILED": 1}))
    sample["findings"][0]["rerun"] = "pytest test_x.py::test_y[bold]"
    sample["findings"][0]["actual"] = "[red]x[/red]"
    shown = summary(sample, width=100, colour=False)
    assert "test_y[bold]" in shown
    assert "[red]x[/red]" in shown


def test_each_target_has_its_verdict_in_one_line() -> None:
    """However narrow the terminal, so that it can be searched for."""
    sample = run(60)
    lines = summary(sample, width=40, colour=False).splitlines()
    for target in sample["targets"]:
        (line,) = [line for line in lines if f"{target['name']}: " in line and "logins" in line]
        assert target["verdict"] in line
        assert f"{target['requests']} requests" in line


def test_many_targets_are_rows() -> None:
    """A column each would not fit."""
    sample = run(3000)
    assert len(sample["targets"]) > 4
    shown = summary(sample, width=140, colour=False)
    assert "not applicable" in shown
    assert all(len(line) <= 140 for line in shown.splitlines() if "requests" not in line)


def test_many_failures_are_cut_short() -> None:
    """A dozen, causes among them, and the rest in the report; one remedy at one place is one."""
    sample = unexplained(run(300, outcomes={"FAILED": 1}))
    together = summary(sample, width=100, colour=False)
    assert len(re.findall("^✗ FAILED", together, re.MULTILINE)) == 3
    for number, finding in enumerate(sample["findings"]):
        finding["where"] = f"place {number}"
    apart = summary(sample, width=100, colour=False)
    assert len(re.findall("^✗ FAILED", apart, re.MULTILINE)) == 12 - len(sample["diagnoses"])
    assert "more in the report" in apart


def test_many_causes_are_a_line_each() -> None:
    """The first is told whole; no more than a dozen are told at all."""
    sample = run(3)
    cause = sample["diagnoses"][0]
    sample["diagnoses"] = [{**cause, "summary": f"Cause {number}."} for number in range(30)]
    shown = summary(sample, width=100, colour=False)
    assert re.findall(r"^➤ CAUSE (.*?)\.", shown, re.MULTILINE) == [f"Cause {n}" for n in range(12)]
    assert shown.count("   correct") == 1
    assert "… and 18 causes more in the report" in shown


def test_each_reason_for_not_running_is_told_once_with_its_number() -> None:
    """An incomplete run must say on the terminal what it lacked."""
    sample = run(6, outcomes={"NOT_RUN": 1})
    for finding in sample["findings"]:
        finding["target"], finding["reason"] = "staging", "Set OIDC_USERNAME and OIDC_PASSWORD."
    shown = summary(sample, width=100, colour=False)
    told = f"staging: {len(sample['findings'])} not run: Set OIDC_USERNAME and OIDC_PASSWORD."
    assert shown.count(told) == 1


def test_what_a_cause_explains_is_not_told_once_more_as_not_run() -> None:
    sample = run(6, outcomes={"NOT_RUN": 1})
    cause, *others = sample["findings"]
    cause["reason"], cause["target"] = "It asks for a code.", sample["targets"][0]["name"]
    told = {"target": cause["target"], "explains": [cause["check"]]}
    sample["diagnoses"] = [{**sample["diagnoses"][0], **told}]
    for finding in others:
        finding["reason"] = "Set OIDC_USERNAME and OIDC_PASSWORD."
    shown = summary(sample, width=100, colour=False)
    assert "It asks for a code." not in shown
    assert "Set OIDC_USERNAME and OIDC_PASSWORD." in shown


def test_a_must_that_is_but_a_warning_weighs_as_little_as_in_the_answers() -> None:
    sample = run(3)
    for entry in sample["catalogue"]:
        entry |= {"level": "MUST", "severity": "critical"}
    for one in sample["findings"]:
        one["outcome"] = "WARNED"
    shown = summary(sample, width=100, colour=False)
    assert "MUST, low" in shown
    assert "MUST, critical" not in shown
