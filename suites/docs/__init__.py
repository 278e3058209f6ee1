"""The pages of `docs` that are made from data."""

from pathlib import Path

from suites.docs.coverage import coverage_page, not_tested_page
from suites.docs.vendors import vendors_page

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[str, str]:
    """Each page by its name in `docs`."""
    return {
        "coverage.md": coverage_page(),
        "not-tested.md": not_tested_page(),
        "vendors.md": vendors_page(),
    }
