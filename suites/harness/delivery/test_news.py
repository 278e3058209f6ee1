"""What a message of a run says, in Slack's blocks, in a card of Teams, and as an event."""

import base64
import json
import re
from typing import Any

import pytest

from reports.comparison.compare import compare
from reports.comparison.night import nights_of
from reports.delivery import slack, teams, webhook
from reports.delivery.news import news
from reports.run.shape import Run
from suites.harness.given.report_samples import HOSTILE, as_written
from suites.harness.given.report_samples import run as a_sample
from suites.harness.reports.two_runs import a_run, found

PAGE = "https://ci.example/report.html?job=1&x=<2>|3"
HIDDEN = set("\x00\x07\x1b\x7f\x9b\u202e\u200b\u2028\ud800")
SAID = [*HOSTILE, "<!channel>", "<https://evil.example|here>", "@everyone", "[a](b)", "`code`"]
BEFORE: dict[str, dict[str, Any]] = {
    "okta": {"a/new": "PASSED", "a/fixed": "FAILED", "a/same": "FAILED"},
    "dex": {"a/new": "PASSED"},
}
AFTER: dict[str, dict[str, Any]] = {
    "okta": {
        "a/new": found("FAILED", actual="<two>"), "a/fixed": "PASSED", "a/same": "FAILED"
    },
    "dex": {"a/new": "PASSED"},
}  # fmt: skip


def night(after: Any = AFTER, **about: Any) -> Run:
    """A run of two targets, compared with the one before."""
    run = a_run(after, started="2026-11-24T04:05:06+00:00", exit_code=1, **about)
    before = {one["target"]["name"]: one for one in nights_of(a_run(BEFORE))}
    return run | {"comparison": compare(before, nights_of(run), "last", run["started"])}


def hostile(value: str) -> Run:
    said = dict.fromkeys(("expected", "actual", "where", "reason"), value)
    run = a_run({value: {"a/one": found("FAILED", **said)}})
    run["targets"][0]["answers"]["works"]["because"] = value
    words = dict.fromkeys(("summary", "seen", "setting", "current", "correct"), value)
    cause: Any = {"id": "cause", "target": value, "explains": ["a/one"]} | words
    return run | {"diagnoses": [cause], "problems": [{"where": value, "text": value}]}


def huge() -> Run:
    """A run in which everything is open, on many targets of long names."""
    name = "x" * 300
    return a_run({f"{name}-{n}": {f"a/{name}-{m}": found("FAILED", actual=name * 9)
                                  for m in range(40)} for n in range(60)})  # fmt: skip


def text_of(message: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in message["blocks"])


def presume_slack_takes(message: dict[str, Any]) -> None:
    """Slack's own limits, and its words for blocks."""
    assert 0 < len(message["blocks"]) <= 50
    assert len(json.dumps(message["blocks"])) < 13_000
    first, *rest = message["blocks"]
    assert first["type"] == "header"
    assert 0 < len(first["text"]["text"]) <= 150
    for one in rest:
        assert one["type"] == "section"
        assert one["text"]["type"] == "mrkdwn"
        assert one["text"]["verbatim"] is True
        assert 0 < len(one["text"]["text"]) <= 3000


def inlines(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [run for element in card["body"] for run in element["inlines"]]


def card_of(message: dict[str, Any]) -> dict[str, Any]:
    assert message["type"] == "message"
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card: dict[str, Any] = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert {one["type"] for one in card["body"]} == {"RichTextBlock"}
    assert all(one["type"] == "TextRun" and one["text"] for one in inlines(card))
    assert len(json.dumps(message)) < 28_000
    return card


def test_slack_says_what_changed_then_how_each_target_stands() -> None:
    message = slack.message(news(night(), PAGE))
    presume_slack_takes(message)
    lines = text_of(message).splitlines()
    assert message["text"] == lines[0] == "✗ Not conformant: okta; incomplete: dex"
    assert lines[1:8] == [
        "Since yesterday, 04:05 UTC: 1 new, 1 fixed, 1 unchanged",
        "<https://ci.example/report.html?job=1&amp;x=%3C2%3E%7C3|Open the report>",
        "2026-11-24 04:05 UTC, exit code 1",
        "*New*",
        "• high `a/new` okta: The title of a/new. got &lt;two&gt;",
        "*Fixed*",
        "• high `a/fixed` okta: The title of a/fixed. was FAILED",
    ]
    assert lines[8] == "*✗ okta*: not conformant"
    assert lines[10:12] == ["Safe: open: 2 high", "Conforms: no: 2 MUST unmet"]
    assert "*○ dex*: incomplete" in lines


def test_what_one_cause_explains_is_one_line() -> None:
    after = {"okta": {"a/new": "FAILED", "a/other": "FAILED", "a/third": "FAILED"}}
    before = {"okta": dict.fromkeys(after["okta"], "PASSED")}
    words = dict.fromkeys(("seen", "setting", "current", "correct"), "HOST")
    cause: Any = {"id": "host", "target": "okta", "summary": "HOST is mistyped."} | words
    run = a_run(after, diagnoses=[cause | {"explains": ["a/new", "a/third"]}])
    earlier = {"okta": nights_of(a_run(before))[0]}
    told = news(run | {"comparison": compare(earlier, nights_of(run), "last", run["started"])})
    assert [one.says for one in told.items] == [
        "HOST is mistyped. (and 1 alike)", "The title of a/other. got two"
    ]  # fmt: skip


def test_of_many_targets_those_that_changed_come_first() -> None:
    names = [f"idp-{n}" for n in range(15)]
    before = {name: {"a/one": "FAILED"} for name in names}
    run = a_run(before | {"idp-14": {"a/one": "PASSED"}})
    earlier = {one["target"]["name"]: one for one in nights_of(a_run(before))}
    told = news(run | {"comparison": compare(earlier, nights_of(run), "last", run["started"])})
    assert [one.name for one in told.standings][:2] == ["idp-14", "idp-0"]
    assert told.more_standings == 5
    assert told.title.startswith("✗ Not conformant: idp-0, idp-1, ")
    assert told.title.endswith(" and 2 more; conformant: idp-14")


def test_without_an_earlier_run_it_says_what_is_open() -> None:
    told = news(a_run(AFTER))
    assert told.changed
    assert told.since == ""
    assert {one.kind for one in told.items} == {"open"}
    assert "*Open*" in text_of(slack.message(told))


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (BEFORE, False),
        (AFTER, True),
        ({"okta": BEFORE["okta"] | {"a/same": found("NOT_RUN", not_run="stopped")},
          "dex": BEFORE["dex"]}, True),
        ({"okta": BEFORE["okta"] | {"a/new": "ERRORED"}, "dex": BEFORE["dex"]}, True),
    ],
    ids=["the same", "new and fixed", "no longer judged", "met before, errored now"],
)  # fmt: skip
def test_it_is_news_if_anything_changed(after: Any, changed: bool) -> None:
    assert news(night(after)).changed is changed


