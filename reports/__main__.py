"""`python -m reports RUN.json [--format FORMAT] [-o FILE]`: a run again, as page or otherwise."""

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from reports.command_line import WRONG_USAGE, Parser
from reports.formats.formats import FORMATS
from reports.page.files import pages
from reports.page.html import page
from reports.page.pdf import NoPdf
from reports.run.reading import Unreadable, read_whole
from reports.run.shape import Run
from reports.run.store import PAGE, write


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
    try:
        run = read_whole(given.run)
        for output, made in wanted(given).items():
            tell(made(run), output)
    except (Unreadable, NoPdf, OSError) as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    return 0


def wanted(given: Namespace) -> dict[str, Callable[[Run], str | bytes]]:
    """What goes to which output, as what makes its content of the run."""
    if given.format:
        format_ = FORMATS[given.format]
        output = str(given.run.with_name(format_.file)) if format_.file else "-"
        return {given.output or output: format_.content}
    if given.output == "-":
        return {"-": page}
    path = Path(given.output) if given.output else given.run.with_name(PAGE)
    return {str(one): made for one, made in pages(path).items()}


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
