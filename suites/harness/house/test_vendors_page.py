"""docs/vendors.md says what the data of the products say."""

from fakes.vendors import deviations
from suites.docs.vendors import TITLES, vendors_page
from suites.targets.recognition import BY_METADATA, VENDOR_NAMES


def test_every_product_has_its_section_and_every_deviation_its_row() -> None:
    page = vendors_page()
    assert set(TITLES) == set(BY_METADATA) == set(VENDOR_NAMES)
    for vendor in VENDOR_NAMES:
        assert page.count(f"## {TITLES[vendor]} (`{vendor}`)") == 1
        assert all(page.count(f"| {one.id} |") == 1 for one in deviations(vendor))
