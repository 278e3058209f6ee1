"""What a fleet has done, on disk as soon as it is: whoever goes on does nothing twice."""

import errno
import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from reports.run.reading import Unreadable
from reports.run.row import Row
from reports.run.store import write_text

# What a file system says that has no locks, as some networks' have none (flock(2)).
NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EBADF)
ORDER, ROWS, DONE = "fleet.json", "rows.jsonl", "done"


class Journal:
    """The folder of one fleet: what was asked, and a line for each target that has ended.

    `untold` is what could not be kept beside that, such as in the history. Until it is closed no
    other process goes on with it.
    """

    untold = ""

    def __init__(self, folder: Path, order: Mapping[str, Any]) -> None:
        """A new one. Raises OSError."""
        self.folder = folder
        self.rows: dict[str, Row] = {}
        write_text(folder / ORDER, json.dumps({"order": order}, indent=2) + "\n")
        self.lock = held(folder)

    @classmethod
    def unfinished(cls, parent: Path, order: Mapping[str, Any]) -> "Journal | None":
        """The newest fleet below `parent`, if it did not come to its end.

        Raises Unreadable if it was asked for something else, goes on already, or cannot be read.
        """
        folders = sorted((one.parent for one in parent.glob(f"*/{ORDER}")), key=by_name)
        folders = [one for one in folders if not one.is_symlink()]
        if not folders or (folders[-1] / DONE).exists():
            return None
        found = cls.__new__(cls)
        found.folder = folders[-1]
        asked = told_in(found.folder / ORDER)
        if asked != order:
            other = [f"{key} {asked.get(key)}" for key in order if asked.get(key) != order[key]]
            raise Unreadable(
                f"{found.folder}: that fleet was asked for something else, {', '.join(other)}: ask "
                "for the same, or leave --resume out"
            )
        found.lock = held(found.folder)
        found.rows = rows_in(found.folder / ROWS)
        with (found.folder / ROWS).open("ab") as file:
            # After a line that was cut off the next one begins anew.
            file.write(b"\n")
        return found

    def close(self) -> None:
        """Somebody else may go on with it."""
        self.lock.close()

    def add(self, row: Row) -> None:
        """Keep a row, and what was written before it. Raises OSError."""
        self.rows[row["name"]] = row
        with (self.folder / ROWS).open("ab") as file:
            file.write(json.dumps(row).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def end(self) -> None:
        """It came to its end. Raises OSError."""
        (self.folder / DONE).touch()


def held(folder: Path) -> BinaryIO:
    """A file of the fleet, held until it is closed. Raises Unreadable if another process has it.

    Where a file system knows no locks, nothing is held.
    """
    file = (folder / ORDER).open("r+b")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Unreadable(
            f"{folder}: another process goes on with that fleet; wait for its end"
        ) from None
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
    return file


def by_name(folder: Path) -> tuple[str, int]:
    """When a fleet began; the second of one second is called `-2`."""
    moment, _, number = folder.name.partition("Z")
    return moment, int(number.removeprefix("-") or 1) if number[1:].isdecimal() else 1


def told_in(file: Path) -> dict[str, Any]:
    """What a fleet was asked. Raises Unreadable."""
    try:
        told = json.loads(file.read_bytes())["order"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"{file}: cannot be read: {error}; leave --resume out") from None
    return cast("dict[str, Any]", told)


def rows_in(file: Path) -> dict[str, Row]:
    """The rows of a file, the last of each name; a last line that was cut off is left out."""
    found: dict[str, Row] = {}
    text = file.read_text("utf-8", "replace") if file.exists() else ""
    for line in text.split("\n"):
        try:
            row: Row = json.loads(line)
            found[row["name"]] = row
        except (ValueError, TypeError, KeyError):
            continue
    return found
