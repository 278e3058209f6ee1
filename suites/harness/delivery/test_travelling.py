"""How a message travels: over real HTTP, again if that is asked for, never telling a secret."""

import hashlib
import hmac
from base64 import b64decode, b64encode
from functools import partial
from typing import Any

import pytest
import respx
from starlette.responses import JSONResponse, PlainTextResponse, Response

from fakes.wire.network import Connection
from fakes.wire.posting import post, way_out
from fakes.wire.server import LOOPBACK, listening_socket
from reports.delivery.channels import WrongChannel, channels
from reports.delivery.delivering import deliver, told_to
from reports.delivery.letters import Channel, NotDelivered
from reports.delivery.news import News, news
from suites.harness.delivery.mailboxes import busy, mailbox
from suites.harness.given.sockets import misbehaving
from suites.harness.reports.two_runs import a_run

SECRET = "whsec_" + b64encode(b"k" * 32).decode()
TOKEN = "xoxb-" + "canary-of-a-token"
PLACE = "/services/T00000000/B00000000/canaryofawebhook"
DIRECT = way_out({})


def told() -> News:
    return news(a_run({"okta": {"a/one": "FAILED"}}))


def slack(url: str) -> Channel:
    return channels(["slack"], {"SLACK_WEBHOOK_URL": url + PLACE})[0]


def bot() -> Channel:
    return channels(["slack"], {"SLACK_BOT_TOKEN": TOKEN, "SLACK_CHANNEL": "C0123456789"})[0]


def failure(channel: Channel, connection: Connection = DIRECT) -> str:
    """Why a channel has not taken a message."""
    waited: list[float] = []
    with pytest.raises(NotDelivered) as error:
        deliver(channel, told(), partial(post, connection=connection), waited.append)
    text = str(error.value)
    assert "canary" not in text
    assert "\n" not in text
    return text


def test_a_webhook_of_slack_gets_blocks() -> None:
    with mailbox() as box:
        done = told_to([slack(box.url)], told(), partial(post, connection=DIRECT), always=False)
    assert done == (["slack: told"], [])
    assert [one.url.removeprefix(box.url) for one in box.came] == [PLACE]
    assert box.bodies[0]["blocks"][0]["text"]["text"] == "✗ Not conformant: okta"


def test_a_bot_of_slack_posts_to_its_channel() -> None:
    """Slack's API under its own name, over TLS."""
    with mailbox(JSONResponse({"ok": True}), host="slack.com") as box:
        by = partial(post, connection=box.reached_as("slack.com"))
        deliver(bot(), told(), by)
    (request,) = box.came
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert box.bodies[0]["channel"] == "C0123456789"
    assert box.bodies[0]["unfurl_links"] is False


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (JSONResponse({"ok": False, "error": "not_in_channel"}), "invite the app"),
        (JSONResponse({"ok": False, "error": "some_new_error"}), "some_new_error"),
        (JSONResponse({"ok": False}), "no error was told"),
        (JSONResponse({"ok": "true"}), "no error was told"),
        (JSONResponse(["ok"]), "no JSON object"),
        (PlainTextResponse("<html>"), "no JSON object"),
        (PlainTextResponse("oh", 500), "HTTP 500: oh"),
    ],
)
def test_what_slack_refuses_it_refuses_with_http_200(answer: Response, says: str) -> None:
    with mailbox(answer, host="slack.com") as box:
        assert says in failure(bot(), box.reached_as("slack.com"))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (PlainTextResponse("no_service", 404), "renew SLACK_WEBHOOK_URL"),
        (PlainTextResponse("invalid_payload", 400), "HTTP 400: invalid_payload"),
        (PlainTextResponse("", 302, {"location": "https://elsewhere.example/"}), "HTTP 302"),
        (PlainTextResponse(f"no {PLACE} \x1b[2J {'x' * 9999}", 403), "HTTP 403: no /«redacted»"),
        (PlainTextResponse("x" * 200_000, 200), "larger than"),
    ],
)
def test_a_webhook_that_refuses_is_told_in_a_line(answer: Response, says: str) -> None:
    with mailbox(answer) as box:
        text = failure(slack(box.url))
    assert says in text
    assert "\x1b" not in text
    assert len(box.came) == 1


