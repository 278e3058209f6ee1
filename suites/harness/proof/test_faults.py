"""The proof of the suite: faults against checks, on the fakes.

Each fault is held here against the areas of the checks that must catch it; against the whole
catalogue it is held in `suites/harness/whole`.
"""

from functools import cache

import pytest

from fakes.faults import faults
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS, RED, described, hold, judgeable, outcomes
from suites.targets.embedded import EMBEDDED
from suites.verdicts.verdict import Outcome


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_healthy_fake_is_not_blamed(name: str) -> None:
    """No check is red, unjudged or broken on a fake without a fault."""
    found = outcomes(name, None, judgeable(name))
    blamed = {
        one: outcome
        for one, outcome in found.items()
        if outcome.outcome not in ("PASSED", "KNOWN", "NOT_APPLICABLE")
    }
    assert not blamed, described(blamed)


@pytest.mark.parametrize("name", faults())
def test_a_fault_is_caught_by_exactly_the_checks_that_it_names(name: str) -> None:
    """On its home vendor a fault turns the named checks red, and no other of their areas."""
    fault = faults()[name]
    unknown = sorted(fault.caught_by - set(catalogue(*PROVIDERS)))
    assert not unknown, f"caught_by: {', '.join(unknown)}: no such check; --list-checks names all"
    areas = {catalogue()[one].area for one in fault.caught_by}
    hold(fault, [one for one, check in catalogue(*PROVIDERS).items() if check.area in areas])


@pytest.mark.parametrize(
    ("vendor", "name"),
    [
        pytest.param(vendor, name, id=f"{vendor}: {name}")
        for vendor, one in EMBEDDED.items()
        for name, fault in faults().items()
        if vendor != "reference" and fault.vendor in ("reference", one.vendor)
    ],
)
def test_a_fault_is_caught_on_every_vendor_where_its_checks_apply(vendor: str, name: str) -> None:
    """A named check that passes on the healthy vendor turns red when the fault is put on it."""
    fault = faults()[name]
    named = sorted(fault.caught_by - fault.at_home)
    passing = [one for one in named if healthy(vendor)[one].outcome == "PASSED"]
    found = outcomes(vendor, fault, passing) if passing else {}
    missed = {one: outcome for one, outcome in found.items() if outcome.outcome not in RED}
    assert not missed, described(missed)


@cache
def healthy(name: str) -> dict[str, Outcome]:
    """The outcomes of all checks on a fake without a fault."""
    return outcomes(name, None, list(catalogue(*PROVIDERS)))


def test_every_check_can_go_red() -> None:
    """Each check is named by a fault."""
    caught = {one for fault in faults().values() for one in fault.caught_by}
    assert set(catalogue(*PROVIDERS)) - caught == set(), "checks that no fault trips"
    assert caught - set(catalogue(*PROVIDERS)) == set(), "faults that name unknown checks"
