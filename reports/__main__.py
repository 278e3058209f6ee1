"""`python -m reports RUN.json [-o report.html]`: render the page of a run again."""

import sys
from pathlib import Path

from reports.command_line import WRONG_USAGE, Parser
from reports.page.html import page
from reports.run.reading import Unreadable, read
from reports.run.store import write_text


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


if __name__ == "__main__":
    sys.exit(main())