@pytest.mark.parametrize(
    "said",
    ["The signature 'canary-signature%2B1' is wrong", "The signature 'canary-signature+1' is wrong",
     "x" * 185 + " canary-signature+1", f"{'y' * 390} canary-path-of-the-hook"],
)  # fmt: skip
def test_no_part_of_a_secret_is_in_what_was_answered(said: str) -> None:
    """A word of its query by itself, or what a cut would have left of it."""
    with mailbox(PlainTextResponse(said, 403)) as box:
        url = f"{box.url}/canary-path-of-the-hook?api-version=1&sig=canary-signature%2B1"
        (teams,) = channels(["teams"], {"TEAMS_WEBHOOK_URL": url})
        assert "canary" not in failure(teams)


def test_slack_is_asked_again_when_it_says_so() -> None:
    waited: list[float] = []
    with mailbox(busy("7"), busy("3", 503), PlainTextResponse("ok")) as box:
        deliver(slack(box.url), told(), partial(post, connection=DIRECT), waited.append)
    assert waited == [7, 3]
    assert box.bodies[0] == box.bodies[2]


@pytest.mark.parametrize(
    ("answers", "tries"), [([busy("31")], 1), ([busy("20")], 2), ([busy("1")], 3)]
)
def test_nobody_waits_long_for_it(answers: list[Response], tries: int) -> None:
    with mailbox(*answers) as box:
        assert "HTTP 429: it wants to be left alone" in failure(slack(box.url))
    assert len(box.came) == tries


def test_an_odd_answer_of_the_real_slack() -> None:
    """A time that is none is a few seconds, and a page in the way is no answer of Slack's."""
    waited: list[float] = []
    with respx.mock(using="httpcore") as router:
        route = router.post("https://slack.com/api/chat.postMessage")
        route.side_effect = [
            respx.MockResponse(429, headers={"retry-after": "soon"}),
            respx.MockResponse(200, text="<html>Sign in to the proxy</html>"),
        ]
        with pytest.raises(NotDelivered, match="no JSON object"):
            deliver(bot(), told(), partial(post, connection=DIRECT), waited.append)
    assert waited == [5]


def test_what_cannot_be_reached_is_told_without_its_path() -> None:
    with listening_socket() as sock:
        port = sock.getsockname()[1]
    assert f"slack: not told: {LOOPBACK}: " in failure(slack(f"http://{LOOPBACK}:{port}"))
    with mailbox(host="slack.com") as box:
        stranger = Connection(host_map={"slack.com": (LOOPBACK, box.port)})
        assert "slack.com: " in failure(bot(), stranger)
        assert "CERTIFICATE" in failure(bot(), stranger).upper()
    quick = Connection(timeout_s=0.2)
    with misbehaving(lambda connection, read, over: over.wait()) as silent:
        assert "no complete response within 0.2 s" in failure(slack(silent.url), quick)


def test_a_proxy_of_the_environment_leads_there_and_a_wrong_one_is_named() -> None:
    dead = way_out({"HTTPS_PROXY": f"http://user:canary@{LOOPBACK}:1"})
    assert "HTTPS_PROXY" in failure(bot(), dead)


