"""What a run says of the lists that the catalogue is measured against."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reports.run.shape import Coverage, Finding, Run

WORDS = ("met", "met in part", "not met", "not judged", "not applicable")
UNMET = {"FAILED", "WARNED", "KNOWN", "WAIVED"}


class Met(NamedTuple):
    """Whether a target does what a row asks, and the finding that says no."""

    word: str
    finding: Finding | None


def rows(run: Run) -> Iterator[tuple[Coverage, dict[str, Met]]]:
    """Each row of the lists with what is told of it by target; of none that no check is about.

    A target that the checks of a row do not concern is left out.
    """
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in run["findings"]:
        found.setdefault((finding["check"], finding["target"]), []).append(finding)
    for row in run.get("coverage", []):
        by_target = {one["name"]: told(row, one["name"], found) for one in run["targets"]}
        yield row, {name: met(row, each) for name, each in by_target.items() if each}


def told(
    row: Coverage, target: str, found: Mapping[tuple[str, str], Iterable[Finding]]
) -> list[Finding]:
    """What the checks of a row found on a target."""
    return [one for check in row["checks"] for one in found.get((check, target), ())]


def met(row: Coverage, findings: Iterable[Finding]) -> Met:
    """The word for what was found.

    It is met in part where some of it was not judged in this run, or is by no check; it does not
    apply where the target claims nothing of it.
    """
    findings = list(findings)
    outcomes = {one["outcome"] for one in findings}
    if red := next((one for one in findings if one["outcome"] in UNMET), None):
        return Met("not met", red)
    if outcomes == {"NOT_APPLICABLE"}:
        return Met("not applicable", None)
    if "PASSED" not in outcomes:
        return Met("not judged", None)
    part = row["not_tested"] or outcomes & {"NOT_RUN", "ERRORED", "REVIEW"}
    return Met("met in part" if part else "met", None)
