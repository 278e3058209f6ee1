"""`python -m reports RUN.json [-o report.html]`: render the page of a run again."""

import argparse
import json
import sys
from pathlib import Path
from typing import NoReturn

from reports.page.html import page
from reports.run.shape import Run
from reports.run.store import write_text

WRONG_USAGE = 4


class Parser(argparse.ArgumentParser):
    """Wrong usage has the exit code that it has everywhere else here."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.format_usage()}{self.prog}: {message}\n")


class Unreadable(Exception):
    """A file is not a run, or cannot be written; the message is one line that says why."""


def main(arguments: list[str] | None = None, called: str = "python -m reports") -> int:
    """Render the page beside the run, or where `-o` says; 4 when the input is not a run."""
    parser = Parser(prog=called, description="Render the report page of a run.json again.")
    parser.add_argument("run", type=Path, metavar="RUN.json")
    parser.add_argument("-o", "--output", type=Path, metavar="report.html")
    given = parser.parse_args(arguments)
    output = given.output or given.run.with_name("report.html")
    try:
        if output.is_dir() or not output.parent.is_dir():
            raise Unreadable(f"-o {output}: name a file in a directory that exists")
        write_text(output, page(read(given.run)))
    except (Unreadable, OSError) as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    print(output)
    return 0


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

    schema = json.loads((Path(__file__).parent / "schema/run-1.json").read_bytes())
    error = next(Draft202012Validator(schema).iter_errors(run), None)
    if error is None:
        return ""
    return f"{error.json_path}: {' '.join(error.message.split())[:300]}"


if __name__ == "__main__":
    sys.exit(main())
