"""What proves a finding, on the report page: once in full, and in short for what needs no more."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from reports.page import html
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


def test_an_exchange_is_told_once_in_full(sample: Run, tree: HTMLParser) -> None:
    """Later findings link to it. Of what does not apply, and what passed, one exchange is told."""
    whole = {
        name
        for f in sample["findings"]
        if f["outcome"] not in ("PASSED", "NOT_APPLICABLE")
        for name in f["exchanges"]
    }
    told = [attribute(fold, "id").removeprefix("exchange:") for fold in tree.css(".exchange")]
    assert len(told) == len(set(told))
    assert whole <= set(told)
    passed = first(tree, "details[data-outcome=PASSED]")
    assert not passed.css(".exchange")
    for finding in sample["findings"]:
        if finding["outcome"] == "PASSED":
            lines = tree.css(f'[id="{finding["check"]}@{finding["target"]}"] code')
            assert len(lines) == 1
    assert tree.css("details[data-outcome=NOT_APPLICABLE] .evidence")


def test_what_has_one_reason_is_told_once_with_all_its_checks(
    sample: Run, tree: HTMLParser
) -> None:
    """Whatever the target: the reason is the heading, and each check says where if not on all."""
    kinds = first(tree, "details[data-outcome=NOT_APPLICABLE]").css("article")
    findings = [f for f in sample["findings"] if f["outcome"] == "NOT_APPLICABLE"]
    reasons = [first(kind, "h4").text() for kind in kinds]
    assert sorted(reasons) == sorted({one["reason"] for one in findings})
    (kind,) = kinds
    assert f"{len(findings)} on cognito" in first(kind, ".about").text()
    lone = next(row for row in kind.css(".same > li") if not row.css("i"))
    check, _, target = attribute(lone, "id").partition("@")
    assert check in lone.text()
    assert f"on {target}" in lone.text()


def test_a_check_that_was_never_reached_is_told_by_its_id() -> None:
    """Of a run of one check that is every other one, with one reason for all of them."""
    sample = run(30, outcomes={"NOT_RUN": 1})
    for finding in sample["findings"]:
        finding |= {"fingerprint": "", "exchanges": [], "reason": "Not selected."}
    tree = HTMLParser(html.page(sample))
    (kind,) = tree.css("details[data-outcome=NOT_RUN] article")
    assert [row.text() for row in kind.css(".same > li")] == [
        one["id"]
        for one in sorted(
            sample["catalogue"], key=lambda one: list(model.SEVERITIES).index(one["severity"])
        )
    ]
    assert {attribute(one, "id") for one in kind.css("li, i")} == {
        f"{one['check']}@{one['target']}" for one in sample["findings"]
    }


def test_a_jwt_that_was_sent_and_came_back_is_told_once() -> None:
    sample = run(3, outcomes={"FAILED": 1})
    exchange = sample["exchanges"][0]
    sample["findings"][0]["exchanges"] = [exchange["id"]]
    jwt: Any = {"where": "request", "header": {"alg": "RS256"}, "claims": {"sub": "a"}}
    exchange["jwts"] = [jwt, jwt | {"where": "response"}, jwt | {"claims": {"sub": "b"}}]
    told = HTMLParser(html.page(sample)).css(f'[id="exchange:{exchange["id"]}"] .jwt h6')
    assert [one.text().partition(",")[0] for one in told] == [
        "JWT in request and response",
        "JWT in request",
    ]


def test_the_ladder_says_who_spoke_to_whom_and_decodes_tokens(tree: HTMLParser) -> None:
    """Browser or relying party, the host, the redirect's target, a JWT's moments."""
    ladders = " ".join(ladder.text() for ladder in tree.css(".ladder"))
    assert "browser → dev-1234.okta.com" in ladders
    assert "relying party → dev-1234.okta.com" in ladders
    assert "↪ https://wandb.example.com/oidc/callback" in ladders
    assert "exp = 2026-11-23T05:05:06Z" in ladders
