"""From a run to its files: run.json first, then the page, then `latest`."""

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reports.page.html import page
from reports.run import store
from reports.run.shape import Problem, Run

BROKEN = 3


class Published(NamedTuple):
    """What was written: the directory, the run as written, and what could not be done."""

    directory: Path | None
    run: Run
    trouble: str


def publish(run: Run, parent: Path, started: datetime) -> Published:
    """Write the run below `parent`.

    Whatever keeps the page from being written is a defect of ours: run.json stays, says so, and
    has the exit code 3.
    """
    text = store.to_json(run)
    try:
        directory = store.new_directory(parent, started)
        store.write_text(directory / "run.json", text)
    except OSError as error:
        text = f"The report could not be written: {error}. Name another place with --report-dir."
        return Published(None, run, text)
    trouble = _write_page(text, directory)
    if trouble:
        problem: Problem = {"where": "report.html", "text": trouble}
        run = run | {"exit_code": BROKEN, "problems": [*run["problems"], problem]}
        store.write_text(directory / "run.json", store.to_json(run))
    store.point_latest(directory)
    return Published(directory, run, trouble)


def _write_page(text: str, directory: Path) -> str:
    try:
        store.write_text(directory / "report.html", page(json.loads(text)))
    except Exception as error:  # noqa: BLE001 a run's data must survive any defect of the page
        kept = directory / "run.json"
        return (
            f"report.html could not be written ({type(error).__name__}: {error}). "
            f"Nothing is lost: {kept} has the run, and `python -m reports {kept}` tries again."
        )
    return ""
