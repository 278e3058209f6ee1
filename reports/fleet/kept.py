"""Where a fleet is kept: a folder for each target, one history, one overview."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reports.comparison.compare import compare
from reports.comparison.night import nights_of
from reports.fleet.journal import Journal
from reports.history.file import FILE, History, HistoryError
from reports.history.last import last
from reports.history.thinning import thin_fleets
from reports.page.fleet import fleet_page
from reports.page.html import page
from reports.run import store
from reports.run.evidence import apart
from reports.run.exit_codes import exit_code
from reports.run.row import ENDED, Row, row_of
from reports.run.shape import Run

OVERVIEW, TARGETS = "fleet.html", "targets"


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What is kept where, and what a run is compared with: `last`, `last-green`, or nothing."""

    reports: Path
    history: Path | None = None
    baseline: str = ""
    fail_on: Collection[str] = ()
    keep: int = 30

    @property
    def past(self) -> History:
        """The one history of all targets; a new reader each time, since it keeps what it read."""
        return History(self.history or self.reports / FILE)


def begun(keeping: Keeping, order: Mapping[str, Any], started: datetime) -> Journal:
    """A new fleet, which is the latest one. Raises OSError."""
    journal = Journal(store.new_directory(keeping.reports, started), order)
    store.point_latest(journal.folder)
    return journal


def keep_run(
    keeping: Keeping, journal: Journal, files: Mapping[str, str], run: Run, digest: str
) -> Row:
    """Write a report and its night, then its row. Raises OSError, ValueError.

    `files` are those that its run wrote, by name, `run` what they say together. A history that
    cannot be used costs no report: it is told in `journal.untold`.
    """
    found = run
    run, trouble = with_comparison(keeping, run)
    if run["exit_code"] in ENDED:
        run = run | {"exit_code": exit_code(run, keeping.fail_on)}
    if "comparison" in run or run["exit_code"] != found["exit_code"]:
        files = {**files, store.RUN: store.to_json(apart(run)[0]), store.PAGE: page(run)}
    place = Path(TARGETS) / folder_of(run["targets"][0]["name"])
    row = row_of(run, keeping.fail_on, str(place / "report.html"), digest)
    folder = journal.folder / place
    folder.mkdir(parents=True, exist_ok=True)
    # What tells most is there first, if this ends in between.
    for file in sorted(files, key=lambda name: name != store.RUN):
        store.write_text(folder / file, files[file])
    try:
        keeping.past.add(nights_of(run), str(folder / "report.html"))
    except HistoryError as error:
        trouble = str(error)
    journal.add(row)
    journal.untold = trouble or journal.untold
    return row


def with_comparison(keeping: Keeping, run: Run) -> tuple[Run, str]:
    """The run with what is another than in its own last night, if there is one; what went wrong."""
    if not keeping.baseline:
        return run, ""
    nights = nights_of(run)
    own = {night["target"]["name"] for night in nights}
    try:
        found = last(keeping.past, nights, green=keeping.baseline == "last-green")
    except HistoryError as error:
        return run, f"{error} Nothing is compared, and all that is open is new."
    before = {name: night for name, night in found.items() if name in own}
    if not before:
        return run, ""
    return run | {"comparison": compare(before, nights, keeping.baseline, run["started"])}, ""


def folder_of(name: str) -> str:
    """A folder for a target: told apart on every file system, whatever it is called."""
    if re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,80}", name) and not name.endswith("."):
        return name
    plain = re.sub(r"[^a-z0-9-]+", "_", name.lower())[:60].strip("_-") or "target"
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{plain}-{digest[:8]}"


def write_overview(journal: Journal, asked: int, written: str) -> Path:
    """The overview of what has ended, of `asked` targets. Raises OSError."""
    path = journal.folder / OVERVIEW
    store.write_text(path, fleet_page(list(journal.rows.values()), asked, written))
    return path


def end(keeping: Keeping, journal: Journal) -> None:
    """The fleet came to its end: pages of old ones go. Raises OSError."""
    journal.end()
    thin_fleets(keeping.reports, keeping.keep)
