"""From a run to its files: run.json first, its evidence, then the pages, then `latest`."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reports.page.files import pages
from reports.run import store
from reports.run.evidence import apart, joined
from reports.run.shape import Problem, Run

BROKEN = 3
NOWHERE = "The report could not be written: {}. Name another place with --report-dir."


class Published(NamedTuple):
    """What was written: the directory, the run as written, and what could not be done."""

    directory: Path | None
    run: Run
    trouble: str


def publish(run: Run, parent: Path, started: datetime) -> Published:
    """Write the run below `parent`.

    Whatever keeps the page from being written is a defect of ours: run.json stays, says so, and
    has the exit code 3. On a full disk the findings go before their exchanges and the page, and
    what is there from earlier runs stays.
    """
    try:
        directory = store.new_directory(parent, started)
    except OSError as error:
        return Published(None, run, NOWHERE.format(error))
    try:
        run, trouble = _write_run(run, directory)
    except OSError as error:
        with suppress(OSError):
            directory.rmdir()
        return Published(None, run, NOWHERE.format(error))
    missing, without_page = _write_pages(run, directory)
    with suppress(OSError):
        if missing:
            run = _with_problem(run, missing, without_page)
            store.write_text(directory / store.RUN, store.to_json(apart(run)[0]))
        store.point_latest(directory)
    return Published(directory, run, f"{trouble} {without_page}".strip())


def rewrite(run: Run, directory: Path) -> None:
    """Write a run again, of which more is known now; what cannot be written stays as it was."""
    with suppress(OSError):
        store.write_text(directory / store.RUN, store.to_json(apart(run)[0]))
        _write_pages(run, directory)
        store.point_latest(directory)


def _write_run(run: Run, directory: Path) -> tuple[Run, str]:
    """Write run.json and evidence.json, or run.json without exchanges if there is no room for more.

    Returns what was written, and what is missing. Raises OSError if it cannot be written at all.
    """
    judged, proof = apart(run)
    try:
        store.write_text(directory / store.RUN, store.to_json(judged))
    except OSError as error:
        trouble = (
            f"The report is written without its exchanges: {error}. Make room, or name another "
            "place with --report-dir, and run again for the evidence."
        )
        without = run | {
            "exchanges": [],
            "findings": [one | {"exchanges": []} for one in run["findings"]],
        }
        run = _with_problem(without, store.RUN, trouble)
        store.write_text(directory / store.RUN, store.to_json(apart(run)[0]))
        return run, trouble
    try:
        store.write_text(directory / store.EVIDENCE, store.to_json(proof))
    except OSError as error:
        trouble = f"The report is written without the evidence of what passed: {error}. Make room."
        run = _with_problem(run, store.EVIDENCE, trouble)
        with suppress(OSError):
            store.write_text(directory / store.RUN, store.to_json(apart(run)[0]))
        return run, trouble
    return run, ""


def _with_problem(run: Run, where: str, text: str) -> Run:
    problem: Problem = {"where": where, "text": text}
    return run | {"exit_code": BROKEN, "problems": [*run["problems"], problem]}


def _write_pages(run: Run, directory: Path) -> tuple[str, str]:
    """Write the pages of the run as a file has it; the name of one that cannot be, and why."""
    path = directory / store.PAGE
    try:
        judged, proof = (json.loads(store.to_json(part)) for part in apart(run))
        told = joined(judged, proof)
        for path, made in pages(directory / store.PAGE).items():
            store.write_text(path, made(told))
    except Exception as error:  # noqa: BLE001 a run's data must survive any defect of the page
        kept = directory / store.RUN
        return path.name, (
            f"{path.name} could not be written ({type(error).__name__}: {error}). "
            f"Nothing is lost: {kept} has the run, and `python -m reports {kept}` tries again."
        )
    return "", ""
