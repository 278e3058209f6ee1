"""Every fault against every check, on its home vendor: no collateral anywhere (`tox -e matrix`).

Noisy checks send bursts: only those that a fault names are put on it here, the others are held in
their own areas, with the tests of the harness.
"""

import pytest

from fakes.applications.faults import application_faults
from fakes.faults import faults
from suites.checks.catalogue import catalogue
from suites.checks.words import NOISY
from suites.harness.given.applications.proving import hold_on_applications
from suites.harness.given.proving import PROVIDERS, hold


@pytest.mark.parametrize("name", faults())
def test_no_check_is_red_but_those_that_a_fault_names(name: str) -> None:
    fault = faults()[name]
    ids = [
        one
        for one, check in catalogue(*PROVIDERS).items()
        if check.run_class != NOISY or one in fault.caught_by
    ]
    hold(fault, ids)


@pytest.mark.parametrize("name", application_faults())
def test_no_check_of_an_application_is_red_but_those_that_a_fault_names(name: str) -> None:
    """In each of its flows."""
    hold_on_applications(application_faults()[name], list(catalogue("rp")))
