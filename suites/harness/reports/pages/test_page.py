"""The report page as text: complete without JavaScript, and safe whatever a target sent."""

import base64
import hashlib
import re
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from reports.page import html
from reports.run import model, text
from reports.run.shape import Finding, Run
from suites.harness.given.report_elements import attribute, first
from suites.harness.given.report_samples import HOSTILE, as_written, run


@pytest.fixture(scope="module")
def sample() -> Run:
    told: Run = as_written(run(600))
    return told


@pytest.fixture(scope="module")
def page(sample: Run) -> str:
    return html.page(sample)


@pytest.fixture(scope="module")
def tree(page: str) -> HTMLParser:
    return HTMLParser(page)


def test_the_policy_allows_exactly_our_style_and_script(tree: HTMLParser) -> None:
    """Anything injected would not run, even if escaping failed."""
    policy = attribute(first(tree, "meta[http-equiv=Content-Security-Policy]"), "content")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (element,) = tree.css(tag)
        digest = hashlib.sha256(element.text(deep=True).encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_nothing_is_fetched_and_nothing_runs_from_an_attribute(tree: HTMLParser) -> None:
    """One file, no network, no inline handler, no inline style."""
    allowed = {"href", "id", "class", "title"}
    for element in tree.css("*"):
        names = set(element.attributes)
        assert not names & {"src", "srcset", "style", "action", "formaction", "ping", "data"}
        assert not {name for name in names if name.startswith("on")}
        if element.tag == "a":
            assert names <= allowed | {"rel", "data-outcome", "data-area", "data-target"}
    assert not tree.css("link, img, iframe, object, embed, base, audio, video")


def test_only_web_addresses_become_links(tree: HTMLParser) -> None:
    """A source `javascript:…` stays text; what leaves the page tells nobody where it came from."""
    for link in tree.css("a"):
        target = attribute(link, "href")
        if not target.startswith(("#", "checks.html")):
            assert target.startswith(("https://", "http://"))
            assert attribute(link, "rel") == "noreferrer"


def test_words_after_the_address_of_a_source_are_no_part_of_the_link() -> None:
    """A source says when it was compared."""
    sample = run(3, outcomes={"KNOWN": 1})
    sample["findings"][0]["source"] = "https://docs.example/x (compared 2026-11-22)"
    page = HTMLParser(html.page(sample))
    assert first(page, 'a[href="https://docs.example/x"]').text() == "https://docs.example/x"
    assert "x (compared 2026-11-22)" in first(page, ".finding").text()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("field", ["reason", "expected", "actual", "where", "remedy", "source"])
def test_hostile_text_of_a_finding_is_shown_as_text(field: str, value: str) -> None:
    """It reads as it was sent, hidden characters visible, and makes no element."""
    sample: Any = run(3, outcomes={"FAILED": 1})
    plain = elements(html.page(sample))
    sample["findings"][0][field] = value
    changed = html.page(sample)
    assert elements(changed) - plain <= {"details", "span"}
    assert text.visible(value)[:400] in first(HTMLParser(changed), ".finding").text()


def elements(page: str) -> set[str | None]:
    """The names of the elements that the page has."""
    return {element.tag for element in HTMLParser(page).css("*")}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=20))
def test_any_text_anywhere_leaves_the_page_whole(value: str) -> None:
    """Whatever the value, in whatever field, the page has the same elements and ends."""
    sample = run(3, outcomes={"FAILED": 1})
    before = len(HTMLParser(html.page(sample)).css("*"))
    proof = sample["findings"][0]["exchanges"]
    exchange = next(exchange for exchange in sample["exchanges"] if exchange["id"] in proof)
    exchange["request"]["headers"] = [[value, value], ["b", "c"]]
    exchange["request"]["method"] = exchange["purpose"] = value
    sample["options"]["HOST"] = sample["notices"][0]["text"] = value
    after = html.page(sample)
    code = value.count("`") // 2
    assert len(HTMLParser(after).css("*")) - before == code
    assert after.endswith("</html>")


def test_hidden_characters_are_shown() -> None:
    """Nothing changes how its neighbourhood reads."""
    assert text.visible("a\x00b\x1b[2J\u202egnp\u202c\ud800\r") == (
        "a‹U+0000›b‹U+001B›[2J‹U+202E›gnp‹U+202C›‹U+D800›‹U+000D›"
    )
    assert text.visible("tab\tand\r\nlines\n") == "tab\tand\r\nlines\n"


def test_long_values_are_capped_and_say_so() -> None:
    """A megabyte of a target's text is not a megabyte of page."""
    sample = run(3, outcomes={"FAILED": 1})
    short = len(html.page(sample))
    for finding in sample["findings"]:
        finding["actual"] = "x" * 1_000_000
    page = html.page(sample)
    assert len(page) - short < 3 * 10_000
    assert "992000 characters left out" in page


def test_every_finding_is_there_without_javascript(sample: Run, tree: HTMLParser) -> None:
    """Each has its address, its requirement and, unless it passed, its values and remedy."""
    entries = {entry["id"]: entry for entry in sample["catalogue"]}
    for finding in sample["findings"]:
        told = article_of(tree, finding).text()
        assert entries[finding["check"]]["title"] in told
        assert finding["reason"] in told
        if finding["outcome"] in ("FAILED", "WARNED"):
            assert text.visible(finding["expected"]) in told
            assert text.visible(finding["actual"])[:400] in told
            assert finding["rerun"] in told
            assert entries[finding["check"]]["faults"][0] in told


