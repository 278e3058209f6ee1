"""What is another than in an earlier run, and what only looks like it."""

from typing import Any

import pytest

from reports.comparison.compare import compare
from reports.comparison.lasting import alike
from reports.comparison.night import nights_of
from reports.comparison.since import in_short, when
from reports.run.compared import Comparison
from reports.run.shape import Run
from suites.harness.reports.two_runs import a_run, found

STOPPED = found("NOT_RUN", reason="The login failed.", not_run="stopped")
LEFT_OUT = found("NOT_RUN", reason="It was not allowed.", not_run="choice")


def compared(before: Run, after: Run) -> Comparison:
    nights = {night["target"]["name"]: night for night in nights_of(before)}
    return compare(nights, nights_of(after), "before", after["started"])


def kinds(before: Run, after: Run) -> dict[str, str]:
    """The kind of each change, by check."""
    return {one["check"]: one["kind"] for one in compared(before, after)["changes"]}


def one(outcome: Any) -> Run:
    return a_run({"okta": {"token/one": outcome}})


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("PASSED", "FAILED", "new"),
        ("PASSED", "WARNED", "new"),
        ("NOT_APPLICABLE", "FAILED", "new"),
        ("REVIEW", "FAILED", "new"),
        (STOPPED, "FAILED", "new"),
        ("ERRORED", "FAILED", "new"),
        (LEFT_OUT, "FAILED", "first judged"),
        ("FAILED", "PASSED", "fixed"),
        ("KNOWN", "PASSED", "fixed"),
        ("WAIVED", "PASSED", "fixed"),
        ("FAILED", "FAILED", None),
        ("WAIVED", "WAIVED", None),
        ("WAIVED", "FAILED", "changed"),
        ("FAILED", "KNOWN", "changed"),
        ("FAILED", "REVIEW", "changed"),
        ("PASSED", "WAIVED", "changed"),
        ("FAILED", STOPPED, "no longer judged"),
        ("FAILED", LEFT_OUT, "no longer judged"),
        ("FAILED", "ERRORED", "no longer judged"),
        ("FAILED", "NOT_APPLICABLE", "no longer judged"),
        ("PASSED", "PASSED", None),
        ("PASSED", STOPPED, None),
        (STOPPED, "PASSED", None),
        (STOPPED, STOPPED, None),
        (STOPPED, "KNOWN", None),
        ("PASSED", "REVIEW", None),
    ],
)
def test_what_became_of_a_finding(before: Any, after: Any, kind: str | None) -> None:
    assert kinds(one(before), one(after)) == ({"token/one": kind} if kind else {})


def test_another_actual_is_a_change_with_both() -> None:
    told = compared(one(found("FAILED", actual="two")), one(found("FAILED", actual="three")))
    (change,) = told["changes"]
    assert change["kind"] == "changed"
    assert change["differs"] == ["actual"]
    assert (change["before"]["actual"], change["after"]["actual"]) == ("two", "three")


def test_another_severity_is_a_change() -> None:
    """A newer harness may weigh a check otherwise, though the provider answers as before."""
    before, after = one("FAILED"), one("FAILED")
    after["catalogue"][0]["severity"] = "critical"
    (change,) = compared(before, after)["changes"]
    assert (change["kind"], change["differs"]) == ("changed", ["severity"])


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("https://127.0.0.1:40123/x", "https://127.0.0.1:51999/x", True),
        ("exp 1795000000", "exp 1795086400", True),
        ("at 2026-11-23T04:05:06Z", "at 2026-11-24T04:05:07.1Z", True),
        (f"{'3' * 8}-0000-4000-8000-{'a' * 12}", f"{'b' * 8}-0000-4000-8000-{'b' * 12}", True),
        ("kid 7Yx2pQ9rT4uV6wZ8aB1cD3", "kid 1Ab2Cd3Ef4Gh5Ij6Kl7Mn8", True),
        ("3600 s", "7200 s", False),
        ("RS256", "none", False),
        ("https://a.example", "https://b.example", False),
        ("HTTP 200", "HTTP 302", False),
    ],
)  # fmt: skip
def test_what_is_said_anew_each_time_is_no_change(before: str, after: str, same: bool) -> None:
    assert alike(before, after) is same


def test_a_check_that_is_new_in_the_harness_is_not_new_at_the_provider() -> None:
    before = a_run({"okta": {"token/one": "PASSED"}}, versions={"ssoproof": "1.0"})
    after = a_run(
        {"okta": {"token/one": "PASSED", "token/two": "FAILED"}}, versions={"ssoproof": "2.0"}
    )
    told = compared(before, after)
    (change,) = told["changes"]
    assert change["kind"] == "first judged"
    assert change["because"] == "The check is new in this version of the harness."
    assert told["remarks"] == [
        "The harness is another: 1.0 before, 2.0 now. What is new may come from that."
    ]


def test_a_check_that_the_harness_has_no_more_is_not_fixed() -> None:
    before = a_run({"okta": {"token/one": "PASSED", "token/two": "FAILED"}})
    (change,) = compared(before, a_run({"okta": {"token/one": "PASSED"}}))["changes"]
    assert change["kind"] == "no longer judged"
    assert "does not have the check" in change["because"]


