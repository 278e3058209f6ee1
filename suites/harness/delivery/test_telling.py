"""A run that is told where people look: by its options, and afterwards by `ssoproof tell`."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from reports.run import store
from reports.run.model import NOT_DELIVERED
from ssoproof.tell import main
from suites.harness.delivery.mailboxes import Mailbox, busy, mailbox
from suites.harness.delivery.test_news import BEFORE, night
from suites.harness.given.runs import Run, run, told_in

QUICK = ("--target", "reference", "--check", "discovery/json")
CANARY = "canaryofachannel"
KEY = "whsec_" + b64encode(CANARY.encode() * 2).decode()
VARIABLES = ("SLACK_WEBHOOK_URL", "SLACK_BOT_TOKEN", "TEAMS_WEBHOOK_URL", "SSOPROOF_WEBHOOK_URL")


def opened(slack: Mailbox, webhook: Mailbox) -> dict[str, str]:
    """The environment in which both are set up."""
    return {
        "SLACK_WEBHOOK_URL": f"{slack.url}/services/{CANARY}",
        "SSOPROOF_WEBHOOK_URL": f"{webhook.url}/{CANARY}?sig={CANARY}",
        "SSOPROOF_WEBHOOK_SECRET": KEY,
    }


def everything(folder: Path, *runs: Run) -> str:
    """All that runs wrote and printed."""
    files = {one.resolve() for one in folder.rglob("*") if one.is_file()}
    return "\n".join([*(one.output for one in runs), *map(told_in, files)])


def test_a_run_tells_whom_it_can_and_says_whom_it_could_not_tell(tmp_path: Path) -> None:
    """In the report, on the terminal, in each format; no secret is in any of them."""
    refusal = PlainTextResponse(f"no /services/{CANARY}", 403)
    with mailbox(refusal) as slack, mailbox() as webhook:
        found = run(
            tmp_path, *QUICK, "--tell", "slack", "--tell", "webhook", "--format", "openmetrics",
            "--fail-on", "must", "--fail-on", "delivery", environment=opened(slack, webhook),
        )  # fmt: skip
    assert found.exit_code == found.data["exit_code"] == 1
    (notice,) = [one for one in found.data["notices"] if one["kind"] == NOT_DELIVERED]
    assert notice["text"].startswith("slack: not told: HTTP 403: no")
    assert notice["text"] in found.output
    assert "webhook: told" in found.output
    assert webhook.bodies[0]["data"]["standings"][0]["name"] == "reference"
    folder = tmp_path / "latest"
    assert "Not delivered" in (folder / "report.html").read_text("utf-8")
    assert "ssoproof_run_exit_code 1\n" in (folder / "ssoproof.prom").read_text("utf-8")
    written = everything(tmp_path, found)
    assert CANARY not in written
    assert KEY not in written


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--tell", "slack"), "--tell: Slack: set SLACK_WEBHOOK_URL"),
        (("--tell", "email"), "invalid choice: 'email'"),
        (("--report-url", "https://ci.example/"), "name a channel too"),
        (("--tell", "teams", "--report-url", "javascript:x"), "write an http or https URL"),
        (("--tell", "teams", "--report-url", "https://[x"), "--report-url https://[x"),
    ],
)
def test_what_is_not_set_up_is_told_before_anything_is_run(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    environment = {"SLACK_WEBHOOK_URL": "", "TEAMS_WEBHOOK_URL": "https://t.example/x"}
    found = run(tmp_path, *QUICK, *arguments, environment=environment)
    assert found.exit_code == 4
    assert says in found.output
    assert "Traceback" not in found.output
    assert not (tmp_path / "latest").exists()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run in which nothing changed, and no channel that is open."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    store.write_text(tmp_path / "run.json", store.to_json(night(BEFORE)))
    return tmp_path


def test_a_kept_run_is_told_by_whatever_the_environment_opens(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mailbox() as box:
        monkeypatch.setenv("TEAMS_WEBHOOK_URL", box.url)
        assert main([str(kept)]) == 0
        assert box.came == []
        assert "teams: not told, since yesterday" in capsys.readouterr().out
        assert main([str(kept / "run.json"), "--always"]) == 0
        assert capsys.readouterr().out == "teams: told\n"
        assert main([str(kept), "teams", "--always", "--report-url", "https://ci.example/r"]) == 0
    assert "https://ci.example/r" in json.dumps(box.bodies[1])


def test_a_channel_that_fails_is_exit_code_1(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mailbox(busy("3600")) as box:
        monkeypatch.setenv("TEAMS_WEBHOOK_URL", f"{box.url}/{CANARY}")
        assert main([str(kept), "--always"]) == 1
    told = capsys.readouterr().err
    assert "teams: not told: HTTP 429: it wants to be left alone for 3600 s more" in told
    assert CANARY not in told


@pytest.mark.parametrize(
    ("arguments", "variables", "says"),
    [
        ((), {}, "the environment opens none: set SLACK_WEBHOOK_URL"),
        (("email",), {}, "email: name one of slack, teams, webhook"),
        (("teams",), {}, "TEAMS_WEBHOOK_URL is not set"),
        (("teams", "--report-url", "file:///x"), {}, "--report-url: write an http"),
        (("teams",), {"TEAMS_WEBHOOK_URL": "https://t.example", "HTTPS_PROXY": "socks5://p"},
         "HTTPS_PROXY (the environment): names a SOCKS proxy"),
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_code_4(
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    variables: dict[str, Any],
    says: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert main([str(kept), *arguments]) == 4
    assert says in capsys.readouterr().err


def test_what_is_no_run_is_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing.json"), "teams"]) == 4
    assert "nothing.json" in capsys.readouterr().err
