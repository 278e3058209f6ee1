"""The report page in Chromium: accessible, usable by keyboard, quiet, whole without JavaScript."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from reports.page import html
from reports.run import store
from reports.run.model import OUTCOMES
from reports.run.shape import Run
from suites.harness.given.report_samples import as_written, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

QUIET = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
Opener = Callable[..., "Page"]


@pytest.fixture(scope="module")
def sample() -> Run:
    told: Run = as_written(run(54, outcomes=dict.fromkeys(OUTCOMES, 1)))
    return told


@pytest.fixture(scope="module")
def address(sample: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page's file URL; the page shows every outcome."""
    assert {finding["outcome"] for finding in sample["findings"]} == set(OUTCOMES)
    path = tmp_path_factory.mktemp("report") / "report.html"
    store.write_text(path, html.page(sample))
    return path.as_uri()


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
def open_page(browser: "Browser", address: str) -> Iterator[Opener]:
    """Open the page with these context options; its complaints fail the test at the end."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    fetched: list[str] = []

    def opened(fragment: str = "", **options: Any) -> "Page":
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: fetched.append(request.url.partition("#")[0]))
        page.goto(address + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert set(fetched) == {address}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(open_page: Opener, scheme: str, size: dict[str, int]) -> None:
    """All rules, WCAG AA contrast included, with every fold open."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        pytest.fail("axe is missing: pip install axe-playwright-python")
    page = open_page(color_scheme=scheme, viewport=size)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def shown(page: "Page") -> list[str]:
    """The addresses of the findings that can be seen."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('details.group[open] [id*=\"@\"]:not(.exchange)')]"
        ".filter(one => !one.closest('[hidden]')).map(one => one.id)"
    )
    return ids


def addresses(sample: Run, **wanted: str) -> set[str]:
    """The addresses of the sample's findings with these fields."""
    return {
        f"{finding['check']}@{finding['target']}"
        for finding in sample["findings"]
        if wanted.items() <= finding.items()
    }


def test_a_filter_narrows_the_findings_and_stays_in_the_address(
    open_page: Opener, sample: Run
) -> None:
    """The count is announced; the address opens the same selection again; Clear ends it."""
    page = open_page()
    page.select_option("[name=outcome]", "PASSED")
    page.select_option("[name=target]", "okta-pkce")
    wanted = addresses(sample, outcome="PASSED", target="okta-pkce")
    assert set(shown(page)) == wanted
    assert page.text_content("#count") == f"{len(wanted)} of 54 findings shown"
    fragment = page.evaluate("location.hash")
    assert fragment == "#?outcome=PASSED&target=okta-pkce"
    again = open_page(fragment)
    assert set(shown(again)) == wanted
    again.click("text=Clear")
    again.locator("#count", has_text=re.compile("^54 findings$")).wait_for()
    assert again.evaluate("location.hash") == ""


@pytest.mark.parametrize("outcome", ["PASSED", "WARNED"])
def test_a_shared_link_scrolls_to_what_it_filters(open_page: Opener, outcome: str) -> None:
    """Whoever opens it sees the first of the findings, and not the head of the page."""
    page = open_page(f"#?outcome={outcome}")
    group = page.locator(f"details.group[data-outcome={outcome}]")
    top = group.bounding_box()["y"]
    assert 0 <= top < WIDE["height"] / 2


def test_text_is_found_anywhere_in_a_finding(open_page: Opener, sample: Run) -> None:
    """Every word must be there, in any order, upper or lower case."""
    page = open_page()
    page.fill("[name=text]", "@COGNITO unique-kid")
    assert set(shown(page)) == {"jwks/unique-kid@cognito"}
    page.fill("[name=text]", "no such words anywhere")
    assert shown(page) == []
    assert page.text_content("#count") == "0 of 54 findings shown"


