"""Files that are no history, where one should be."""

import sqlite3
from pathlib import Path

from reports.comparison.night import nights_of
from reports.history.file import APPLICATION, History
from suites.harness.reports.two_runs import a_run


def damaged(kind: str, path: Path) -> None:
    """Makes a file of that kind where a history should be."""
    if kind == "text":
        path.write_text("not a database " * 500)
    elif kind == "cut off":
        History(path).add(
            nights_of(a_run({"okta": {f"a/n{n}": "FAILED" for n in range(2000)}})), ""
        )
        path.write_bytes(path.read_bytes()[:5000])
    elif kind == "folder":
        path.mkdir()
    else:
        with sqlite3.connect(path) as file:
            file.execute("CREATE TABLE songs (title)" if kind == "somebody's" else "SELECT 1")
            mark = APPLICATION if kind == "of a later version" else 7
            file.execute(f"PRAGMA application_id = {mark}")
            file.execute("PRAGMA user_version = 99")


KINDS = ["text", "cut off", "folder", "somebody's", "of a later version"]
