"""The pytest side of the formats: those that a run is asked for, and the summary of a job."""

import os
from pathlib import Path

import pytest

from reports.formats.formats import FORMATS
from reports.formats.markdown import markdown
from reports.run.shape import Run
from reports.run.store import write_text

# Where GitHub Actions takes Markdown for the page of a job.
SUMMARY = "GITHUB_STEP_SUMMARY"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("conformance report").addoption(
        "--format",
        action="append",
        choices=tuple(FORMATS),
        default=[],
        help="write the run in this format too, beside run.json; annotations of GitHub are printed."
        " May be repeated",
    )


def told(config: pytest.Config, run: Run, folder: Path) -> tuple[str, str]:
    """Writes what is asked for into `folder`; what is to be printed, and what could not be done."""
    printed, trouble = "", []
    for name in dict.fromkeys(config.getoption("format")):
        try:
            text = FORMATS[name].text(run)
            if FORMATS[name].file:
                write_text(folder / FORMATS[name].file, text)
            else:
                printed += text
        except Exception as bug:  # noqa: BLE001 the report is written
            trouble.append(f"--format {name}: not written: {type(bug).__name__}: {bug}.")
    if place := os.environ.get(SUMMARY):
        try:
            with Path(place).open("ab") as file:
                file.write((markdown(run) + "\n").encode("utf-8", "backslashreplace"))
        except Exception as bug:  # noqa: BLE001 the report is written
            trouble.append(f"{SUMMARY}: not written: {type(bug).__name__}: {bug}.")
    return printed, " ".join(trouble)
