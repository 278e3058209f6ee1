"""`python -m reports RUN.json [--format FORMAT] [-o FILE]`: a run again, as page or otherwise."""

import sys
from pathlib import Path

from reports.command_line import WRONG_USAGE, Parser
from reports.formats.formats import FORMATS, Format
from reports.page.html import page
from reports.page.pdf import NoPdf
from reports.run.reading import Unreadable, read
from reports.run.store import write


def main(arguments: list[str] | None = None, called: str = "python -m reports") -> int:
    """Render the run beside its file, or where `-o` says; 4 when the input is not a run."""
    parser = Parser(prog=called, description="Render the page of a run.json again, or a format.")
    parser.add_argument("run", type=Path, metavar="RUN.json")
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="instead of the page; that of GitHub is printed, pdf takes Chromium",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="instead of beside RUN.json; - for standard output"
    )
    given = parser.parse_args(arguments)
    made = FORMATS[given.format] if given.format else Format("report.html", page)
    output = given.output or (str(given.run.with_name(made.file)) if made.file else "-")
    try:
        tell(made.content(read(given.run)), output)
    except (Unreadable, NoPdf, OSError) as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    return 0


def tell(content: str | bytes, output: str) -> None:
    """Write to a file, whose path is printed, or to the output. Raises Unreadable, OSError."""
    path = Path(output)
    if output == "-":
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        return
    if path.is_dir() or not path.parent.is_dir():
        raise Unreadable(f"-o {path}: name a file in a directory that exists")
    write(path, content)
    print(path)


if __name__ == "__main__":
    sys.exit(main())
