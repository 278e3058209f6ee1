"""A run that ends before its time has its report, and then removes what it made, in little time."""

import json
import signal
import subprocess
import threading
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.wire.request import Request
from suites.harness.given.runs import ROOT, command, environment_of, run

# Logout comes last.
CHECKS = ("--check", "discovery/status", "--check", "logout/returns-*")


class NeverAnswers(Response):
    """Waits until the client has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


def hanging(*members: str) -> tuple[Fault, threading.Event]:
    """A fault whose endpoints never answer, and what tells that one was asked."""
    asked = threading.Event()

    class Hanging(Reference):
        def answer(self, request: Request) -> Response:
            if request.url in [self.endpoints[member] for member in members]:
                asked.set()
                return NeverAnswers()
            return super().answer(request)

    return Fault("hanging", "Hangs.", frozenset(), "reference", Hanging), asked


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_with_its_report_while_an_endpoint_hangs(
    number: signal.Signals, tmp_path: Path
) -> None:
    """The clean-up hangs at the same server, and does not keep the report from being written."""
    fault, asked = hanging("end_session", "revocation")
    with RunningFake("reference", (fault,), loopback="http") as fake:
        environment = environment_of(fake.setup().variables())
        with subprocess.Popen(  # noqa: S603 - our own command
            command(tmp_path, *CHECKS), cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as process:  # fmt: skip
            assert asked.wait(120)
            process.send_signal(number)
            output, _ = process.communicate(timeout=120)
    told = json.loads((tmp_path / "latest" / "run.json").read_text("utf-8"))
    found = {one["check"]: one for one in told["findings"]}
    assert process.returncode == told["exit_code"] == 2, output
    assert found["discovery/status"]["outcome"] == "PASSED"
    assert "interrupted" in found["logout/returns-host"]["reason"]
    assert (tmp_path / "latest" / "report.html").is_file()
    assert "Traceback" not in output
    assert output.index("report: ") < output.index("left behind: ")


def test_a_time_limit_ends_a_run_with_a_report(tmp_path: Path) -> None:
    """What is under way ends as well; what was not reached says why."""
    fault, _ = hanging("end_session", "revocation")
    with RunningFake("reference", (fault,), loopback="http") as fake:
        variables = fake.setup().variables()
        done = run(tmp_path, *CHECKS, "--time-limit", "5", environment=variables)
    found = {one["check"]: one for one in done.data["findings"]}
    assert done.exit_code == 0, done.output
    assert found["discovery/status"]["outcome"] == "PASSED"
    for late in ("logout/returns-host", "logout/returns-path"):
        assert found[late]["outcome"] == "NOT_RUN"
        assert "--time-limit 5" in found[late]["reason"]
    assert done.data["options"]["time-limit"] == 5


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--time-limit", "-1", "-1 is no number of seconds"),
        ("--time-limit", "soon", "soon is no number of seconds"),
        ("--rate", "fast", "fast is not between 0 and 1000"),
        ("--exchange-timeout", "long", "long is not between 0 and 30"),
    ],
)
def test_a_bound_that_is_no_number_is_told(
    option: str, value: str, told: str, tmp_path: Path
) -> None:
    assert told in run(tmp_path, option, value).output