def article_of(tree: HTMLParser, finding: Finding) -> LexborNode:
    """The article that has the address of a finding: its own, or that of its kind."""
    node: LexborNode | None = first(tree, f'[id="{finding["check"]}@{finding["target"]}"]')
    while node and node.tag != "article":
        node = node.parent
    assert node
    return node


def test_what_failed_is_open_and_what_passed_is_folded(tree: HTMLParser) -> None:
    """In the order of the outcomes; within one, the worst severity first."""
    groups = tree.css("details.group")
    names = [attribute(group, "data-outcome") for group in groups]
    assert names == list(model.OUTCOMES)
    opened = {name for name, group in zip(names, groups, strict=True) if "open" in group.attributes}
    assert opened == {"FAILED", "ERRORED", "REVIEW", "WARNED"}
    for group in groups:
        kinds = group.css("article.alike:not(:has(.met))") or [group]
        for kind in kinds:
            found = [attribute(one, "data-severity") for one in kind.css("[data-severity]")]
            assert found
            assert found == sorted(found, key=list(model.SEVERITIES).index)


def test_addresses_are_unique_and_every_inner_link_leads_somewhere(tree: HTMLParser) -> None:
    """A permalink in a ticket opens what it names."""
    ids = [attribute(element, "id") for element in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    links = [attribute(link, "href") for link in tree.css("a")]
    assert {unquote(link[1:]) for link in links if link.startswith("#")} <= set(ids)


def test_headings_are_in_order_and_tables_are_labelled(tree: HTMLParser) -> None:
    """No level is skipped; each table has a caption and scoped headings; the language is set."""
    levels = [int(str(h.tag)[1]) for h in tree.css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert attribute(first(tree, "html"), "lang") == "en"
    for table in tree.css("table"):
        assert table.css_first("caption") is not None
        assert all("scope" in heading.attributes for heading in table.css("th"))


def test_the_matrix_counts_every_finding(sample: Run, tree: HTMLParser) -> None:
    """Its cells add up to the run."""
    counts = [int(re.findall(r"\d+", chip.text())[0]) for chip in tree.css(".matrix .chip")]
    assert sum(counts) == len(sample["findings"])


def test_the_legend_defines_every_word(tree: HTMLParser) -> None:
    """Verdicts, outcomes, levels, severities, run classes and exit codes."""
    legend = first(tree, "#legend").text()
    for words in (model.VERDICTS, model.OUTCOMES):
        assert all(word.label in legend and word.says in legend for word in words.values())
    for says in (model.LEVELS, model.SEVERITIES, model.RUN_CLASSES, model.EXIT_CODES):
        assert all(line in legend for line in says.values())


def test_a_run_with_nothing_but_problems_has_a_page() -> None:
    """No target, no catalogue, no finding: the page says what broke."""
    sample: Any = run(3)
    for part in ("targets", "catalogue", "faults", "findings", "exchanges", "notices"):
        sample[part] = []
    sample["problems"] = [{"where": "suites/oidc/test_x.py", "text": "SyntaxError: <here>"}]
    shown = first(HTMLParser(html.page(sample)), "body").text()
    assert "Not judged" in shown
    assert "SyntaxError: <here>" in shown


def test_diagnoses_say_which_setting_to_change() -> None:
    """Now and then side by side, with the findings that they explain."""
    sample = run(3)
    check = sample["findings"][0]["check"]
    sample["diagnoses"] = [
        {
            "id": "issuer-is-domain",
            "target": "cognito",
            "summary": "The Cognito domain is no issuer",
            "seen": "HTTP 404 at the discovery URL",
            "setting": "OIDC_ISSUER",
            "current": "https://x.auth.us-east-1.amazoncognito.com",
            "correct": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_A",
            "explains": [check],
        }
    ]
    shown = first(HTMLParser(html.page(sample)), "#diagnoses")
    told = [str(value) for value in sample["diagnoses"][0].values()]
    assert all(value in shown.text() for value in told[1:-1])
    assert first(shown, f'a[href="#{check}@cognito"]').text() == check


def test_a_cause_says_what_to_change_in_the_words_of_libraries() -> None:
    """Each with a link to where the library says so, if that is one."""
    sample = run(3)
    source = "https://library.example/options"
    sample["diagnoses"][0]["libraries"] = [
        {"name": "go-oidc", "says": "Take `SkipIssuerCheck` out.", "source": source},
        {"name": "passport", "says": "<b>nonce</b>", "source": "javascript:alert()"},
    ]
    told = HTMLParser(html.page(sample)).css("#diagnoses .libraries li")
    assert [one.text() for one in told] == [
        "go-oidc: Take SkipIssuerCheck out. source",
        "passport: <b>nonce</b>",
    ]
    assert [one.attributes["href"] for one in told[0].css("a")] == [source]


def test_of_an_application_the_page_says_who_its_provider_is() -> None:
    sample = run(3)
    sample["targets"][0] |= {"judges": "application", "vendor": ""}
    shown = first(HTMLParser(html.page(sample)), ".target").text()
    assert "the harness itself" in shown
    assert "vendor not recognised" not in shown


def test_a_finding_whose_check_is_unknown_is_shown() -> None:
    """The catalogue could not be asked; the evidence is still there."""
    sample = run(3, outcomes={"FAILED": 1})
    sample["catalogue"] = []
    assert len(HTMLParser(html.page(sample)).css(".finding")) == 3
