"""The proof of the saml suite: faults of the embedded identity provider against all checks."""

import pytest

from fakes.saml.faults import saml_faults
from suites.checks.catalogue import catalogue
from suites.harness.given.identity_providers.proving import (
    hold_on_the_identity_provider,
    saml_outcomes,
)
from suites.harness.given.proving import described
from suites.idp.embedded import EMBEDDED


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_right_identity_provider_is_not_blamed(name: str) -> None:
    """No check is red, unjudged or broken on one without a fault."""
    found = saml_outcomes(name, None)
    blamed = {
        one: told for one, told in found.items() if told.outcome not in ("PASSED", "NOT_APPLICABLE")
    }
    assert not blamed, described(blamed)


@pytest.mark.parametrize("name", saml_faults())
def test_a_fault_is_caught_by_exactly_the_checks_that_it_names(name: str) -> None:
    fault = saml_faults()[name]
    unknown = sorted(fault.caught_by - set(catalogue("saml")))
    assert not unknown, f"caught_by: {', '.join(unknown)}: no such check; --list-checks names all"
    hold_on_the_identity_provider(fault)


def test_every_check_of_an_identity_provider_can_go_red() -> None:
    caught = {one for fault in saml_faults().values() for one in fault.caught_by}
    assert set(catalogue("saml")) - caught == set(), "checks that no fault trips"
