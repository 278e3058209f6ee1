"""docs/vendors.md says what the data of the products say."""

from fakes.vendors import products
from suites.docs.vendors import vendors_page


def test_every_product_has_its_section_and_every_deviation_its_row() -> None:
    page = vendors_page()
    assert products()
    for product in products().values():
        assert page.count(f"## {product.title} (`{product.name}`)") == 1
        assert all(page.count(f"| {one.id} |") == 1 for one in product.deviations)
