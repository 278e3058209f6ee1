"""A run.json read back: it is a run, or one line says why it is none."""

import json
from pathlib import Path

from reports.run.shape import Run

SCHEMA_FILE = Path(__file__).parents[1] / "schema/run-1.json"


class Unreadable(Exception):
    """A file is not a run, or cannot be written; the message is one line that says why."""


def read(path: Path) -> Run:
    """The run of a file that keeps to `schema/run-1.json`; otherwise Unreadable."""
    try:
        run: Run = json.loads(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path}: not JSON: {error}") from error
    complaint = first_complaint(run)
    if complaint:
        raise Unreadable(f"{path}: not a run of schema 1: {complaint}")
    return run


def first_complaint(run: object) -> str:
    """Where the run departs from the schema, in one line; nothing if it does not."""
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA_FILE.read_bytes())
    error = next(Draft202012Validator(schema).iter_errors(run), None)
    if error is None:
        return ""
    return f"{error.json_path}: {' '.join(error.message.split())[:300]}"
