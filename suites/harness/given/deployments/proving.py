"""How faults are put on the embedded deployment and held against the checks of its suite."""

from collections.abc import Iterable

from fakes.faults import Fault
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import RED, described
from suites.services.deployment import Deployment
from suites.services.embedded import EMBEDDED_DEPLOYMENT, home_of, running_deployment
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


def deployment_outcomes(
    fault: Fault | None, ids: Iterable[str], name: str = EMBEDDED_DEPLOYMENT
) -> dict[str, Outcome]:
    """The outcomes of the checks `ids` on an embedded deployment, or on the home of a fault."""
    faults = (fault,) if fault else ()
    target, stop = running_deployment(faults, home_of(fault) if fault else name)
    deployment = Deployment(target)
    try:
        return {one: judge(catalogue("deployment")[one], deployment) for one in ids}
    finally:
        deployment.close()
        stop()


def hold_on_the_deployment(fault: Fault) -> None:
    """Of all checks the fault turns those red that it names, and no other.

    Raises AssertionError.
    """
    found = deployment_outcomes(fault, catalogue("deployment"))
    broken = {one: told for one, told in found.items() if told.outcome == "ERRORED"}
    assert not broken, described(broken)
    red = {one: told for one, told in found.items() if told.outcome in RED}
    more = {one: told for one, told in red.items() if one not in fault.caught_by}
    assert not more, f"red and not in caught_by: name them, or narrow it:\n{described(more)}"
    missed = {one: found[one] for one in sorted(fault.caught_by - set(red))}
    assert not missed, f"in caught_by and not red: mend or unname them:\n{described(missed)}"
