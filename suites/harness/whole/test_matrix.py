"""Every fault against every check, on its home vendor: no collateral anywhere (`tox -e matrix`)."""

import pytest

from fakes.faults import faults
from suites.catalogue import catalogue
from suites.harness.proving import hold


@pytest.mark.parametrize("name", faults())
def test_no_check_is_red_but_those_that_a_fault_names(name: str) -> None:
    hold(faults()[name], list(catalogue()))
