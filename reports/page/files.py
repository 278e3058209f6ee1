"""The pages of a run as files: the page, and beside it that of the checks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from reports.page.catalogue import checks_page
from reports.page.html import page
from reports.run.shape import Run
from reports.run.store import CHECKS, PAGE


def pages(path: Path) -> dict[Path, Callable[[Run], str]]:
    """The files of a page that is to be at `path`, each with what makes its text of a run.

    A page of another name than `report.html` gets checks of its own beside it.
    """
    beside = path.with_name(CHECKS if path.name == PAGE else f"{path.stem}-{CHECKS}")
    return {
        path: partial(page, checks=quote(beside.name)),
        beside: partial(checks_page, report=quote(path.name)),
    }
