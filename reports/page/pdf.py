"""The page on paper: PDF, A4, by its print style and the system's Chromium.

Playwright leads it, which is an extra and slow to import.
"""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reports.page.html import page
from reports.run.shape import Run
from reports.run.store import write_text

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Root has no sandbox, as in containers; the page has no script and no link that is followed.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
# Ten thousand findings are opened in seconds.
OPENED_MS = 120_000
MARGINS = {"top": "12mm", "bottom": "15mm", "left": "12mm", "right": "12mm"}
FOOTER = (
    '<p style="width: 100%; font: 8px sans-serif; color: #535d6c; text-align: center">'
    'ssoproof · <span class="pageNumber"></span> / <span class="totalPages"></span></p>'
)


class NoPdf(Exception):
    """There is no PDF; the message says why, and what to install."""


def pdf(run: Run) -> bytes:
    """The document. Raises NoPdf."""
    program = presume_chromium()
    # Who logged in by Chromium in this thread may hold Playwright, of which a thread has one.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(printed, page(run), program).result()


def presume_chromium() -> str:
    """The path of the Chromium that prints. Raises NoPdf if it, or Playwright, is missing."""
    if find_spec("playwright") is None:
        raise NoPdf(
            "--format pdf: Playwright is not installed: install the extra `browser` "
            "(pip install -e '.[browser]')"
        )
    path = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if path is None:
        raise NoPdf(
            f"--format pdf: found none of {', '.join(PROGRAMS)} on PATH: install your system's "
            "chromium package (Debian: apt-get install chromium)"
        )
    return path


def printed(html: str, program: str) -> bytes:
    """A page of ours as Chromium prints it. Raises NoPdf."""
    from playwright.sync_api import Error

    try:
        with TemporaryDirectory() as folder, a_tab(program) as tab:
            file = Path(folder) / "report.html"
            write_text(file, html)
            tab.goto(file.as_uri(), timeout=OPENED_MS)
            document: bytes = tab.pdf(
                format="A4",
                margin=MARGINS,
                print_background=True,
                display_header_footer=True,
                header_template="<p></p>",
                footer_template=FOOTER,
                tagged=True,
                outline=True,
            )
            return document
    except Error as error:
        why = " ".join(str(error).split())[:300]
        raise NoPdf(f"--format pdf: {program} did not print the page: {why}") from None


@contextmanager
def a_tab(program: str) -> Iterator[Any]:
    """A tab of a Chromium of its own, without scripts and network. Raises Playwright's Error."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium.new_context(java_script_enabled=False, offline=True).new_page()
        chromium.close()
