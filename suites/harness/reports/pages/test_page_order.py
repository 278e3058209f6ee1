"""The head of the report page: what a reader asks first, and how the run was made."""

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from reports.page import html, views
from reports.run import model
from reports.run.shape import Run
from suites.harness.given.report_elements import attribute, first
from suites.harness.given.report_samples import as_written, run


@pytest.fixture(scope="module")
def sample() -> Run:
    told: Run = as_written(run(600))
    return told


@pytest.fixture(scope="module")
def tree(sample: Run) -> HTMLParser:
    return HTMLParser(html.page(sample))


def test_the_page_is_in_the_order_of_what_a_reader_asks(tree: HTMLParser) -> None:
    """Answers, causes, what is open, then what was not judged, the areas, and the rest."""
    sections = [attribute(one, "id") for one in tree.css("main > section")]
    assert sections[:6] == ["diagnoses", "open", "findings", "unjudged", "matrix", "others"]
    first(tree, ".band .answers")
    places = {
        attribute(group, "data-outcome"): attribute(one, "id")
        for one in tree.css("main > section")
        for group in one.css("details.group")
    }
    assert {name for name, place in places.items() if place == "findings"} == {
        "FAILED", "ERRORED", "WARNED",
    }  # fmt: skip


def test_each_weakness_is_one_line_the_worst_first() -> None:
    """What a cause explains is one of them; each leads to its findings."""
    sample = run(60, outcomes={"FAILED": 1})
    target = sample["diagnoses"][0]["target"]
    for number, finding in enumerate(sample["findings"]):
        finding["where"] = f"place {number % 2}"
    rows = HTMLParser(html.page(sample)).css("#open li")
    told = [str(first(row, ".severity").text()) for row in rows if row.css(".severity")]
    assert told == sorted(told, key=list(model.SEVERITIES).index)
    summary = sample["diagnoses"][0]["summary"]
    (caused,) = [row for row in rows if summary in row.text()]
    number = len(sample["diagnoses"][0]["explains"])
    more = re.search(r"and (\d+) more", caused.text())
    assert len(caused.css("a")) + (int(more[1]) if more else 0) == number
    assert all(attribute(link, "href").endswith(f"@{target}") for link in caused.css("a"))


def test_the_band_counts_what_is_open_by_severity(sample: Run) -> None:
    """And says of fakes that they are none of the products."""
    target = sample["targets"][0]
    assert "answers" in target
    changed: Any = as_written(sample)
    for one in changed["targets"]:
        one["answers"]["safe"]["open"] = {"critical": 1, "high": 0, "medium": 2, "low": 0}
    changed["targets"][0]["fake"] = True
    band = first(HTMLParser(html.page(changed)), ".band")
    number = len(changed["targets"])
    told = [one.text() for one in band.css(".open-severities li")]
    assert told == [f"{number} critical", f"{2 * number} medium"]
    assert f"no product: {target['name']}." in first(band, ".fakes").text()


def test_the_settings_of_each_target_are_told(sample: Run) -> None:
    """With driver, commit and command line: whoever gets the page can run it again."""
    changed: Any = as_written(sample)
    changed["targets"][0] |= {"settings": {"HOST": "https://app.example"}, "login": "browser"}
    changed["versions"]["commit"] = "abc123-dirty"
    changed["options"]["command"] = "pytest suites/oidc --allow noisy"
    tree = HTMLParser(html.page(changed))
    settings = first(tree, "#targets table").text()
    assert "https://app.example" in settings
    assert "browser" in settings
    environment = first(tree, "#environment").text()
    assert "abc123-dirty" in environment
    assert "pytest suites/oidc --allow noisy" in environment


def test_a_forecast_has_its_modules_inside(tree: HTMLParser) -> None:
    """Beside the answers: each profile that is claimed with its word, the worst module first."""
    block = first(tree, ".target .forecasts")
    (profile,) = block.css("details")
    summary = first(profile, "summary").text()
    assert " ".join(summary.split()) == "Basic OP: would fail Of its 4 modules 1 would fail."
    words = [first(one, "b").text() for one in profile.css("li")]
    assert words == ["would fail", "would warn", "would pass", "not judged"]
    assert first(profile, "code").text() == "module-0"


def forecast(*words: tuple[str, str]) -> list[tuple[str, str, list[str]]]:
    """What the page says of modules with these words and reasons."""
    told: list[Any] = [
        {"module": f"module-{n}", "word": word, "because": f"a/{n}: {says}", "check": f"a/{n}"}
        for n, (word, says) in enumerate(words)
    ]
    return [(one["word"], one["because"], one["modules"]) for one in views.by_word(told)]


def test_modules_that_were_not_judged_for_one_reason_are_one_line() -> None:
    """Of a run of one check these are all of them."""
    no = ("not judged", "No.")
    assert forecast(no, no, ("would fail", "Bad."), ("not judged", "x")) == [
        ("would fail", "a/2: Bad.", ["module-2"]),
        ("not judged", "No.", ["module-0", "module-1"]),
        ("not judged", "x", ["module-3"]),
    ]
    assert forecast(no, no) == [("not judged", "No.", ["all 2 modules"])]
    assert forecast(no) == [("not judged", "No.", ["module-0"])]
