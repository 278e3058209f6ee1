"""A toy suite for the tests of the reports: it fulfils the contract with canned findings.

`CONFTEST` is the conftest.py of such a project. Its checks carry their outcome in a marker:
`@pytest.mark.toy("area/slug", "FAILED")`, on the target that the fixture `target` names.
"""

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CONFTEST = """
import pytest

pytest_plugins = ["reports.plugin"]


def pytest_configure(config):
    config.addinivalue_line("markers", "toy(id, outcome, broken=False): a canned check")


def pytest_generate_tests(metafunc):
    if "target" in metafunc.fixturenames:
        metafunc.parametrize("target", ["cognito", "okta"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    mark = item.get_closest_marker("toy")
    if mark is not None and report.when == "call":
        check, outcome = mark.args
        target = item.callspec.params["target"]
        report.ssoproof = told(check, target, outcome, report.nodeid)
        if outcome in ("WARNED", "KNOWN", "WAIVED", "REVIEW", "NOT_APPLICABLE", "NOT_RUN"):
            report.outcome = "skipped"
            report.wasxfail = outcome
            report.longrepr = None
    return report


def told(check, target, outcome, nodeid):
    number = sum(map(ord, check))
    return {
        "finding": {
            "check": check, "target": target, "outcome": outcome, "reason": "a toy reason",
            "expected": "one", "actual": "two", "where": "toy document, field",
            "exchanges": [f"{target}-{number}"], "fingerprint": "f", "duration_s": 0.001,
            "rerun": f"pytest {nodeid}", "remedy": "Change the toy.", "source": "",
        },
        "exchanges": [{
            "id": f"{target}-{number}", "target": target, "started_s": 0.1, "elapsed_ms": 1.5,
            "purpose": "discovery", "error": "", "jwts": [],
            "request": {"method": "GET", "url": "https://idp.example/x", "headers": [],
                        "body": "", "truncated": 0},
            "response": {"status": 200, "reason": "OK", "headers": [["a", "b"]], "body": "{}",
                         "truncated": 0, "bytes": 2, "sha256": ""},
        }],
        "target": {"name": target, "issuer": "https://idp.example", "vendor": "toy",
                   "profile": "wandb", "auth_method": "pkce", "requests": 1, "logins": 0,
                   "duration_s": 0.5},
    }


def pytest_ssoproof_catalogue(config):
    return [entry(name) for name in CHECKS]


def entry(name):
    return {
        "id": name, "title": f"The toy {name} works", "why": "Toys matter.", "level": "MUST",
        "severity": "high", "run_class": "safe", "area": name.partition("/")[0],
        "spec": [{"text": "Toys 1.0, 2", "url": "https://toys.example/1#2"}],
        "remedy": "Buy another.", "faults": ["BrokenToy"], "location": "toys/test_toys.py:1",
    }


CHECKS = [f"toys/check-{n}" for n in range(1, 5)]


def pytest_ssoproof_options(config):
    return {"HOST": "https://app.example"}


def pytest_ssoproof_faults(config):
    return [{"name": "BrokenToy", "says": "It is broken.", "caught_by": CHECKS}]


def pytest_ssoproof_notices(config, findings):
    return []
"""


def suite(*outcomes: str) -> str:
    """A test file with one check per outcome, each on both targets."""
    return "import pytest\n" + "".join(
        f"""
@pytest.mark.toy("toys/check-{number}", "{outcome}")
def test_toy_{number}(target):
    assert "{outcome}" not in ("FAILED", "ERRORED")
"""
        for number, outcome in enumerate(outcomes, start=1)
    )


class Project:
    """A project with the toy suite, and what its runs wrote."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        pytester.makeconftest(CONFTEST)

    def checks(self, *outcomes: str) -> None:
        """Write a file of checks with these outcomes."""
        self.pytester.mkdir("toys").joinpath("test_toys.py").write_text(suite(*outcomes))

    def run(self, *arguments: str) -> pytest.RunResult:
        """Run pytest on the project in this process, which is quicker."""
        return self.pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)

    def run_apart(self, *arguments: str) -> pytest.RunResult:
        """Run pytest in a process of its own."""
        return self.pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    def run_on_a_terminal(self, *arguments: str, ci: str = "") -> str:
        """What a person would see who runs pytest in a terminal; `ci` is what CI says there."""
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", "CI": ci}
        place = self.pytester.path
        with subprocess.Popen(  # noqa: S603 pytest, with arguments of our own
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=place, env=environment
        ):
            os.close(theirs)
            return everything_of(ours)

    @property
    def out(self) -> Path:
        return self.pytester.path / "reports" / "out"

    @property
    def told(self) -> Any:
        """The newest run."""
        return json.loads((self.out / "latest" / "run.json").read_text(encoding="utf-8"))


def everything_of(terminal: int) -> str:
    """What is written to a terminal until its last writer closes it (Linux then says EIO)."""
    parts = []
    with open(terminal, "rb", buffering=0) as file, contextlib.suppress(OSError):
        while part := file.read(65536):
            parts.append(part)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", b"".join(parts).decode("utf-8"))
