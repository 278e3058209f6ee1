"""Whatever a target sends, a run needs no more memory for it than any machine has."""

import subprocess
import sys
from pathlib import Path

import pytest

from fakes.running import RunningFake
from suites.harness.given.hostile import rows
from suites.harness.given.runs import ROOT, command, environment_of

MOST_KILOBYTES = 500_000
# In a small process: at its start a child counts for as much as the one that it comes of.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
LARGE = (
    "gzip three times at UserInfo", "gzip three times at the login page",
    "5000 tokens in one answer", "cookies by the thousand", "login page of 30000 inputs",
)  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_a_run_stays_small_on_a_target_that_sends_much(name: str, tmp_path: Path) -> None:
    """In a process of its own; the whole of it is counted, at its largest."""
    row = rows()[name]
    chosen = [word for pattern in row.checks for word in ("--check", pattern)]
    with RunningFake("reference", (row.fault,), loopback="http") as fake:
        environment = environment_of(fake.setup().variables())
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", MEASURED, *command(tmp_path, *chosen)],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    assert (tmp_path / "latest" / "run.json").is_file()
    assert int(done.stdout) < MOST_KILOBYTES
