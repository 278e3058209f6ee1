"""Every page of `docs` that is made from data."""

from pathlib import Path

from suites.docs.checks import checks_pages
from suites.docs.coverage import coverage_page, not_tested_page
from suites.docs.deployment import deployment_page
from suites.docs.settings import settings_page
from suites.docs.vendors import vendors_page

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[str, str]:
    """Each page by its path in `docs`."""
    return {
        "coverage.md": coverage_page(),
        "deployment.md": deployment_page(),
        "not-tested.md": not_tested_page(),
        "settings.md": settings_page(),
        "vendors.md": vendors_page(),
        **{f"checks/{name}": page for name, page in checks_pages().items()},
    }


def stale() -> list[Path]:
    """Pages of checks that are made no more."""
    made = {DOCS / name for name in pages()}
    return [path for path in (DOCS / "checks").glob("*.md") if path not in made]
