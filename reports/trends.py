"""The history as one page for all targets, and a badge for each."""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from reports.command_line import WRONG_USAGE, Parser
from reports.comparison.trend import Trend, open_of, trend
from reports.history.file import FILE, History, HistoryError, suites_of
from reports.page.badge import badge
from reports.page.trends import history_page
from reports.run.store import write_text

NIGHTS = 30
# More nights than anybody has: how long something has been open is looked for in all.
EVERY = 100_000


def main(arguments: Sequence[str], called: str) -> int:
    """Writes the page and the badges; 4 when there is no history, or it cannot be read."""
    parser = Parser(prog=called, description=__doc__)
    parser.add_argument(
        "--history", type=Path, metavar="FILE", default=Path("reports/out") / FILE,
        help=f"the history (default: reports/out/{FILE})",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR",
        help="where history.html and the folder badges go (default: beside the history)",
    )  # fmt: skip
    parser.add_argument(
        "--nights", type=int, metavar="N", default=NIGHTS,
        help=f"so many of a target's newest runs are shown (default: {NIGHTS})",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    output = given.output or given.history.parent
    if given.nights < 1:
        parser.error(f"--nights {given.nights}: 1 is the least")
    if not given.history.is_file():
        parser.error(f"--history {given.history}: there is no such file; a run makes one")
    try:
        print(written(trends_in(History(given.history), given.nights), output))
    except (HistoryError, OSError) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return WRONG_USAGE
    return 0


def trends_in(history: History, shown: int) -> list[Trend]:
    """The trend of each target, of runs of the suites that its newest had. Raises HistoryError."""
    told = []
    for name in history.targets():
        (newest,) = history.nights(name, 1)
        nights = history.nights(name, EVERY, like=suites_of(newest))
        told.append(trend(nights[::-1], shown))
    return told


def written(trends: list[Trend], folder: Path) -> Path:
    """The page that was written, with the badges beside it. Raises OSError."""
    badges = folder / "badges"
    badges.mkdir(parents=True, exist_ok=True)
    for name, one in zip(names_of([one.name for one in trends]), trends, strict=True):
        verdict = one.newest["target"]["verdict"]
        write_text(badges / f"{name}.svg", badge(one.name, verdict, open_of(one.newest)))
    page = folder / "history.html"
    write_text(page, history_page(trends, datetime.now(UTC).isoformat(timespec="seconds")))
    return page


def names_of(targets: list[str]) -> Iterator[str]:
    """A file name for each target: of letters and digits that every file system takes."""
    used: set[str] = set()
    for target in targets:
        plain = re.sub(r"[^A-Za-z0-9._-]+", "_", target)[:80].lstrip(".") or "target"
        name, number = plain, 1
        while name.casefold() in used:
            number += 1
            name = f"{plain}-{number}"
        used.add(name.casefold())
        yield name
