"""A run.json read back: it is a run, or one line says why it is none."""

import json
from pathlib import Path
from typing import Any

from reports.run.evidence import joined
from reports.run.shape import Run
from reports.run.store import EVIDENCE

SCHEMA_FILE = Path(__file__).parents[1] / "schema/run-1.json"


class Unreadable(Exception):
    """A file is not a run, or cannot be written; the message is one line that says why."""


def read(path: Path) -> Run:
    """The run of a file that keeps to `schema/run-1.json`; otherwise Unreadable."""
    run: Run = loaded(path)
    if complaint := first_complaint(run):
        raise Unreadable(f"{path}: not a run of schema 1: {complaint}")
    return run


def read_whole(path: Path) -> Run:
    """The run with what proves it, if that is in a file beside it. Raises Unreadable."""
    run, beside = read(path), path.with_name(EVIDENCE)
    if not beside.exists():
        return run
    try:
        return whole(run, loaded(beside))
    except ValueError as error:
        raise Unreadable(f"{beside}: {error}; move it away to do without") from error


def whole(run: Run, evidence: Any) -> Run:
    """The run with what proves it. Raises ValueError if that is something else."""
    try:
        told = joined(run, evidence)
    except (KeyError, TypeError):
        raise ValueError("not the evidence of a run") from None
    if complaint := first_complaint(told):
        raise ValueError(f"not the evidence of a run of schema 1: {complaint}")
    return told


def loaded(path: Path) -> Any:
    """The JSON of a file. Raises Unreadable."""
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path}: not JSON: {error}") from error


def first_complaint(run: object) -> str:
    """Where the run departs from the schema, in one line; nothing if it does not."""
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA_FILE.read_bytes())
    error = next(Draft202012Validator(schema).iter_errors(run), None)
    if error is None:
        return ""
    return f"{error.json_path}: {' '.join(error.message.split())[:300]}"
