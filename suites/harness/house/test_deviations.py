"""What is documented of the products: every row of the list is data, with source and date."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from fakes.vendors import Deviation, deviations, vendors
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS
from suites.run.findings import notices_of
from suites.targets.sources import embedded

# The rows of the list of deviations, by vendor; a vendor's own file may have more.
ROWS = {
    "cognito": [f"D-C{number}" for number in range(1, 19)],
    "okta": [f"D-O{number}" for number in range(1, 9)],
    "auth0": [f"D-A{number}" for number in range(1, 5)],
    "google": ["D-G1"],
    "entra": [f"D-E{number}" for number in range(1, 8)],
    "keycloak": ["D-K1", "D-K2"],
    "ping": ["D-P1", "D-P2"],
}


@pytest.mark.parametrize("vendor", [vendor for vendor in ROWS if vendor in vendors()])
def test_every_row_of_the_list_is_data(vendor: str) -> None:
    known = [one.id for one in deviations(vendor)]
    assert set(ROWS[vendor]) <= set(known)
    assert len(known) == len(set(known))


@pytest.mark.parametrize("vendor", vendors())
def test_a_deviation_has_a_source_a_date_and_checks_that_exist(vendor: str) -> None:
    for one in deviations(vendor):
        assert one.says
        assert urlsplit(one.source).scheme == "https", one.id
        assert date.fromisoformat(one.compared), one.id
        assert set(one.checks) <= set(catalogue(*PROVIDERS)), one.id


def test_what_is_allowed_explains_no_finding_and_is_never_gone() -> None:
    allowed = [one for one in deviations("okta") if not one.checks]
    assert [one.id for one in allowed] == ["D-O3", "D-O5", "D-O6", "D-O8", "D-O23"]
    sources = {"okta": embedded("okta-pkce", None)}
    findings = [
        {"target": "okta", "check": one, "outcome": "PASSED"} for one in catalogue(*PROVIDERS)
    ]
    told = notices_of(findings, sources, {"okta": "okta"}, date(2026, 11, 24))
    gone = [one["text"].partition(" ")[0] for one in told]
    assert gone == [one.id for one in deviations("okta") if one.checks]


def test_an_entry_is_read_as_it_is_written() -> None:
    entry = {"id": "D-X1", "checks": [], "says": "a", "source": "b", "compared": date(2026, 1, 2)}
    read = Deviation.from_data(entry)
    assert (read.checks, read.compared) == ((), "2026-01-02")
