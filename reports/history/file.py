"""The history: a file of SQLite with every run's nights, without their evidence.

It holds what run.json says, and so no secret. Catalogues and findings are kept once however many
nights had the same. Whatever is wrong with the file is a HistoryError, and costs no report.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from reports.comparison.compare import suites_in
from reports.comparison.night import Night

FILE = "history.sqlite"
# What tells our files from those of others, in the place that SQLite has for it.
APPLICATION, VERSION = 0x550F, 1
# So long another run may take to write its nights.
PATIENCE_S = 30.0
SCHEMA = """
CREATE TABLE bodies (digest TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, started TEXT NOT NULL, duration_s REAL NOT NULL,
    exit_code INTEGER NOT NULL, place TEXT NOT NULL, versions TEXT NOT NULL
);
CREATE TABLE nights (
    run INTEGER NOT NULL REFERENCES runs, target TEXT NOT NULL, suites TEXT NOT NULL,
    told TEXT NOT NULL, checks TEXT NOT NULL REFERENCES bodies,
    findings TEXT NOT NULL REFERENCES bodies, PRIMARY KEY (run, target)
) WITHOUT ROWID;
CREATE INDEX nights_by_target ON nights (target, run);
"""
NIGHTS = """
SELECT started, duration_s, exit_code, versions, checks, told, findings
FROM nights JOIN runs ON runs.id = nights.run
"""


class HistoryError(Exception):
    """A file cannot be used as a history; the message is one line that says what to do."""


class History:
    """One file of a history; it is made when the first run is added."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bodies: dict[str, Any] = {}

    def add(self, nights: list[Night], place: str) -> None:
        """Keep the nights of one run, whose report is at `place`: all of them, or none.

        Raises HistoryError.
        """
        if not nights:
            return
        first = nights[0]
        with self._opened() as file, file:
            file.execute("BEGIN IMMEDIATE")
            self._prepare(file)
            run = file.execute(
                "INSERT INTO runs (started, duration_s, exit_code, place, versions)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    first["started"], first["duration_s"], first["exit_code"], place,
                    json.dumps(first["versions"]),
                ),
            ).lastrowid  # fmt: skip
            for night in nights:
                told = json.dumps({"target": night["target"], "causes": night["causes"]})
                row = (
                    run, night["target"]["name"], suites_of(night), told,
                    put(file, night["checks"]), put(file, night["findings"]),
                )  # fmt: skip
                file.execute("INSERT INTO nights VALUES (?, ?, ?, ?, ?, ?)", row)

    def targets(self) -> list[str]:
        """The names of all targets, in the order of the alphabet. Raises HistoryError."""
        with self._read() as file:
            if file is None:
                return []
            return [
                name for (name,) in file.execute("SELECT DISTINCT target FROM nights ORDER BY 1")
            ]

    def nights(self, target: str, most: int, *, like: str = "", green: bool = False) -> list[Night]:
        """The newest nights of a target, the newest first; those that were `green` alone.

        Where some had the suites that `like` names, only these. Raises HistoryError.
        """
        with self._read() as file:
            if file is None:
                return []
            wanted = "WHERE target = ?" + (" AND exit_code = 0" if green else "")
            alike = f"{wanted} AND suites = ?"
            order = "ORDER BY started DESC, run DESC LIMIT ?"
            rows = file.execute(f"{NIGHTS} {alike} {order}", (target, like, most)).fetchall()
            rows = rows or file.execute(f"{NIGHTS} {wanted} {order}", (target, most)).fetchall()
            return [self._night(file, row) for row in rows]

    def beside(self, targets: Iterable[str], like: str) -> list[str]:
        """The targets of the newest run that had one of these, and the suites that `like` names.

        Raises HistoryError.
        """
        names = json.dumps(list(targets))
        with self._read() as file:
            if file is None:
                return []
            rows = file.execute(
                "SELECT target FROM nights WHERE run = (SELECT run FROM nights JOIN runs"
                " ON runs.id = run WHERE suites = ? AND target IN (SELECT value FROM json_each(?))"
                " ORDER BY started DESC, run DESC LIMIT 1)",
                (like, names),
            )
            return [name for (name,) in rows]

    def _night(self, file: sqlite3.Connection, row: tuple[Any, ...]) -> Night:
        started, duration_s, exit_code, versions, checks, kept, findings = row
        told = json.loads(kept)
        return {
            "started": started,
            "duration_s": duration_s,
            "exit_code": exit_code,
            "versions": json.loads(versions),
            "target": told["target"],
            "causes": told["causes"],
            "checks": self._body(file, checks),
            "findings": self._body(file, findings),
        }

    def _body(self, file: sqlite3.Connection, digest: str) -> Any:
        """Equal nights share their findings: each is unpacked once."""
        if digest not in self._bodies:
            asked = file.execute("SELECT body FROM bodies WHERE digest = ?", (digest,))
            self._bodies[digest] = json.loads(zlib.decompress(asked.fetchone()[0]))
        return self._bodies[digest]

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection | None]:
        """The file, or None as long as no run was added."""
        if not self._path.exists():
            yield None
            return
        with self._opened() as file:
            self._recognise(file)
            yield file

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, left as it was where anything breaks."""
        try:
            connection = sqlite3.connect(self._path, timeout=PATIENCE_S, isolation_level=None)
            with closing(connection) as file:
                yield file
        except (sqlite3.Error, zlib.error, ValueError, TypeError, KeyError) as error:
            raise HistoryError(
                f"The history {self._path} cannot be used: {error}. Move it away, name another by "
                "--history, or do without by --no-history."
            ) from error

    def _prepare(self, file: sqlite3.Connection) -> None:
        """A file that is new gets its tables; one of somebody else is left alone."""
        tables = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables and not marks(file)[0]:
            for statement in filter(str.strip, SCHEMA.split(";")):
                file.execute(statement)
            file.execute(f"PRAGMA application_id = {APPLICATION}")
            file.execute(f"PRAGMA user_version = {VERSION}")
        self._recognise(file)

    def _recognise(self, file: sqlite3.Connection) -> None:
        application, version = marks(file)
        if application != APPLICATION:
            raise ValueError("it is no history of ssoproof")
        if version != VERSION:
            raise ValueError(f"it is of version {version}, and this ssoproof knows {VERSION}")


def marks(file: sqlite3.Connection) -> tuple[int, int]:
    """What the head of a file says of its application and version."""
    application = file.execute("PRAGMA application_id").fetchone()[0]
    return application, file.execute("PRAGMA user_version").fetchone()[0]


def put(file: sqlite3.Connection, value: object) -> str:
    """Keeps a value once; returns its digest."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(text).hexdigest()
    row = (digest, zlib.compress(text))
    file.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", row)
    return digest


def suites_of(night: Night) -> str:
    """The suites of a night, as the file names them."""
    return " ".join(sorted(suites_in(night)))
