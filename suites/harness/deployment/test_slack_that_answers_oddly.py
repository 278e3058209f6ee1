"""Slack as it also answers: a wall before the page, a limit, a page of somebody on the way."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from fakes.deployment.deployment import Deployment as Fake
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_in
from suites.verdicts.verdict import Outcome

SIGN_IN = "https://slack.com/workspace-signin?redir=%2Foauth%2Fv2%2Fauthorize"
SECRET = "7d1f0c5b2a9e8d3f6c4b1a0e9f8d7c6b"  # noqa: S105 - of a fake


def with_slack(**answers: Any) -> dict[str, Outcome]:
    """What is found out where Slack answers so: URLs with a word in them, and all `other`."""

    class Odd(Fake):
        def chat_answer(self, request: Request) -> Response:
            for word, answer in answers.items():
                if word in request.url:
                    return answer()
            return answers["other"]() if "other" in answers else super().chat_answer(request)

    with deployed_in("deployment", Odd) as deployment:
        return judged_in("chat", deployment)


def test_a_wall_before_the_page_is_told_with_what_to_open() -> None:
    found = with_slack(
        authorize=lambda: Response("", 302, {"location": SIGN_IN}),
        signin=lambda: HTMLResponse("<h1>Sign in to your workspace</h1>"),
    )
    assert found["chat/client"].outcome == "PASSED"
    for one in ("chat/redirect-url", "chat/scope"):
        assert (found[one].outcome, found[one].not_run) == ("NOT_RUN", "outside")
        assert "Open https://slack.com/oauth/v2/authorize?client_id=" in found[one].reason


ODD = {
    "a limit": lambda: JSONResponse({"ok": False, "error": "ratelimited"}, 429),
    "another error": lambda: JSONResponse({"ok": False, "error": "fatal_error"}),
    "an error of another kind": lambda: JSONResponse({"ok": False, "error": ["invalid_code"]}),
    "a list": lambda: JSONResponse(["invalid_code"]),
    "a page": lambda: HTMLResponse("<h1>Sign in to the network</h1>"),
    "nothing": lambda: PlainTextResponse(""),
    "a breakdown": lambda: PlainTextResponse("invalid_client_id", 503),
    "a circle": lambda: Response("", 302, {"location": "https://slack.com/oauth/v2/authorize?x"}),
    "a way out": lambda: Response("", 302, {"location": "https://wandb.example.com/?code=1"}),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_answers_of_slack_judge_nothing(name: str) -> None:
    found = with_slack(other=ODD[name])
    assert {one.outcome for one in found.values()} == {"NOT_RUN"}, found
    assert SECRET not in str(found)


REFUSED = {
    "a webhook that was removed": (404, "no_service"),
    "a channel that was archived": (410, "channel_is_archived"),
    "somebody who may not": (403, "action_prohibited"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_message_that_slack_does_not_take_is_told_by_its_word(name: str) -> None:
    status, word = REFUSED[name]
    told = with_slack(services=lambda: PlainTextResponse(word, status))["chat/message"]
    assert (told.outcome, told.actual) == ("FAILED", f"Slack says {word}")


@pytest.mark.parametrize(
    ("status", "word"), [(403, "forbidden"), (403, "blocked"), (400, "invalid_payload")]
)
def test_a_word_of_somebody_else_is_none_of_slack(status: int, word: str) -> None:
    told = with_slack(services=lambda: PlainTextResponse(word, status))["chat/message"]
    assert told.outcome == "NOT_RUN"


ELSEWHERE = {"": "set SLACK_WEBHOOK_URL", "https://hooks.example/services/T/B/x": "no URL of Slack"}


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_message_is_sent_to_slack_or_nowhere(url: str) -> None:
    with deployed_in("deployment", webhook=url) as deployment:
        told = judged_in("chat", deployment)["chat/message"]
        hosts = {urlsplit(one["request"]["url"]).hostname for one in deployment.journal.entries}
    assert told.outcome == "NOT_RUN"
    assert ELSEWHERE[url] in told.reason
    assert hosts == {"slack.com"}


def test_no_message_is_sent_unless_it_is_allowed() -> None:
    with deployed_in("deployment", allowed=frozenset({"safe"})) as deployment:
        assert judged_in("chat", deployment)["chat/message"].not_run == "choice"
        assert SECRET[::-1] not in json.dumps(deployment.journal.entries)


def test_the_url_of_the_webhook_is_kept_nowhere() -> None:
    with deployed_in("deployment") as deployment:
        assert judged_in("chat", deployment)["chat/message"].outcome == "PASSED"
        assert SECRET[::-1] not in json.dumps(deployment.journal.entries)


def test_the_secret_is_sent_to_slack_alone() -> None:
    heard: list[str] = []

    class Listening(Fake):
        def chat_answer(self, request: Request) -> Response:
            heard.append(f"{request.url} {dict(request.form)}")
            return super().chat_answer(request)

    with deployed_in("deployment", Listening) as deployment:
        judged_in("chat", deployment)
    assert [one.partition(" ")[0] for one in heard if SECRET in one] == [
        "https://slack.com/api/oauth.v2.access"
    ]
