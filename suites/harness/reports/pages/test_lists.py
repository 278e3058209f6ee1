"""Whether a run met what a row of a list asks, as the page says it."""

from typing import Any

import pytest

from reports.page.catalogue import lists
from suites.harness.given.report_samples import as_written, run


def listed(row: dict[str, Any], *outcomes: str) -> str:
    """What the page says of a row whose checks ended so on one target."""
    told = as_written(run(1))
    target = told["targets"][0]["name"]
    base = told["findings"][0]
    told["findings"] = [
        {**base, "check": f"area/{number}", "target": target, "outcome": outcome}
        for number, outcome in enumerate(outcomes)
    ]
    checks = [f"area/{number}" for number in range(len(outcomes))]
    whole = {"list": "A standard", "group": "1", "name": "1.1", "not_tested": "", "checks": checks}
    told["coverage"] = [whole | row]
    (group,) = lists(told)["A standard"]["groups"].values()
    return str(group[0]["met"].get(target, {"word": ""})["word"])


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        (("PASSED", "NOT_APPLICABLE"), "met"),
        (("PASSED", "NOT_RUN"), "met in part"),
        (("PASSED", "WARNED"), "not met"),
        (("KNOWN",), "not met"),
        (("NOT_APPLICABLE", "REVIEW"), "not judged"),
        (("NOT_RUN",), "not judged"),
        (("NOT_APPLICABLE", "NOT_APPLICABLE"), "not applicable"),
        ((), ""),
    ],
)
def test_a_row_of_a_standard_says_whether_it_is_met(outcomes: tuple[str, ...], word: str) -> None:
    assert listed({}, *outcomes) == word


def test_a_row_that_is_left_out_in_part_is_met_in_part_at_most() -> None:
    assert listed({"not_tested": "the other half"}, "PASSED") == "met in part"