def test_an_answer_or_a_setting_that_is_another_is_news_and_so_is_a_problem_of_ours() -> None:
    run = night(BEFORE)
    run["comparison"]["targets"][0]["settings"] = [
        {"what": "HOST", "before": "https://a.example", "after": "https://b.example"}
    ]
    told = news(run)
    assert told.changed
    assert any("HOST" in turn for one in told.standings for turn in one.turns)
    broken = night(BEFORE) | {"problems": [{"where": "clean-up", "text": "It broke."}]}
    assert news(broken).changed
    assert "clean-up: It broke." in text_of(slack.message(news(broken)))


def test_teams_gets_the_same_as_a_card() -> None:
    card = card_of(teams.message(news(night(), "https://ci.example/r")))
    told = "".join(one["text"] for one in inlines(card))
    assert "Since yesterday, 04:05 UTC: 1 new" in told
    assert "New: high a/new okta: The title of a/new. got <two>" in told
    assert card["actions"] == [
        {"type": "Action.OpenUrl", "title": "Open the report", "url": "https://ci.example/r"}
    ]
    assert "actions" not in card_of(teams.message(news(night())))


def test_an_event_has_the_same_as_data() -> None:
    told = json.loads(json.dumps(webhook.payload(news(night(), "https://ci.example/r"), 1.0)))
    assert (told["type"], told["timestamp"]) == ("ssoproof.run", "1970-01-01T00:00:01+00:00")
    data = told["data"]
    assert (data["verdict"], data["exit_code"]) == ("not conformant", 1)
    assert data["link"] == "https://ci.example/r"
    assert [(one["kind"], one["check"]) for one in data["items"]] == [
        ("new", "a/new"), ("fixed", "a/fixed")
    ]  # fmt: skip


@pytest.mark.parametrize("run", [huge(), as_written(a_sample(10_000)), a_run({})],
                         ids=["long", "many", "none"])  # fmt: skip
def test_a_message_is_never_longer_than_it_may_be(run: Run) -> None:
    told = news(run, "https://ci.example/" + "r" * 2000)
    presume_slack_takes(slack.message(told))
    assert "Open the report" in text_of(slack.message(told))
    card_of(teams.message(told))
    assert len(json.dumps(webhook.payload(told, 0))) < 40_000


@pytest.mark.parametrize("value", SAID)
def test_what_a_target_says_is_text(value: str) -> None:
    """No link, no mention, nothing hidden."""
    told = news(hostile(value))
    message = slack.message(told)
    presume_slack_takes(message)
    for block in message["blocks"][1:]:
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", block["text"]["text"])
    for one in (message, card_of(teams.message(told)), webhook.payload(told, 0)):
        assert not HIDDEN & set(json.dumps(one, ensure_ascii=False))


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example that its libraries are tested with."""
    key = webhook.key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = webhook.signature(
        key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", '{"test": 2432232314}'
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["secret", "whsec_", "whsec_c2hvcnQ=", "whsec_ümläut",
                                    base64.b64encode(b"x" * 32).decode()])  # fmt: skip
def test_a_weak_key_signs_nothing(secret: str) -> None:
    with pytest.raises(ValueError, match="whsec_ and 24 to 64 random bytes"):
        webhook.key_of(secret)
