"""The run model: verdicts, counts, and what a part of a run may not look like."""

from collections.abc import Sequence

import pytest

from reports.run.assembly import assemble
from reports.run.model import OUTCOMES, VERDICTS, overall
from reports.run.recorder import Recorder
from reports.run.shape import Entry, Finding, JudgedTarget, Notice, Problem, Told
from suites.harness.given.report_samples import about, checks, run, targets


def told(
    *outcomes: str,
    level: str = "MUST",
    notices: Sequence[Notice] = (),
    problems: Sequence[Problem] = (),
    catalogue: list[Entry] | None = None,
    not_run: str = "stopped",
) -> JudgedTarget:
    """The target of a run with one finding per outcome."""
    entries: list[Entry] = [{**entry, "level": level} for entry in checks(len(outcomes))]
    state = targets(1)
    findings: list[Finding] = [
        {
            **run(3)["findings"][0],
            "check": entry["id"],
            "target": "cognito",
            "outcome": outcome,
            "not_run": not_run,
        }
        for entry, outcome in zip(entries, outcomes, strict=True)
    ]
    assembled = assemble(
        findings=findings,
        targets=state,
        exchanges=[],
        problems=problems,
        catalogue=catalogue or entries,
        about={**about(entries, state), "notices": list(notices), "diagnoses": []},
        not_run_because="not selected",
    )
    return assembled["targets"][0]


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        (["PASSED"], "conformant"),
        (["PASSED", "WARNED", "KNOWN", "WAIVED", "NOT_APPLICABLE"], "conformant"),
        (["PASSED", "FAILED", "ERRORED", "NOT_RUN"], "not conformant"),
        (["PASSED", "ERRORED", "NOT_RUN"], "not judged"),
        (["PASSED", "NOT_RUN"], "incomplete"),
        (["PASSED", "REVIEW"], "conformant"),
        (["NOT_RUN", "NOT_RUN"], "not judged"),
        (["NOT_RUN", "REVIEW"], "incomplete"),
        (["NOT_APPLICABLE"], "not judged"),
    ],
)
def test_the_verdict_of_a_target_follows_from_its_outcomes(
    outcomes: list[str], verdict: str
) -> None:
    """FAILED outweighs ERRORED, ERRORED outweighs NOT_RUN; nothing judged is not conformant.

    What waits for a person is told beside the verdict.
    """
    assert told(*outcomes)["verdict"] == verdict


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [("choice", "conformant"), ("outside", "conformant"), ("stopped", "incomplete")],
)
def test_what_was_left_out_or_cannot_be_done_leaves_the_verdict(kind: str, verdict: str) -> None:
    """A provider that is not ours can be conformant; what was stopped for another reason counts."""
    assert told("PASSED", "NOT_RUN", not_run=kind)["verdict"] == verdict


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [("choice", "conformant"), ("outside", "conformant"), ("stopped", "not judged")],
)
def test_a_suite_that_was_left_out_beside_another_leaves_the_verdict(
    kind: str, verdict: str
) -> None:
    """Most products have no admin API to read: their provider is judged all the same."""
    catalogue = checks(2)
    catalogue[1]["location"] = "suites/registration/test_client.py:1"
    assert told("PASSED", "NOT_RUN", not_run=kind, catalogue=catalogue)["verdict"] == verdict


@pytest.mark.parametrize("whose", ["", "cognito"])
def test_a_filtered_selection_is_incomplete(whose: str) -> None:
    """All green on a part of the checks is no conformance."""
    notice: Notice = {"kind": "filtered", "target": whose, "text": "-k jwks"}
    assert told("PASSED", notices=[notice])["verdict"] == "incomplete"


def test_another_targets_filter_leaves_the_verdict() -> None:
    """A notice counts for the target that it names."""
    notice: Notice = {"kind": "filtered", "target": "okta", "text": "-k jwks"}
    assert told("PASSED", notices=[notice])["verdict"] == "conformant"


def test_a_problem_of_the_harness_prevents_conformance() -> None:
    """A file that could not be collected may have held the check that fails."""
    problem: Problem = {"where": "suites/oidc/test_x.py", "text": "SyntaxError"}
    assert told("PASSED", problems=[problem])["verdict"] == "not judged"


def test_a_check_without_finding_is_not_run() -> None:
    """What the catalogue has and the run has not is visible, with its reason."""
    target = told("PASSED", catalogue=checks(3))
    assert (target["verdict"], target["counts"]["NOT_RUN"]) == ("incomplete", 2)


def test_counts_name_every_outcome() -> None:
    """A consumer of run.json finds a zero, not a missing key."""
    assert list(told("PASSED")["counts"]) == list(OUTCOMES)


def test_the_verdict_of_a_run_is_its_worst_targets() -> None:
    """One bad target is not hidden by good ones; no target at all is not judged."""
    target = told("PASSED")
    for position, word in enumerate(VERDICTS):
        better: list[JudgedTarget] = [
            {**target, "verdict": other} for other in list(VERDICTS)[position:]
        ]
        assert overall(better[::-1]) == word
    assert overall([]) == "not judged"


def report(outcome: str, *, worker: str = "", requests: int = 1) -> tuple[Told, str]:
    """A report as the suites send it, from this process or from a worker."""
    sample = run(3)
    content: Told = {
        "finding": {**sample["findings"][0], "outcome": outcome, "exchanges": ["cognito-1"]},
        "exchanges": [{**sample["exchanges"][0], "id": "cognito-1"}],
        "target": {**targets(1)[0], "requests": requests},
    }
    return content, f"{worker}:" if worker else ""


def test_the_worse_of_two_outcomes_of_a_check_stays() -> None:
    """A clean-up that breaks after a pass is not lost, and does not hide a failure."""
    for first, second, kept in [
        ("PASSED", "ERRORED", "ERRORED"),
        ("FAILED", "ERRORED", "FAILED"),
    ]:
        recorder = Recorder()
        recorder.add(*report(first))
        recorder.add(*report(second))
        assert [finding["outcome"] for finding in recorder.findings.values()] == [kept]


def test_costs_are_the_last_state_of_each_worker_added_up() -> None:
    """Every worker counts its own requests from zero."""
    recorder = Recorder()
    for worker, requests in [("gw0", 3), ("gw1", 4), ("gw0", 9)]:
        recorder.add(*report("PASSED", worker=worker, requests=requests))
    assert [target["requests"] for target in recorder.targets] == [13]


def test_equal_exchange_ids_of_two_workers_stay_apart() -> None:
    """Evidence of one worker must not be shown as that of another."""
    recorder = Recorder()
    recorder.add(*report("PASSED", worker="gw0"))
    recorder.add(*report("FAILED", worker="gw1"))
    assert list(recorder.exchanges) == ["gw0:cognito-1", "gw1:cognito-1"]
    assert [finding["exchanges"] for finding in recorder.findings.values()] == [["gw1:cognito-1"]]
