"""The overview of a fleet in Chromium: accessible, sorted, filtered, whole without JavaScript."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.page.fleet import fleet_page
from reports.run.row import Row, without_run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
NAMES = "tbody tr:not([hidden]) th a"
Opener = Callable[..., "Page"]


def row(number: int) -> Row:
    """Target 3 is worst; 4 has something new."""
    told = without_run(f"idp-{number}", f"https://{number}.example", "", 0, "", "d")
    told |= {"verdict": "conformant", "requests": number * 100, "new": int(number == 4), "fixed": 0}
    told |= {"page": f"targets/idp-{number}/report.html", "works": "yes"}
    if number == 3:
        told |= {"verdict": "not conformant", "because": "No PKCE.", "works": "no"}
        told["open"] |= {"high": 2}
    return told


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """The system's Chromium; missing pieces fail with what to install."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("Playwright is missing: pip install 'ssoproof[browser]'")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("chromium is not on the PATH: install it (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: "Browser", tmp_path: Path) -> Iterator[Opener]:
    """Opens the overview of twelve targets; what it complains about fails the test at the end."""
    complaints: list[str] = []
    path = tmp_path / "fleet.html"
    path.write_text(fleet_page([row(n) for n in range(1, 13)], 12, "2026-11-29T03:04:05+00:00"))

    def opened(**context: object) -> "Page":
        page = browser.new_context(**context).new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in browser.contexts:
        context.close()
    assert complaints == []


def test_it_is_accessible(open_page: Opener) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme, bypass_csp=True)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_it_is_filtered_by_words_verdict_and_what_is_new(open_page: Opener) -> None:
    page = open_page()
    assert page.locator(NAMES).count() == 12
    page.fill("[name=text]", "3.example PKCE")
    assert page.locator(NAMES).all_inner_texts() == ["idp-3"]
    assert page.inner_text("#count") == "1 of 12 targets shown"
    page.click("button[type=reset]")
    page.select_option("[name=since]", "new")
    assert page.locator(NAMES).all_inner_texts() == ["idp-4"]
    page.select_option("[name=since]", "")
    page.select_option("[name=verdict]", "conformant")
    assert page.locator(NAMES).count() == 11


def test_it_is_sorted_by_each_column(open_page: Opener) -> None:
    """Numbers with the largest first, names as people count, verdicts with the worst first."""
    page = open_page()
    first = page.locator(NAMES).first
    page.click("th button:has-text('Requests')")
    assert first.inner_text() == "idp-12"
    page.click("th button:has-text('Requests')")
    assert first.inner_text() == "idp-1"
    page.click("th button:has-text('Target')")
    assert page.locator(NAMES).all_inner_texts()[:3] == ["idp-1", "idp-2", "idp-3"]
    page.click("th button:has-text('Open')")
    assert first.inner_text() == "idp-3"
    page.click("th button:has-text('Requests')")
    page.click("th button:has-text('Verdict')")
    assert first.inner_text() == "idp-3"
    assert page.get_attribute("th:has-text('Verdict')", "aria-sort") == "ascending"


def test_without_javascript_everything_is_there(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator(NAMES).all_inner_texts()[0] == "idp-3"
    assert page.locator(NAMES).count() == 12
    assert not page.locator("#filter").is_visible()