def test_an_event_is_signed_anew_for_each_try_under_one_id() -> None:
    with mailbox(busy("1"), PlainTextResponse("", 204)) as box:
        settings = {"SSOPROOF_WEBHOOK_URL": f"{box.url}/in", "SSOPROOF_WEBHOOK_SECRET": SECRET}
        deliver(
            channels(["webhook"], settings)[0], told(), partial(post, connection=DIRECT),
            lambda seconds: None,
        )  # fmt: skip
    assert len({one.headers["webhook-id"] for one in box.came}) == 1
    for one in box.came:
        identifier, moment = (one.headers[f"webhook-{name}"] for name in ("id", "timestamp"))
        content = f"{identifier}.{moment}.".encode() + one.body
        signed = hmac.digest(b64decode(SECRET.removeprefix("whsec_")), content, hashlib.sha256)
        assert one.headers["webhook-signature"] == f"v1,{b64encode(signed).decode()}"


def test_teams_takes_a_card_with_any_status_of_success() -> None:
    with mailbox(PlainTextResponse("", 202)) as box:
        settings = {"TEAMS_WEBHOOK_URL": f"{box.url}/workflows/canary?sig=canary"}
        deliver(channels(["teams"], settings)[0], told(), partial(post, connection=DIRECT))
    assert box.bodies[0]["type"] == "message"


def test_one_channel_that_fails_keeps_no_other_from_being_told() -> None:
    with mailbox(PlainTextResponse("no", 500)) as down, mailbox() as up:
        where = [slack(down.url), channels(["teams"], {"TEAMS_WEBHOOK_URL": up.url})[0]]
        done, failed = told_to(where, told(), partial(post, connection=DIRECT), always=False)
    assert done == ["teams: told"]
    assert failed == ["slack: not told: HTTP 500: no"]


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("slack", {}, "set SLACK_WEBHOOK_URL"),
    ("slack", {"SLACK_CLIENT_ID": "1", "SLACK_SECRET": "canary"}, "alone open no channel"),
    ("slack", {"SLACK_WEBHOOK_URL": "hooks.slack.com/canary"}, "begins with https://"),
    ("slack", {"SLACK_WEBHOOK_URL": "http://hooks.slack.com/canary"}, "write an https URL"),
    ("slack", {"SLACK_WEBHOOK_URL": "https://user:canary@hooks.slack.com/"}, "no URL of a webhook"),
    ("slack", {"SLACK_WEBHOOK_URL": "https://[canary"}, "SLACK_WEBHOOK_URL (the environment)"),
    ("slack", {"SLACK_BOT_TOKEN": "canary", "SLACK_CHANNEL": "C1"}, "begins with xoxb-"),
    ("slack", {"SLACK_BOT_TOKEN": "xoxb-canary"}, "SLACK_CHANNEL is not set"),
    ("teams", {}, "TEAMS_WEBHOOK_URL is not set"),
    ("webhook", {"SSOPROOF_WEBHOOK_SECRET": SECRET}, "SSOPROOF_WEBHOOK_URL is not set"),
    ("webhook", {"SSOPROOF_WEBHOOK_URL": "https://a.example"}, "SSOPROOF_WEBHOOK_SECRET is not"),
    ("webhook", {"SSOPROOF_WEBHOOK_URL": "https://a.example", "SSOPROOF_WEBHOOK_SECRET": "canary"},
     "it signs nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "environment", "says"), WRONG)
def test_a_channel_that_is_not_set_up_says_what_to_set(
    name: str, environment: dict[str, str], says: str
) -> None:
    with pytest.raises(WrongChannel) as error:
        channels([name], environment)
    assert says in str(error.value)
    assert "canary" not in str(error.value)


def test_no_secret_is_in_what_a_channel_or_a_letter_shows_of_itself() -> None:
    settings: dict[str, Any] = {
        "TEAMS_WEBHOOK_URL": "https://t.example/canary",
        "SSOPROOF_WEBHOOK_URL": "https://w.example/canary", "SSOPROOF_WEBHOOK_SECRET": SECRET,
    }  # fmt: skip
    for one in (slack("https://s.example"), bot(), *channels(["teams", "webhook"], settings)):
        shown = f"{one!r} {one.letter(told(), 'msg_1', 0)!r}"
        assert "canary" not in shown
        assert "kkkk" not in shown
