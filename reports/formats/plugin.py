"""The pytest side of the formats: those that a run is asked for, and the summary of a job."""

import os
from pathlib import Path

import pytest

from reports.formats.formats import FORMATS, Format
from reports.formats.markdown import markdown
from reports.page.pdf import NoPdf, presume_chromium
from reports.run.shape import Run
from reports.run.store import write

# Where GitHub Actions takes Markdown for the page of a job.
SUMMARY = "GITHUB_STEP_SUMMARY"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("conformance report").addoption(
        "--format",
        action="append",
        choices=tuple(FORMATS),
        default=[],
        help="write the run in this format too, beside run.json; annotations of GitHub are printed,"
        " pdf takes Chromium and the extra `browser`. May be repeated",
    )


def presume(names: list[str]) -> None:
    """Whether all formats can be made here. Raises pytest.UsageError."""
    if "pdf" in names:
        try:
            presume_chromium()
        except NoPdf as error:
            raise pytest.UsageError(str(error)) from None


def put(form: Format, run: Run, folder: Path) -> str:
    """Writes the run into the file of a format; returns what is printed of one without."""
    content = form.content(run)
    if not form.file:
        return str(content)
    write(folder / form.file, content)
    return ""


def told(config: pytest.Config, run: Run, folder: Path) -> tuple[str, str]:
    """Writes what is asked for into `folder`; what is to be printed, and what could not be done."""
    printed, trouble = "", []
    for name in dict.fromkeys(config.getoption("format")):
        try:
            printed += put(FORMATS[name], run, folder)
        except NoPdf as error:
            trouble.append(f"{error}.")
        except Exception as bug:  # noqa: BLE001 the report is written
            trouble.append(f"--format {name}: not written: {type(bug).__name__}: {bug}.")
    if place := os.environ.get(SUMMARY):
        try:
            with Path(place).open("ab") as file:
                file.write((markdown(run) + "\n").encode("utf-8", "backslashreplace"))
        except Exception as bug:  # noqa: BLE001 the report is written
            trouble.append(f"{SUMMARY}: not written: {type(bug).__name__}: {bug}.")
    return printed, " ".join(trouble)
