"""Many targets judged as one fleet on this machine: what is found, seconds, memory.

    python -m bench.fleet [--seed N] [--workers N] [--check GLOB]… TARGETS…

For each number of TARGETS so many fakes of the embedded kinds are served, a tenth of them with a
fault that is drawn by the seed. Found is a fault one of whose checks is open; invented is what is
open at a healthy fake and is not when that kind is judged alone. Memory is that of the fleet's own
process, and of all processes below it together, at their highest. Needs the extra `fleet`.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import tomli_w

from fakes.faults import Fault, faults
from fakes.running import RunningFake
from suites.checks.catalogue import catalogue
from suites.checks.words import SAFE
from suites.targets.embedded import DEFAULT, EMBEDDED

VARIABLE = "BENCH_FLEET_PASSWORD"
WRITTEN = ("issuer", "client_id", "host", "auth_method", "username", "vendor")
# What a fake on a plain loopback URL cannot show.
NOT_SHOWN = ("transport", "tls", "pages", "logout")
PROGRAM = """
import sys
from ssoproof.command import main
if __name__ == '__main__':
    sys.exit(main())
"""
OPEN = ("FAILED", "WARNED")


class Drawn(NamedTuple):
    """A target of the simulation: its name, its kind, and the fault that it has, if one."""

    name: str
    kind: str
    fault: Fault | None


def main() -> None:
    asked = parser().parse_args()
    for number in asked.targets:
        with tempfile.TemporaryDirectory() as folder:
            simulate(number, asked, Path(folder))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("targets", type=int, nargs="+")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    made.add_argument("--check", action="append", default=[])
    return made


def simulate(number: int, asked: argparse.Namespace, folder: Path) -> None:
    """One fleet of so many targets, and a line about it."""
    drawn = list(draw(number, random.Random(asked.seed), asked.check or ["*"]))  # noqa: S311
    alone = [Drawn(f"alone-{kind}", kind, None) for kind in DEFAULT]
    options = [f"--check={one}" for one in asked.check]
    with served([*alone, *drawn], folder):
        names = [f"--target={one.name}" for one in alone]
        fleet(folder, "alone", 1, [*options, *names])
        names = [f"--target={one.name}" for one in drawn]
        took = fleet(folder, "all", asked.workers, [*options, *names])
    usual = {one.kind: open_at(folder / "alone", one.name) for one in alone}
    found = {one.name: open_at(folder / "all", one.name) for one in drawn}
    faulty = [one for one in drawn if one.fault]
    missed = [
        one.fault.name for one in drawn if one.fault and not one.fault.caught_by & found[one.name]
    ]
    healthy = [one for one in drawn if not one.fault]
    invented = {one.name: more for one in healthy if (more := found[one.name] - usual[one.kind])}
    print(
        f"{number:5} targets, {asked.workers} workers: {took.seconds:.0f} s, {took.cpu_s:.0f} s CPU"
    )
    print(f"      memory: {took.own_mb:.0f} MB of the fleet itself, {took.all_mb:.0f} MB of all")
    print(f"      faults: {len(faulty) - len(missed)} of {len(faulty)} found {missed or ''}")
    print(f"      invented: {invented or 'nothing'}", flush=True)


def draw(number: int, chance: random.Random, globs: list[str]) -> Iterator[Drawn]:
    """So many targets; every tenth has a fault that these checks can show."""
    pool = [one for _, one in sorted(faults().items()) if can_be_shown(one, globs)]
    for at in range(number):
        if at % 10 == 9:
            yield Drawn(f"target-{at}", "reference", chance.choice(pool))
        else:
            yield Drawn(f"target-{at}", chance.choice(DEFAULT), None)


def can_be_shown(fault: Fault, globs: list[str]) -> bool:
    """Whether all that must catch it is chosen, is safe, and is at home on the reference."""
    known = catalogue()
    return (
        fault.vendor == "reference"
        and not fault.options
        and all(
            one in known
            and known[one].run_class == SAFE
            and one.partition("/")[0] not in NOT_SHOWN
            and any(fnmatchcase(one, glob) for glob in globs)
            for one in fault.caught_by
        )
    )


@contextmanager
def served(drawn: list[Drawn], folder: Path) -> Iterator[None]:
    """The fakes, running, and the targets.toml that describes them."""
    tables: dict[str, Mapping[str, str]] = {}
    with ExitStack() as running:
        for one in drawn:
            kind = EMBEDDED[one.kind]
            given = (one.fault,) if one.fault else ()
            fake = RunningFake(kind.vendor, given, loopback="http", port=0, **dict(kind.options))
            values = running.enter_context(fake).setup(kind.auth_method).values
            tables[one.name] = {key: values[key] for key in WRITTEN if values[key]} | {
                "password_env": VARIABLE
            }
            os.environ[VARIABLE] = values["password"]
        (folder / "targets.toml").write_text(tomli_w.dumps(tables), "utf-8")
        yield


class Took(NamedTuple):
    seconds: float
    cpu_s: float
    own_mb: float
    all_mb: float


def fleet(folder: Path, place: str, workers: int, options: list[str]) -> Took:
    """Runs `ssoproof fleet`, and watches what it takes."""
    script = folder / "fleet_command.py"
    script.write_text(PROGRAM, "utf-8")
    command = [sys.executable, str(script), "fleet", "targets.toml", f"--workers={workers}"]
    before, begun = os.times(), time.perf_counter()
    own = together = 0.0
    with (folder / f"{place}.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, f"--report-dir={place}", *options], cwd=folder, stdout=log, stderr=log
        )
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            sizes = [size_of(one) for one in (watched, *below(watched))]
            own, together = max(own, sizes[0]), max(together, sum(sizes))
            time.sleep(0.5)
    after = os.times()
    cpu_s = after.children_user + after.children_system
    cpu_s -= before.children_user + before.children_system
    return Took(time.perf_counter() - begun, cpu_s, own, together)


def below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def size_of(process: psutil.Process) -> float:
    """Its memory in MB, shared pages counted in each that has them."""
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.Error:
        return 0.0


def open_at(reports: Path, name: str) -> set[str]:
    """The checks that are open at a target."""
    file = reports / "latest" / "targets" / name / "run.json"
    told: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return {one["check"] for one in told.get("findings", ()) if one["outcome"] in OPEN}


if __name__ == "__main__":
    main()
