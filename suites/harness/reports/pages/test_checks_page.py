"""The page of the checks: each with its proof, and what is led to from the page of the run."""

from typing import Any
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from reports.page import html
from reports.page.catalogue import checks_page, lists
from reports.run.shape import Run
from suites.harness.given.report_elements import attribute, first
from suites.harness.given.report_samples import as_written, run


@pytest.fixture(scope="module")
def sample() -> Run:
    told: Run = as_written(run(600))
    told["coverage"] = [
        {
            "list": "A <standard>", "group": "1", "name": "1.1", "not_tested": "",
            "checks": [told["findings"][0]["check"]],
        }
    ]  # fmt: skip
    told["findings"][0]["outcome"] = "FAILED"
    return told


@pytest.fixture(scope="module")
def tree(sample: Run) -> HTMLParser:
    return HTMLParser(checks_page(sample))


def links(tree: HTMLParser) -> set[str]:
    """Where the page leads."""
    return {unquote(attribute(link, "href")) for link in tree.css("a")}


def test_every_check_and_every_fault_is_there_once(sample: Run, tree: HTMLParser) -> None:
    """Each check with why it matters; each fault with what it does and what catches it."""
    for entry in sample["catalogue"]:
        told = first(tree, f'[id="check:{entry["id"]}"]').text()
        assert all(one in told for one in (entry["title"], entry["why"], entry["level"]))
        assert entry["remedy"].replace("`", "") in told
        assert entry["faults"][0] in told
    for fault in sample["faults"]:
        told = first(tree, f'[id="fault:{fault["name"]}"]').text()
        assert fault["says"] in told
        assert all(check in told for check in fault["caught_by"])


def test_a_fault_that_nobody_describes_is_there_by_its_name(sample: Run) -> None:
    """What a thinned run still has."""
    tree = HTMLParser(checks_page(sample | {"faults": []}))
    name = sample["faults"][0]["name"]
    assert name in first(tree, f'[id="fault:{name}"]').text()


def test_the_two_pages_lead_to_each_other(sample: Run, tree: HTMLParser) -> None:
    """Addresses are unique, and each inner link names one."""
    page = HTMLParser(html.page(sample))
    for one, other, file in ((page, tree, "checks.html#"), (tree, page, "report.html#")):
        ids = [attribute(element, "id") for element in other.css("[id]")]
        assert len(ids) == len(set(ids))
        asked = {link.partition("#")[2] for link in links(one) if link.startswith(file)}
        assert asked
        assert asked <= set(ids)
    inner = {link[1:] for link in links(tree) if link.startswith("#")}
    assert inner <= {attribute(element, "id") for element in tree.css("[id]")}


def test_a_row_of_a_list_leads_to_the_finding_that_says_no(sample: Run, tree: HTMLParser) -> None:
    red = sample["findings"][0]
    row = first(tree, "#coverage tbody tr")
    assert "A <standard>" in first(tree, "#coverage").text()
    assert f"{red['target']}: not met" in row.text()
    assert f"report.html#{red['check']}@{red['target']}" in links(tree)


def listed(row: dict[str, Any], *outcomes: str) -> str:
    """What the page says of a row whose checks ended so on one target."""
    told = as_written(run(1))
    target = told["targets"][0]["name"]
    base = told["findings"][0]
    told["findings"] = [
        {**base, "check": f"area/{number}", "target": target, "outcome": outcome}
        for number, outcome in enumerate(outcomes)
    ]
    checks = [f"area/{number}" for number in range(len(outcomes))]
    whole = {"list": "A standard", "group": "1", "name": "1.1", "not_tested": "", "checks": checks}
    told["coverage"] = [whole | row]
    (group,) = lists(told)["A standard"]["groups"].values()
    return str(group[0]["met"].get(target, {"word": ""})["word"])


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        (("PASSED", "NOT_APPLICABLE"), "met"),
        (("PASSED", "NOT_RUN"), "met in part"),
        (("PASSED", "WARNED"), "not met"),
        (("KNOWN",), "not met"),
        (("NOT_APPLICABLE", "REVIEW"), "not judged"),
        (("NOT_RUN",), "not judged"),
        (("NOT_APPLICABLE", "NOT_APPLICABLE"), "not applicable"),
        ((), ""),
    ],
)
def test_a_row_of_a_standard_says_whether_it_is_met(outcomes: tuple[str, ...], word: str) -> None:
    assert listed({}, *outcomes) == word


def test_a_row_that_is_left_out_in_part_is_met_in_part_at_most() -> None:
    assert listed({"not_tested": "the other half"}, "PASSED") == "met in part"
