"""The proof of the deployment suite: faults of the embedded deployment against all checks."""

import pytest

from fakes.deployment.faults import deployment_faults
from suites.checks.catalogue import catalogue
from suites.harness.given.deployments.proving import deployment_outcomes, hold_on_the_deployment
from suites.harness.given.proving import described
from suites.services.embedded import EMBEDDED


@pytest.mark.parametrize("name", EMBEDDED)
def test_the_right_deployment_is_not_blamed(name: str) -> None:
    """No check is red, unjudged or broken on a deployment without a fault."""
    found = deployment_outcomes(None, catalogue("deployment"), name)
    blamed = {
        one: told for one, told in found.items() if told.outcome not in ("PASSED", "NOT_APPLICABLE")
    }
    assert not blamed, described(blamed)


@pytest.mark.parametrize("name", deployment_faults())
def test_a_fault_is_caught_by_exactly_the_checks_that_it_names(name: str) -> None:
    fault = deployment_faults()[name]
    unknown = sorted(fault.caught_by - set(catalogue("deployment")))
    assert not unknown, f"caught_by: {', '.join(unknown)}: no such check; --list-checks names all"
    hold_on_the_deployment(fault)


def test_every_check_of_a_deployment_can_go_red() -> None:
    caught = {one for fault in deployment_faults().values() for one in fault.caught_by}
    assert set(catalogue("deployment")) - caught == set(), "checks that no fault trips"
