"""`python -m suites.coverage` makes docs/coverage.md and docs/not-tested.md anew."""

from pathlib import Path

from suites.coverage.pages import coverage_page, not_tested_page

DOCS = Path(__file__).parents[2] / "docs"

if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    (DOCS / "coverage.md").write_text(coverage_page(), "utf-8")
    (DOCS / "not-tested.md").write_text(not_tested_page(), "utf-8")
