"""Where a run is kept: one directory per run, `latest` pointing to the newest, run.json first."""

import json
import re
import shutil
from datetime import datetime
from pathlib import Path

from reports.run.evidence import Evidence
from reports.run.shape import Run

# A run, what proves it, its page, and that of the checks, all in one directory.
RUN, EVIDENCE, PAGE, CHECKS = "run.json", "evidence.json", "report.html", "checks.html"
# Raw in JSON they are legal, but a terminal or an editor that shows the file would obey them.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LISTS = ("targets", "diagnoses", "catalogue", "faults", "findings", "exchanges", "notices",
          "problems", "coverage")  # fmt: skip
COMPACT = (",", ":")
_DEEPEST = 60
_LARGEST = 1e300
# What UTF-8 does not have is told by its code.
ESCAPED = "backslashreplace"


def new_directory(parent: Path, started: datetime) -> Path:
    """Make and return a directory of this run alone; two runs of one second get two."""
    name = started.strftime("%Y-%m-%dT%H%M%SZ")
    number = 1
    while True:
        directory = parent / (name if number == 1 else f"{name}-{number}")
        try:
            directory.mkdir(parents=True)
        except FileExistsError:
            number += 1
        else:
            return directory


def point_latest(directory: Path) -> None:
    """Let `latest` beside the directory show it: a symbolic link, or else a copy."""
    latest = directory.parent / "latest"
    fresh = directory.parent / f".latest-{directory.name}"
    try:
        fresh.symlink_to(directory.name, target_is_directory=True)
        fresh.replace(latest)
    except OSError:
        fresh.unlink(missing_ok=True)
        if latest.is_symlink():
            latest.unlink()
        shutil.copytree(directory, latest, dirs_exist_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    write(path, text)


def write(path: Path, content: str | bytes) -> None:
    """Write a document, or a text, whole or not at all. Raises OSError."""
    fresh = path.with_name(f".{path.name}.part")
    try:
        told = content if isinstance(content, bytes) else content.encode("utf-8", ESCAPED)
        fresh.write_bytes(told)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def to_json(run: Run | Evidence) -> str:
    """A run, or what proves it, as JSON: one line per entry, so that diff can compare two."""
    lines = [f"{json.dumps(key)}:{_value(key, value)}" for key, value in run.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(key: str, value: object) -> str:
    if key not in _LISTS or not isinstance(value, list) or not value:
        return _dump(value)
    return "[\n" + ",\n".join(_dump(entry) for entry in value) + "\n]"


def _dump(value: object) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=COMPACT)
    except (ValueError, TypeError, RecursionError):
        text = json.dumps(_plain(value, 0), ensure_ascii=False, separators=COMPACT)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _plain(value: object, depth: int) -> object:
    """The value in what JSON can say: a target may send NaN, or nest without end."""
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {str(key): _plain(entry, depth + 1) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry, depth + 1) for entry in value]
    if isinstance(value, str | bool | None) or (
        isinstance(value, int | float) and abs(value) < _LARGEST
    ):
        return value
    try:
        return str(value)
    except Exception:  # noqa: BLE001 the rest of the run is written
        return f"a {type(value).__name__}"
