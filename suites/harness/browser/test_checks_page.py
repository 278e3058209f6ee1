"""The page of the checks in Chromium: accessible, quiet, and led to by the page of the run."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.page.files import pages
from reports.run import store
from reports.run.shape import Run
from suites.harness.browser.test_report_page import NARROW, WIDE, browser
from suites.harness.given.report_samples import as_written, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]


@pytest.fixture(scope="module")
def sample() -> Run:
    told: Run = as_written(run(54))
    red = next(one["check"] for one in told["findings"] if one["outcome"] == "FAILED")
    told["coverage"] = [
        {"list": "A standard", "group": "1", "name": "1.1", "checks": [red], "not_tested": ""}
    ]
    return told


@pytest.fixture(scope="module")
def report(sample: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run, with the page of the checks beside it."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    for file, made in pages(path).items():
        store.write_text(file, made(sample))
    return path


@pytest.fixture
def page(browser: "Browser", report: Path) -> Iterator["Page"]:
    """The page of the run; complaints of either page fail the test at the end."""
    complaints: list[str] = []
    opened = browser.new_page(viewport=WIDE, reduced_motion="reduce")
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(report.as_uri())
    yield opened
    opened.close()
    assert complaints == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(page: "Page", size: dict[str, int]) -> None:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        pytest.fail("axe is missing: pip install axe-playwright-python")
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.get_by_role("link", name="Checks and proof").click()
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_fault_is_shown_where_it_is_described(page: "Page") -> None:
    """From a finding to the fault that proves its check, and from there to the check."""
    page.locator(".facts a[href*='fault:']").first.click()
    page.wait_for_url("**/checks.html#fault:**")
    wanted = page.locator(":target")
    assert wanted.is_visible()
    wanted.get_by_role("link").first.click()
    page.wait_for_url("**/checks.html#check:**")
    assert page.locator(":target").is_visible()


def test_a_list_leads_back_to_the_finding(page: "Page") -> None:
    page.goto(page.url.replace("report.html", "checks.html"))
    page.locator("#coverage summary").click()
    page.locator("#coverage a[href^='report.html#']").first.click()
    page.wait_for_url("**/report.html#**")
    assert page.locator(":target").is_visible()
