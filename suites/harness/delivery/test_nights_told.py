"""Night after night: when a message is sent, and what a run is worth that could not send it."""

import json
import sys
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from suites.harness.delivery.mailboxes import Mailbox, mailbox
from suites.harness.given.report_toys import CONFTEST, suite

pytest_plugins = ["pytester"]
POST = """
from fakes.wire.posting import post, way_out

def pytest_ssoproof_post(config, url, headers, body):
    return post(url, headers, body, connection=way_out({}))
"""
INTERRUPTED = """
def pytest_ssoproof_post(config, url, headers, body):
    raise KeyboardInterrupt
"""
TOLD = ("--baseline", "last", "--tell", "slack", "--report-url", "https://ci.example/r.html")


@pytest.fixture
def toys(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    pytester.makeconftest(CONFTEST + POST)
    pytester.mkdir("toys")
    return pytester


def judge(toys: pytest.Pytester, outcome: str, *options: str) -> pytest.RunResult:
    text = suite(outcome, "PASSED", "PASSED", "PASSED")
    (toys.path / "toys" / "test_toys.py").write_text(text)
    return toys.runpytest_inprocess("-p", "no:cacheprovider", *options)


def opens(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_WEBHOOK_URL", f"{box.url}/services/x")


def last_run(toys: pytest.Pytester) -> Any:
    return json.loads((toys.path / "reports/out/latest/run.json").read_text("utf-8"))


def test_a_fault_is_told_when_it_comes_and_when_it_goes_and_not_in_between(
    toys: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mailbox() as box:
        opens(box, monkeypatch)
        for outcome in ("PASSED", "FAILED", "FAILED", "PASSED", "PASSED"):
            done = judge(toys, outcome, *TOLD)
        done.stdout.fnmatch_lines(["slack: not told, since earlier today*: nothing changed"])
        done = judge(toys, "PASSED", *TOLD, "--tell-always")
        done.stdout.fnmatch_lines(["slack: told"])
    told = [
        [block["text"]["text"].splitlines()[0] for block in one["blocks"]] for one in box.bodies
    ]
    assert [one[0].partition(":")[0] for one in told] == [
        "✓ Conformant", "✗ Not conformant", "✓ Conformant", "✓ Conformant"
    ]  # fmt: skip
    assert told[0][1] == "<https://ci.example/r.html|Open the report>"
    assert [one[1].rpartition(": ")[2] for one in told[1:]] == [
        "2 new", "2 fixed", "nothing changed"
    ]  # fmt: skip


def test_who_cannot_be_told_changes_no_exit_code_unless_that_is_asked_for(
    toys: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mailbox(PlainTextResponse("no_service", 404)) as box:
        opens(box, monkeypatch)
        assert judge(toys, "PASSED", *TOLD).ret == 0
        assert last_run(toys)["exit_code"] == 0
        assert [one["kind"] for one in last_run(toys)["notices"]][-1] == "not-delivered"
        assert judge(toys, "PASSED", *TOLD, "--tell-always", "--fail-on", "delivery").ret == 1
        assert last_run(toys)["exit_code"] == 1
        assert judge(toys, "NOT_RUN", "--tell", "slack", "-k", "test_toy_1").ret == 6
        fail_on = ("--fail-on", "delivery")
        assert judge(toys, "NOT_RUN", "--tell", "slack", "-k", "test_toy_1", *fail_on).ret == 1


@pytest.mark.parametrize(
    ("hook", "says"),
    [
        (INTERRUPTED, "The run was interrupted while it was told."),
        ("", "slack: not told: no suite of this run knows how to send a message"),
    ],
)
def test_whatever_breaks_there_is_a_report_that_says_so(
    hook: str, says: str, toys: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    toys.makeconftest(CONFTEST + hook)
    with mailbox() as box:
        opens(box, monkeypatch)
        done = judge(toys, "PASSED", "--tell", "slack", "--format", "markdown")
    assert done.ret == 0
    done.stdout.fnmatch_lines([f"{says}*"])
    assert last_run(toys)["notices"][-1]["text"] == says
    assert says in (toys.path / "reports/out/latest/report.md").read_text("utf-8")
    assert (toys.path / "reports/out/history.sqlite").exists()
