"""The printed report: a document for a ticket, by Chromium, as a user prints it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fakes.running import RunningFake
from fakes.wire.certificates import authority_pem
from suites.harness.browser.test_report_page import browser
from suites.harness.given.runs import Run, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
PAGE = re.compile(rb"/Type\s*/Page\b")
SECTIONS = ["diagnoses", "open", "findings", "unjudged", "environment", "targets"]
OPEN = ("FAILED", "WARNED", "ERRORED")
ON_PAPER = "one => one.checkVisibility({contentVisibilityAuto: true}) && one.offsetHeight > 0"


@pytest.fixture(scope="module")
def mistyped(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run in which nothing but HOST is wrong."""
    folder = tmp_path_factory.mktemp("mistyped")
    authority = folder / "ca.pem"
    authority.write_text(authority_pem(), "utf-8")
    with RunningFake("reference", loopback="https") as fake:
        setup = fake.setup().changed(ca_bundle=str(authority), host="https://wanbd.example.com")
        return run(folder / "out", "--rate", "1000", environment=setup.variables())


@pytest.fixture
def printed(browser: "Browser", mistyped: Run) -> Iterator["Page"]:
    """The page of that run, as it is printed."""
    page = browser.new_page()
    page.goto((mistyped.folder / "latest" / "report.html").as_uri())
    page.emulate_media(media="print")
    yield page
    page.close()


def pages(page: "Page") -> int:
    """How many pages the paper has."""
    return len(PAGE.findall(page.pdf()))


def test_one_wrong_callback_is_at_most_ten_pages(printed: "Page", mistyped: Run) -> None:
    """Everything that was not run has one cause, and is told once."""
    assert [one["id"] for one in mistyped.data["diagnoses"]][:1] == ["callback-not-registered"]
    assert 1 < pages(printed) <= 10


def test_paper_has_answers_causes_findings_and_settings_in_this_order(printed: "Page") -> None:
    """And says where the rest is."""
    assert printed.locator(".band .answers").is_visible()
    on_paper = printed.locator("main > section:visible")
    assert on_paper.evaluate_all("all => all.map(one => one.id)") == SECTIONS
    assert printed.locator("footer").inner_text().startswith("On paper are the answers")
    assert printed.locator("#targets").get_by_text("wanbd.example.com", exact=False).count() > 0


@pytest.mark.parametrize("state", ["as it opens", "with all folds closed", "with a filter"])
def test_paper_has_everything_open_with_its_evidence(
    printed: "Page", mistyped: Run, state: str
) -> None:
    """Whatever the reader folded or filtered away on the screen before."""
    printed.emulate_media(media="screen")
    if state == "with all folds closed":
        printed.evaluate(
            "document.querySelectorAll('details').forEach(one => { one.open = false })"
        )
    elif state == "with a filter":
        printed.select_option("[name=level]", "MAY")
    printed.emulate_media(media="print")
    for finding in mistyped.data["findings"]:
        if finding["outcome"] in OPEN:
            article = printed.locator(f'[id="{finding["check"]}@{finding["target"]}"]')
            assert article.evaluate(ON_PAPER), finding["check"]
            messages = article.locator(".messages pre, .compare dd, .rerun code")
            assert messages.evaluate_all(f"all => all.every({ON_PAPER})"), finding["check"]
    refused = printed.locator("#findings .messages pre", has_text="The redirect_uri is not")
    assert refused.first.evaluate(ON_PAPER)
    assert not printed.locator("#filter").is_visible()


def test_a_long_answer_is_cut_on_paper_and_says_so(printed: "Page") -> None:
    """The screen has it; a discovery document fills two pages."""
    document = printed.locator("#findings .messages pre", has_text="authorization_endpoint").first
    assert re.search(r"… \d+ characters more in run.json", document.inner_text())
    printed.emulate_media(media="screen")
    assert "more in run.json" not in document.inner_text()


def test_a_healthy_run_is_at_most_four_pages(browser: "Browser", tmp_path: Path) -> None:
    found = run(tmp_path, "--target", "cognito")
    assert found.exit_code == 0, found.output
    page = browser.new_page()
    page.goto((found.folder / "latest" / "report.html").as_uri())
    assert pages(page) <= 4
