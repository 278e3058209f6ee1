"""Fleets for the tests: fakes as somebody's targets, a cluster of real processes, the command."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.wire.request import Request
from suites.harness.given.runs import ROOT, environment_of

VARIABLE = "FLEET_TEST_PASSWORD"
CHECKS = ("--check=discovery/issuer-exact", "--check=flow/login", "--check=id-token/audience")
WRITTEN = ("issuer", "client_id", "host", "auth_method", "username")


@dataclass
class Gate:
    """What keeps a provider from answering until it is opened."""

    shut: bool = True
    asked: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    @property
    def fault(self) -> Fault:
        gate = self

        class NeverAnswers(Response):
            async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                gate.left.set()

        class Shut(Reference):
            def answer(self, request: Request) -> Response:
                if gate.shut:
                    gate.asked.set()
                    return NeverAnswers()
                return super().answer(request)

        return Fault("shut", "Does not answer.", frozenset(), "reference", Shut)


def table_of(fake: RunningFake) -> dict[str, str]:
    """What a targets.toml says of a fake."""
    values = fake.setup().values
    return {key: values[key] for key in WRITTEN} | {"password_env": VARIABLE}


def password_of(fake: RunningFake) -> str:
    """What the variable has to hold."""
    return fake.setup().user.password


def toml(tables: Mapping[str, Mapping[str, str]]) -> str:
    """A targets.toml."""
    parts = []
    for name, table in tables.items():
        lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
        parts.append("\n".join([f"[{json.dumps(name)}]", *lines]))
    return "\n\n".join(parts) + "\n"


def begun(folder: Path, *options: str, password: str = "") -> "subprocess.Popen[str]":
    """`ssoproof fleet targets.toml` in a folder that has one."""
    program = "import sys; from ssoproof.command import main; sys.exit(main())"
    guarded = f"if __name__ == '__main__':\n    {program}\n"
    script = folder / "fleet_command.py"
    script.write_text(guarded)
    variables = {VARIABLE: password} if password else {}
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, str(script), "fleet", "targets.toml", *options],
        cwd=folder,
        env=environment_of({"PYTHONPATH": str(ROOT), **variables}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def assert_set(event: threading.Event, process: "subprocess.Popen[str]") -> None:
    """An event comes while a process runs."""
    while not event.wait(0.5):
        assert process.poll() is None, process.communicate()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Its exit code, and what it said."""
    with process:
        said, _ = process.communicate(timeout=480)
    return process.returncode, said


def lines_in(reports: Path) -> list[dict[str, Any]]:
    """Every line of the newest fleet's journal."""
    text = (reports / "latest" / "rows.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


class Cluster:
    """A scheduler and workers, each a process, on loopback."""

    def __init__(self, folder: Path, password: str) -> None:
        self._folder = folder
        self._environment = environment_of({"PYTHONPATH": str(ROOT), VARIABLE: password})
        self._processes: list[subprocess.Popen[str]] = []
        module = "distributed.cli.dask_scheduler"
        self.scheduler = self._start(module, "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        assert self.scheduler.stderr is not None
        line = next(one for one in self.scheduler.stderr if "Scheduler at:" in one)
        self.address = line.split()[-1]

    def _start(self, module: str, *options: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(  # noqa: S603 - Dask's own command
            [sys.executable, "-m", module, *options],
            cwd=self._folder,
            env=self._environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        return process

    def worker(self) -> "subprocess.Popen[str]":
        """Another worker of one place, without a process that would start it anew."""
        return self._start(
            "distributed.cli.dask_worker", self.address, "--host", "127.0.0.1", "--nthreads", "1",
            "--no-nanny", "--no-dashboard",
        )  # fmt: skip

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()


@contextmanager
def cluster(folder: Path, password: str) -> Iterator[Cluster]:
    """A cluster that has the secret in the environment of its workers."""
    running = Cluster(folder, password)
    try:
        yield running
    finally:
        running.end()


def worker_of(address: str, number: int) -> int:
    """The pid of the worker that has the task of a number, counted as they were given."""
    from distributed import Client

    with Client(address, timeout=60) as client:
        pids = client.run(os.getpid)
        (worker,) = [
            worker
            for worker, keys in client.processing().items()
            if any(str(key).endswith(f"-{number}") for key in keys)
        ]
        return int(pids[worker])