def test_a_suite_that_is_left_out_is_not_fixed_and_one_that_is_added_not_new() -> None:
    both = a_run(
        {"okta": {"token/one": "PASSED", "client/pkce": "FAILED"}},
        suites={"client/pkce": "registration"},
    )
    alone = a_run({"okta": {"token/one": "PASSED"}})
    (gone,) = compared(both, alone)["changes"]
    assert gone["kind"] == "no longer judged"
    assert gone["because"] == "This run does not judge the suite registration."
    (added,) = compared(alone, both)["changes"]
    assert added["kind"] == "first judged"
    assert added["because"] == "That run did not judge the suite registration."


def test_a_selection_of_checks_leaves_the_others_unjudged() -> None:
    """`--check` leaves out what the catalogue has: that is neither fixed nor, later, new."""
    whole = a_run({"okta": {"token/one": "FAILED", "token/two": "FAILED"}})
    part = a_run({"okta": {"token/one": "FAILED"}}, catalogue=["token/one", "token/two"])
    assert kinds(whole, part) == {"token/two": "no longer judged"}
    assert kinds(part, whole) == {"token/two": "first judged"}


def test_a_target_of_another_name_is_told_and_nothing_of_it_is_fixed_or_new() -> None:
    before = a_run({"staging": {"token/one": "FAILED"}})
    after = a_run(
        {"stage": {"token/one": "FAILED"}}, targets={"stage": {"issuer": "https://staging.example"}}
    )
    told = compared(before, after)
    assert [(one["target"], one["kind"]) for one in told["changes"]] == [
        ("stage", "first judged"),
        ("staging", "no longer judged"),
    ]
    assert "stage was not judged before, or was called staging" in told["remarks"][0]


def test_answers_and_settings_that_are_others_are_told() -> None:
    before = one("PASSED")
    after = a_run(
        {"okta": {"token/one": "FAILED"}},
        targets={"okta": {"issuer": "https://elsewhere.example", "settings": {"client_id": "b"}}},
    )
    (target,) = compared(before, after)["targets"]
    assert {turn["what"]: (turn["before"], turn["after"]) for turn in target["answers"]} == {
        "verdict": ("conformant", "not conformant"),
        "safe": ("nothing found open", "open: 1 high"),
        "conforms": ("yes", "no"),
    }
    assert [turn["what"] for turn in target["settings"]] == ["issuer", "client_id"]


def test_what_was_met_and_is_not_judged_now_is_counted() -> None:
    """After an outage nothing is red, and nobody may read that as good news."""
    before = a_run({"okta": {"token/one": "PASSED", "token/two": "PASSED"}})
    after = a_run({"okta": {"token/one": STOPPED, "token/two": "NOT_APPLICABLE"}})
    told = compared(before, after)
    assert told["targets"][0]["lost"] == 2
    assert in_short(told) == "2 that were met are not judged now"


def test_two_equal_runs_differ_in_nothing() -> None:
    found = {"okta": {"token/one": "FAILED", "token/two": "PASSED", "token/three": "KNOWN"}}
    told = compared(a_run(found), a_run(found, started="2026-11-24T04:05:06+00:00"))
    assert (told["changes"], told["remarks"]) == ([], [])
    assert in_short(told) == "nothing changed, 2 unmet as before"


def test_runs_in_the_wrong_order_are_told_once() -> None:
    later = a_run({"okta": {"a/one": "PASSED"}}, started="2026-11-25T04:05:06+00:00")
    told = compared(later, a_run({"okta": {"a/one": "PASSED"}}))
    assert told["remarks"] == ["The earlier run began after this one."]


def test_after_an_outage_nothing_is_said_to_be_safe() -> None:
    before = a_run({"okta": {"a/one": "FAILED"}})
    told = compared(before, a_run({"okta": {"a/one": STOPPED}}))
    turned = {one["what"]: one["after"] for one in told["targets"][0]["answers"]}
    assert (turned["verdict"], turned["safe"]) == ("not judged", "not judged")


def test_new_ones_are_first_and_the_worst_of_them_before_all() -> None:
    before = a_run({"okta": {"a/fixed": "FAILED", "a/high": "PASSED", "a/critical": "PASSED"}})
    after = a_run({"okta": {"a/fixed": "PASSED", "a/high": "FAILED", "a/critical": "FAILED"}})
    assert list(kinds(before, after)) == ["a/critical", "a/high", "a/fixed"]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("2026-11-23T04:05:06+00:00", "2026-11-24T04:05:06+00:00", "yesterday, 04:05 UTC"),
        ("2026-11-23T23:59:00Z", "2026-11-24T00:01:00Z", "yesterday, 23:59 UTC"),
        ("2026-11-24T01:00:00+02:00", "2026-11-24T04:05:06Z", "yesterday, 23:00 UTC"),
        ("2026-11-24T04:05:06Z", "2026-11-24T05:05:06Z", "earlier today, 04:05 UTC"),
        ("2026-11-01T04:05:06Z", "2026-11-24T05:05:06Z", "2026-11-01, 04:05 UTC"),
        ("nonsense", "2026-11-24T05:05:06Z", "an earlier run"),
    ],
)
def test_since_when(before: str, now: str, said: str) -> None:
    assert when(before, now) == said
