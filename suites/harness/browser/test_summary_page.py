"""The executive summary in Chromium: two sheets of paper at most, readable wide and narrow."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.page.pdf import presume_chromium, printed
from reports.page.summary import summary_page
from reports.run.model import OUTCOMES
from suites.harness.browser.test_print import PAGE
from suites.harness.browser.test_report_page import NARROW, WIDE, browser
from suites.harness.given.report_samples import as_written, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]


@pytest.fixture(scope="module")
def html() -> str:
    """Of more targets than are told one by one, with every outcome."""
    return summary_page(as_written(run(2500, outcomes=dict.fromkeys(OUTCOMES, 1))))


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def shown(
    request: pytest.FixtureRequest, browser: "Browser", html: str, tmp_path: Path
) -> Iterator["Page"]:
    """The page, which may complain of nothing and fetch nothing."""
    complaints: list[str] = []
    fetched: list[str] = []
    path = tmp_path / "summary.html"
    path.write_text(html, "utf-8")
    context = browser.new_context(viewport=request.param)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda sent: fetched.append(sent.url))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert complaints == []
    assert fetched == [path.as_uri()]


def test_it_fits_two_sheets_of_paper(html: str) -> None:
    assert len(PAGE.findall(printed(html, presume_chromium()))) <= 2


def test_it_is_accessible_and_never_wider_than_the_window(shown: "Page") -> None:
    found = Axe().run(shown)
    assert found.violations_count == 0, found.generate_report()
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert shown.evaluate(wide)
    assert shown.locator("script").count() == 0
