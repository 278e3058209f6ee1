"""The proof of the application suite: weaknesses of the embedded application against its checks.

Each is held here by the checks that it names, in every flow; that it turns no other red takes
minutes, and is held in `suites/harness/whole`.
"""

import pytest

from fakes.applications.faults import application_faults
from suites.application.embedded import EMBEDDED
from suites.checks.catalogue import catalogue
from suites.harness.given.applications.proving import application_outcomes, hold_on_applications
from suites.harness.given.proving import described


@pytest.mark.parametrize("name", EMBEDDED)
def test_the_healthy_application_is_not_blamed(name: str) -> None:
    """No check is red, unjudged or broken on an application without a fault."""
    found = application_outcomes(name, None, catalogue("rp"))
    blamed = {
        one: told for one, told in found.items() if told.outcome not in ("PASSED", "NOT_APPLICABLE")
    }
    assert not blamed, described(blamed)


@pytest.mark.parametrize("name", application_faults())
def test_a_weakness_is_caught_by_the_checks_that_it_names(name: str) -> None:
    fault = application_faults()[name]
    unknown = sorted(fault.caught_by - set(catalogue("rp")))
    assert not unknown, f"caught_by: {', '.join(unknown)}: no such check; --list-checks names all"
    hold_on_applications(fault, sorted(fault.caught_by))


def test_every_check_of_an_application_can_go_red() -> None:
    caught = {one for fault in application_faults().values() for one in fault.caught_by}
    assert set(catalogue("rp")) - caught == set(), "checks that no fault trips"
    assert caught - set(catalogue("rp")) == set(), "faults that name unknown checks"
