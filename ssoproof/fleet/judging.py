"""What a worker does: one run of pytest as a process of its own, and what came of it.

Whatever is secret the run reads from the worker's environment; here it is not looked at.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w
from distributed import get_worker
from distributed.core import Status

from fakes.settings.rules import pem_file
from reports.run.store import CHECKS, EVIDENCE, PAGE, RUN
from reports.run.text import visible
from ssoproof.fleet.child import ASKING
from ssoproof.fleet.order import Order, Task
from suites.targets.settings import TABLE

# So long after its time a run may take to tell what it found; then it is told to end, then killed.
LATE_S = 60.0
ENDING_S = 60.0
BETWEEN_S = 0.2
# So many runs of another fleet at the same host may come before.
WAITS = 10
HUNG = f"It hung, and was ended {LATE_S:g} s after its time (--target-timeout)."
KEPT_WAITING = "Another fleet was at the same host for too long: see whether it hangs."
KEPT = (RUN, EVIDENCE, PAGE, CHECKS)
LARGEST = 256 * 1024 * 1024
TAIL = 2000
# A run among a thousand tells nobody by itself: the fleet does.
TOLD_ELSEWHERE = ("GITHUB_STEP_SUMMARY",)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a run ended, what it wrote (compressed, by file name), and its last words.

    `trouble` says why there is nothing, or not all of it.
    """

    exit_code: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    said: str = ""
    trouble: str = ""
    duration_s: float = 0.0

    def text(self, name: str) -> str:
        """What a file says. Raises ValueError if it is too long, zlib.error if it is broken."""
        unpacking = zlib.decompressobj()
        told = unpacking.decompress(self.files[name], LARGEST)
        if unpacking.unconsumed_tail:
            raise ValueError(f"{name} is longer than {LARGEST:,} bytes")
        return told.decode("utf-8")


def judged(order: Order, task: Task) -> Answer:
    """Judges one target; called by Dask, which may give it up meanwhile."""
    return run(order, task, wanted=still_wanted())


def still_wanted() -> Callable[[], bool]:
    """Whether anybody waits for the task that calls this: its fleet, by a living scheduler."""
    worker = get_worker()
    key = worker.get_current_task()

    def wanted() -> bool:
        state = worker.state.tasks.get(key)
        return worker.status is Status.running and state is not None and state.state == "executing"

    return wanted


def run(order: Order, task: Task, wanted: Callable[[], bool]) -> Answer:
    """One run, ended when its time is over or nobody has `wanted` it any more."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ssoproof-fleet-") as name:
        place = Path(name)
        (place / order.file).write_text(tomli_w.dumps({task.name: portable(task.table)}), "utf-8")
        with (place / "said").open("wb") as said:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command(order, task),
                cwd=place,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            with process:
                trouble = waited(process, order.timeout_s, wanted, (place / ASKING).exists)
        last = visible((place / "said").read_bytes()[-TAIL:].decode("utf-8", "replace"))
        took_s = time.monotonic() - begun
        return Answer(process.returncode, written(place), last, trouble, round(took_s, 3))


def command(order: Order, task: Task) -> list[str]:
    """What judges a target, in the folder that has its table."""
    locks = os.pathsep.join(str(lock_of(host)) for host in sorted(task.hosts))
    return [
        sys.executable, "-m", "ssoproof.fleet.child", locks, *order.suites,
        "--targets", order.file, f"--target={task.name}", "--report-dir", "out", "--no-history",
        "--time-limit", f"{order.timeout_s:g}", "-p", "no:cacheprovider", *order.options,
    ]  # fmt: skip


def lock_of(host: str) -> Path:
    """The file that stands for a host on this machine, for this user."""
    name = hashlib.sha256(host.encode()).hexdigest()[:32]
    return Path(tempfile.gettempdir()) / f"ssoproof-fleet-{os.getuid()}" / name


def environment() -> dict[str, str]:
    """The worker's own: what is secret is in it."""
    return {name: value for name, value in os.environ.items() if name not in TOLD_ELSEWHERE}


def portable(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table, its files named so that they are found from another folder."""
    files = {key for key, one in TABLE.items() if one.rule is pem_file}
    return {
        key: str(Path(value).absolute()) if key in files and isinstance(value, str) else value
        for key, value in table.items()
    }


def waited(
    process: "subprocess.Popen[bytes]",
    limit_s: float,
    wanted: Callable[[], bool],
    asks: Callable[[], bool],
) -> str:
    """Waits for the end of a run, and brings it about if need be. Returns what was the matter.

    Its time begins when it `asks`: before that it waits for another fleet at the same host, as long
    as that may take for several targets.
    """
    end, begun = time.monotonic() + WAITS * limit_s + LATE_S, False
    while process.poll() is None:
        if not begun and asks():
            begun, end = True, time.monotonic() + limit_s + LATE_S
        if time.monotonic() > end or not wanted():
            process.terminate()
            try:
                process.wait(ENDING_S)
            except subprocess.TimeoutExpired:
                process.kill()
            return HUNG if begun else KEPT_WAITING
        try:
            process.wait(BETWEEN_S)
        except subprocess.TimeoutExpired:
            continue
    return ""


def written(place: Path) -> dict[str, bytes]:
    """The files of the newest run, compressed; it may have been ended before it had them all."""
    runs = sorted((place / "out").glob(f"[0-9]*/{RUN}"))
    files = [one for name in KEPT for run in runs[-1:] if (one := run.with_name(name)).is_file()]
    return {one.name: zlib.compress(one.read_bytes(), 6) for one in files}
