"""The three answers about a target: what counts for each, and what does not."""

from typing import Any

import pytest

from reports.run.answers import Judged, conforms, safe, works
from reports.run.shape import Diagnosis, Entry, Finding
from suites.harness.given.report_samples import checks, run, targets

NEEDED, SECURE, OTHER = (entry["id"] for entry in checks(3))
QUESTIONS = {NEEDED: ["works", "conforms"], SECURE: ["safe", "conforms"], OTHER: ["safe"]}


def judged(
    outcomes: dict[str, str],
    *causes: Diagnosis,
    needs: tuple[str, ...] = (NEEDED,),
    unselected: tuple[str, ...] = (),
    level: str = "MUST",
    severity: str = "high",
    **members: Any,
) -> Judged:
    """A target with one finding for each check of `outcomes`; `members` are of each finding."""
    entries: dict[str, Entry] = {
        one["id"]: {
            **one, "level": level, "severity": severity, "questions": QUESTIONS[one["id"]],
        }
        for one in checks(3)
    }  # fmt: skip
    first: Any = {**run(3)["findings"][0], "actual": "two", **members}
    findings: list[Finding] = [
        {**first, "check": check, "outcome": outcome} for check, outcome in outcomes.items()
    ]
    target = {**targets(1)[0], "needs": list(needs)}
    return Judged(target, findings, entries, list(causes), unselected)  # type: ignore[arg-type] # it has what a target has


def cause(kind: str, *explains: str) -> Diagnosis:
    words = dict.fromkeys(("seen", "setting", "current", "correct"), "x")
    told: Any = {"id": "a-cause", "target": "cognito", "summary": "Set HOST.", **words}
    return {**told, "explains": list(explains), "kind": kind}


@pytest.mark.parametrize(
    ("outcomes", "members", "answer"),
    [
        ({NEEDED: "PASSED", OTHER: "FAILED"}, {}, "yes"),
        ({NEEDED: "FAILED"}, {}, "no"),
        ({NEEDED: "WARNED"}, {"level": "SHOULD"}, "no"),
        ({NEEDED: "WARNED"}, {}, "not judged"),
        ({NEEDED: "KNOWN", OTHER: "PASSED"}, {}, "not judged"),
        ({NEEDED: "NOT_RUN"}, {"actual": "", "not_run": "stopped"}, "not judged"),
        ({NEEDED: "NOT_RUN"}, {"not_run": "stopped"}, "no"),
        ({NEEDED: "ERRORED"}, {}, "not judged"),
    ],
)
def test_sign_in_works_by_what_the_application_needs(
    outcomes: dict[str, str], members: dict[str, Any], answer: str
) -> None:
    """Something else that is unmet changes nothing; what was handed over was found unmet."""
    assert works(judged(outcomes, **members))["answer"] == answer


@pytest.mark.parametrize(
    ("kind", "outcome", "answer"),
    [
        ("setting", "FAILED", "no"),
        ("defect", "FAILED", "no"),
        ("obstacle", "FAILED", "not judged"),
        ("defect", "NOT_RUN", "no"),
        ("obstacle", "NOT_RUN", "not judged"),
    ],
)
def test_a_cause_is_what_the_answer_says(kind: str, outcome: str, answer: str) -> None:
    """An obstacle is between the harness and the provider, so it decides nothing."""
    told = works(judged({NEEDED: outcome}, cause(kind, NEEDED), actual="", not_run="stopped"))
    assert told == {"answer": answer, "because": "Set HOST.", "cause": "a-cause"}


def test_what_was_not_selected_was_not_tried() -> None:
    """A pattern counts where something matches it, an id has to be there."""
    told = works(judged({NEEDED: "NOT_RUN", OTHER: "PASSED"}, unselected=(NEEDED,), actual=""))
    assert told["answer"] == "not judged"
    assert NEEDED in told["because"]
    needs = (OTHER, "another/*")
    assert works(judged({OTHER: "PASSED"}, needs=needs))["answer"] == "yes"


def test_weaknesses_are_those_of_a_cause_or_of_one_remedy_at_one_place() -> None:
    """The worst first, each once; what is but a warning of a MUST is low."""
    together = safe(judged({SECURE: "FAILED", OTHER: "FAILED"}, remedy="Do it.", where="there"))
    assert together["open"] == {"critical": 0, "high": 2, "medium": 0, "low": 0}
    assert [one["checks"] for one in together["weaknesses"]] == [[SECURE, OTHER]]
    explained = safe(judged({SECURE: "FAILED", OTHER: "FAILED"}, cause("defect", OTHER)))
    assert [one["checks"] for one in explained["weaknesses"]] == [[SECURE], [OTHER]]
    assert explained["weaknesses"][1]["weakness"] == "Set HOST."
    assert safe(judged({SECURE: "WARNED"}))["open"]["low"] == 1
    assert safe(judged({NEEDED: "FAILED"}))["weaknesses"] == []


@pytest.mark.parametrize("severity", ["info"])
def test_what_does_no_harm_is_no_weakness(severity: str) -> None:
    assert safe(judged({SECURE: "FAILED"}, severity=severity))["weaknesses"] == []


def test_a_provider_does_not_conform_by_its_own_musts_alone() -> None:
    """A callback that nobody registered is refused, as it has to be."""
    own = conforms(judged({SECURE: "FAILED", OTHER: "FAILED"}), "not conformant")
    assert (own["answer"], own["musts"]) == ("no", [SECURE])
    wrong = conforms(judged({NEEDED: "FAILED"}, cause("setting", NEEDED)), "not conformant")
    assert (wrong["answer"], wrong["musts"]) == ("not judged", [])
    assert conforms(judged({NEEDED: "PASSED"}), "conformant")["answer"] == "yes"
    assert conforms(judged({NEEDED: "PASSED"}), "incomplete")["answer"] == "not judged"
