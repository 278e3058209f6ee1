"""A fleet from its first target to its exit code."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from reports.fleet.journal import Journal
from reports.fleet.kept import Keeping, begun, end, keep_run, write_overview
from reports.run.evidence import joined
from reports.run.exit_codes import NOT_JUDGED
from reports.run.row import BROKEN, Row, code_of_all, without_run
from reports.run.shape import Run
from reports.run.store import EVIDENCE
from reports.run.text import visible
from reports.terminal.progress_lines import SECONDS_BETWEEN, progress_line
from ssoproof.fleet.cluster import Roster, SchedulerLost, answers, cluster
from ssoproof.fleet.judging import Answer
from ssoproof.fleet.order import Order, Task
from ssoproof.fleet.telling import last_words, verdicts

INTERRUPTED = 2
LONGEST_S, SHARE = 600.0, 20


def run(asked: argparse.Namespace, order: Order, tasks: Sequence[Task], keeping: Keeping) -> int:
    """Judges what is left to judge, keeps and tells it.

    Raises NoCluster, Unreadable; OSError if there is no place for it.
    """
    with cluster(asked.scheduler or "", asked.workers or os.cpu_count() or 1) as client:
        fleet = Fleet(order, tasks, keeping, resume=asked.resume)
        with closing(fleet):
            return heard(fleet, answers(client, order, Roster(fleet.left)))


def heard(fleet: "Fleet", told: Iterable[tuple[Task, Answer] | None]) -> int:
    """Listens until all is told, or nobody is there to tell it. Returns the exit code."""
    try:
        for each in told:
            if each:
                fleet.hear(*each)
            else:
                fleet.pass_time()
        return fleet.ended()
    except SchedulerLost:
        return fleet.stopped("the scheduler is gone")
    except KeyboardInterrupt:
        return fleet.stopped("interrupted")
    except OSError as error:
        print(f"the fleet could not be kept: {error}; --resume goes on", file=sys.stderr)
        return BROKEN


class Fleet:
    """What has ended, what is left, and what is said of it meanwhile."""

    def __init__(
        self,
        order: Order,
        tasks: Sequence[Task],
        keeping: Keeping,
        *,
        resume: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begins one, or goes on with one. Raises Unreadable, OSError."""
        keeping.reports.mkdir(parents=True, exist_ok=True)
        asked = order.told | {"baseline": keeping.baseline, "fail_on": list(keeping.fail_on)}
        found = Journal.unfinished(keeping.reports, asked) if resume else None
        self._journal = found or begun(keeping, asked, datetime.now(UTC))
        self._tasks = {task.name: task for task in tasks}
        self._keeping, self._clock = keeping, clock
        done = {
            name: row
            for name, row in self._journal.rows.items()
            if name in self._tasks and row["digest"] == self._tasks[name].digest
        }
        self._journal.rows = done
        self.left = [task for task in tasks if task.name not in done]
        self._begun = self._told = self._drawn = clock()
        self._pause_s = SECONDS_BETWEEN
        if found:
            print(f"going on with {found.folder}: {len(done):,} of {len(tasks):,} are there")

    def hear(self, task: Task, answer: Answer) -> None:
        """Keep what a target's run came to. Raises OSError."""
        why, code = trouble_of(answer), NOT_JUDGED
        if not why:
            try:
                keep_answer(self._keeping, self._journal, task, answer)
            except OSError:
                raise
            except Exception as error:  # noqa: BLE001 the others' runs are kept
                told = f"{type(error).__name__}: {error}"
                why, code = f"What its run wrote cannot be used here: {told}", BROKEN
        if why:
            code = BROKEN if answer.exit_code == BROKEN else code
            now = datetime.now(UTC).isoformat(timespec="seconds")
            row = without_run(task.name, task.issuer, why, code, now, task.digest)
            self._journal.add(row)
        self.pass_time()

    def pass_time(self) -> None:
        """A line every ten seconds; the overview as often as it costs little."""
        now, rows = self._clock(), self._journal.rows
        if now - self._told >= SECONDS_BETWEEN:
            self._told = now
            done, total = len(rows) - (len(self._tasks) - len(self.left)), len(self.left)
            found = verdicts(rows.values())
            print(progress_line("targets", total, done, now - self._begun, found), flush=True)
        if now - self._drawn >= self._pause_s:
            self._write_overview()
            self._drawn = self._clock()
            self._pause_s = min(LONGEST_S, max(SECONDS_BETWEEN, SHARE * (self._drawn - now)))

    def _write_overview(self) -> Path:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return write_overview(self._journal, len(self._tasks), now)

    def stopped(self, why: str) -> int:
        """It ended before its time: what has ended is kept."""
        self._tell()
        left = len(self._tasks) - len(self._journal.rows)
        print(f"{why}: {left:,} of {len(self._tasks):,} targets are left; --resume goes on")
        return INTERRUPTED

    def ended(self) -> int:
        """It came to its end. Returns its exit code."""
        self._tell()
        end(self._keeping, self._journal)
        return code_of_all(self._journal.rows.values())

    def close(self) -> None:
        """Another process may go on with it."""
        self._journal.close()

    def _tell(self) -> None:
        told = last_words(
            list(self._journal.rows.values()),
            took_s=self._clock() - self._begun,
            page=str(self._write_overview()),
            baseline=self._keeping.baseline,
            untold=self._journal.untold,
        )
        for line in told:
            print(line)


def trouble_of(answer: Answer) -> str:
    """Why there is no run to keep; nothing if there is one."""
    if "run.json" in answer.files:
        return ""
    last = [line for line in visible(answer.said).splitlines() if line.strip()]
    said = (
        last[-1].removeprefix("ERROR: ") if last else f"it ended with exit code {answer.exit_code}"
    )
    return answer.trouble or f"Nothing was written: {said}"


def keep_answer(keeping: Keeping, journal: Journal, task: Task, answer: Answer) -> Row:
    """Keep the run of an answer. Raises OSError; ValueError if it is none."""
    files = {Path(name).name: answer.text(name) for name in answer.files}
    found: Run = json.loads(files["run.json"])
    if [one["name"] for one in found["targets"]] != [task.name]:
        raise ValueError("run.json: it is about another target")
    if EVIDENCE in files:
        found = joined(found, json.loads(files[EVIDENCE]))
    return keep_run(keeping, journal, files, found, task.digest)
