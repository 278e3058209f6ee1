"""What proves a finding, and where that is kept: in run.json, or in evidence.json beside it."""

from collections import Counter
from collections.abc import Iterable
from typing import NotRequired, TypedDict

from reports.run.shape import Coverage, Exchange, Fault, Finding, Run

SCHEMA = "urn:ssoproof:evidence:1"
# What these say of a requirement is no defect, so there is nothing to change.
AS_IT_SHOULD_BE = {"PASSED", "NOT_APPLICABLE", "NOT_RUN"}


class Evidence(TypedDict):
    """What the pages show of a run and no judgement needs: `started` says of which run."""

    schema: str
    started: str
    faults: list[Fault]
    coverage: NotRequired[list[Coverage]]
    exchanges: list[Exchange]


def uses(findings: Iterable[Finding]) -> Counter[str]:
    """How many findings rest on each exchange, by its id."""
    return Counter(name for finding in findings for name in finding["exchanges"])


def decisive(finding: Finding, used: Counter[str]) -> str:
    """The id of the exchange that decided, or nothing where there is none.

    Discovery and the login come first and are shared by hundreds of findings; what a check asked
    for itself is shared by the fewest, and the last of these is what it looked at.
    """
    return min(reversed(finding["exchanges"]), key=used.__getitem__, default="")


def light(findings: list[Finding]) -> list[Finding]:
    """The findings without what is told elsewhere, or tells nothing.

    What passed keeps the exchange that decided. The remedy of what is as it should be is in the
    catalogue, and nobody runs again what does not apply.
    """
    used = uses(findings)
    return [lightened(one, used) if one["outcome"] in AS_IT_SHOULD_BE else one for one in findings]


def lightened(finding: Finding, used: Counter[str]) -> Finding:
    """One of them."""
    told: Finding = finding | {"remedy": ""}
    if finding["outcome"] == "NOT_APPLICABLE":
        return told | {"rerun": ""}
    if finding["outcome"] == "PASSED":
        return told | {"exchanges": finding["exchanges"] and [decisive(finding, used)]}
    return told


def referred(findings: Iterable[Finding], exchanges: Iterable[Exchange]) -> list[Exchange]:
    """The exchanges that a finding rests on."""
    used = uses(findings)
    return [one for one in exchanges if one["id"] in used]


def apart(run: Run) -> tuple[Run, Evidence]:
    """What goes into run.json, and what into evidence.json.

    There are the exchanges that only findings rest on that passed, and what is the same in each
    run: the faults that prove the checks, and the lists that these are measured against.
    """
    unmet = uses(one for one in run["findings"] if one["outcome"] != "PASSED")
    beside: Evidence = {
        "schema": SCHEMA,
        "started": run["started"],
        "faults": run["faults"],
        "exchanges": [one for one in run["exchanges"] if one["id"] not in unmet],
    }
    kept = [one for one in run["exchanges"] if one["id"] in unmet]
    rest: Run = run | {"faults": [], "exchanges": kept}
    if "coverage" in run:
        beside["coverage"] = run["coverage"]
        del rest["coverage"]
    return rest, beside


def joined(run: Run, beside: Evidence) -> Run:
    """The run with its evidence again. A file of another run is left aside."""
    if beside["started"] != run["started"]:
        return run
    whole: Run = run | {
        "faults": [*run["faults"], *beside["faults"]],
        "exchanges": [*run["exchanges"], *beside["exchanges"]],
    }
    if "coverage" in beside:
        whole["coverage"] = beside["coverage"]
    return whole