def test_a_number_of_the_matrix_leads_to_its_findings(open_page: Opener, sample: Run) -> None:
    """The filter is set to the cell."""
    page = open_page()
    page.click(".chip[data-outcome=PASSED][data-target=cognito] >> nth=0")
    area = page.input_value("[name=area]")
    found = addresses(sample, outcome="PASSED", target="cognito")
    assert set(shown(page)) == {address for address in found if address.startswith(f"{area}/")}


def test_a_permalink_opens_its_finding(open_page: Opener, sample: Run) -> None:
    """Also one that is folded; the finding has the focus."""
    wanted = max(addresses(sample, outcome="PASSED"))
    page = open_page(f"#{wanted}")
    assert page.evaluate("document.activeElement.id") == wanted
    assert page.locator(f'[id="{wanted}"]').is_visible()


def test_a_line_for_several_targets_is_counted_for_each(open_page: Opener, sample: Run) -> None:
    """What has one reason is told once; the filter knows whom it concerns."""
    page = open_page()
    for outcome in ("NOT_APPLICABLE", "NOT_RUN"):
        for target in ("cognito", "okta-implicit"):
            page.select_option("[name=outcome]", outcome)
            page.select_option("[name=target]", target)
            wanted = addresses(sample, outcome=outcome, target=target)
            assert wanted <= set(shown(page))
            assert page.text_content("#count") == f"{len(wanted)} of 54 findings shown"


def test_a_permalink_to_a_further_target_opens_the_line(open_page: Opener) -> None:
    page = open_page()
    wanted = page.evaluate("document.querySelector('.same > li > i').id")
    line = open_page(f"#{wanted}").locator(f'li:has(> [id="{wanted}"])')
    assert line.is_visible()
    assert line.evaluate("line => line.contains(document.activeElement)")


def test_keys_walk_the_findings(open_page: Opener) -> None:
    """J and k step, e folds the evidence, / goes to the text, Escape clears it."""
    page = open_page()
    order = shown(page)
    focus = "document.activeElement.id"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focus) == order[1]
    page.keyboard.press("k")
    assert page.evaluate(focus) == order[0]
    folds = page.locator(f'[id="{order[0]}"] details.exchange')
    page.keyboard.press("e")
    assert folds.count() > 0
    assert folds.evaluate_all("folds => folds.every(fold => fold.open)")
    page.keyboard.press("/")
    page.keyboard.type("jwks")
    assert page.input_value("[name=text]") == "jwks"
    page.keyboard.press("Escape")
    page.locator("#count", has_text=re.compile("^54 findings$")).wait_for()


def test_everything_can_be_reached_with_the_tab_key(open_page: Opener) -> None:
    """The skip link comes first and leads past the navigation to the findings."""
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "outcome"


def test_the_copy_button_copies_the_command(open_page: Opener, sample: Run) -> None:
    """Exactly what the page shows."""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.locator("button.copy").first.click()
    page.locator("button.copy", has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied in {finding["rerun"] for finding in sample["findings"]}


def test_without_javascript_everything_can_be_read(open_page: Opener, sample: Run) -> None:
    """What failed is open, what passed unfolds, no dead control is shown."""
    page = open_page(java_script_enabled=False)
    assert not page.locator("#filter").is_visible()
    assert page.locator("button:visible").count() == 0
    failed = min(addresses(sample, outcome="FAILED"))
    assert page.locator(f'[id="{failed}"]').is_visible()
    passed = page.locator(f'[id="{min(addresses(sample, outcome="PASSED"))}"]')
    assert not passed.is_visible()
    page.locator("details.group[data-outcome=PASSED] > summary").click()
    passed.wait_for()


def test_no_hostile_value_runs(open_page: Opener) -> None:
    """The title is still ours, no dialog opened, no element appeared."""
    page = open_page()
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert page.title().startswith("Not conformant: ")
    assert page.locator("img, iframe").count() == 0


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_never_scrolls_sideways(open_page: Opener, size: dict[str, int]) -> None:
    """Long values wrap; wide tables scroll in their own frame."""
    page = open_page(viewport=size)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
