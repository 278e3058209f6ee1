"""Two runs compared: page, Markdown and JSON of what is another in the second."""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from reports.command_line import WRONG_USAGE, Parser
from reports.comparison.baseline import run_file
from reports.comparison.compare import compare
from reports.comparison.night import nights_of
from reports.formats.markdown import diff_markdown
from reports.page.html import diff_page
from reports.run.exit_codes import FOUND, is_new
from reports.run.reading import Unreadable, read
from reports.run.shape import Run
from reports.run.store import write_text
from reports.terminal.changes import changes_in_words


def main(arguments: Sequence[str], called: str) -> int:
    """Tells on the terminal what changed from A to B, and writes it; 4 when either is no run."""
    parser = Parser(prog=called, description=__doc__)
    for name, says in (("A", "the earlier run"), ("B", "the later run")):
        parser.add_argument(name, type=Path, help=f"{says}: a run.json, or the folder that has it")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", default=Path(),
        help="where diff.html, diff.md and diff.json go (default: the working directory)",
    )  # fmt: skip
    parser.add_argument(
        "--fail-on", choices=("new",), help="exit code 1 if something is open that was not before"
    )
    given = parser.parse_args(arguments)
    try:
        run = compared(given.A, given.B)
        written = write(run, given.output)
    except (Unreadable, OSError) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return WRONG_USAGE
    width = shutil.get_terminal_size().columns
    print(changes_in_words(run, width=width, colour=sys.stdout.isatty()), end="")
    print(f"written: {', '.join(map(str, written))}")
    return FOUND if given.fail_on and is_new(run) else 0


def compared(before: Path, after: Path) -> Run:
    """The second run with what is another than in the first. Raises Unreadable."""
    first, second = read(run_file(before)), read(run_file(after))
    nights = {night["target"]["name"]: night for night in nights_of(first)}
    told = compare(nights, nights_of(second), str(before), second["started"])
    return second | {"comparison": told}


def write(run: Run, folder: Path) -> list[Path]:
    """Writes the three files, into a folder that is made. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "diff.html": diff_page(run),
        "diff.md": diff_markdown(run),
        "diff.json": json.dumps(run["comparison"], indent=2) + "\n",
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    return [folder / name for name in texts]
