"""What a fleet says on the terminal: line by line, whoever reads it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reports.page.fleet import worst_first
from reports.run.model import VERDICTS
from reports.run.row import Row
from reports.run.text import shortened
from reports.terminal.progress_lines import duration

FEW, LONGEST = 12, 200
FIRST = "there is no earlier run of these targets: nothing is compared, and all that is open is new"


def last_words(
    rows: Sequence[Row], *, took_s: float, page: str, baseline: str, untold: str
) -> Iterator[str]:
    """The end of a fleet: the worst targets, what changed, where the overview is, and the sum.

    `untold` is what could not be kept.
    """
    worst = sorted((row for row in rows if row["exit_code"]), key=worst_first)
    yield from map(line_of, worst[:FEW])
    if len(worst) > FEW:
        yield f"… and {len(worst) - FEW:,} more in the overview"
    if baseline:
        yield f"since {baseline}: {since(rows)}"
    if untold:
        yield shortened(untold, 2 * LONGEST)
    found = ", ".join(f"{number:,} {word}" for word, number in verdicts(rows).items())
    yield f"overview: {page}"
    many = f"{len(rows):,} target{'' if len(rows) == 1 else 's'}"
    yield f"{many} in {duration(took_s)}: {found or 'none has ended'}"


def since(rows: Sequence[Row]) -> str:
    """What changed, the names of those first that have something new."""
    compared = [row for row in rows if row["new"] is not None]
    if not compared:
        return FIRST
    new = [row["name"] for row in compared if row["new"]]
    fixed = sum(1 for row in compared if row["fixed"])
    names = shortened(f": {', '.join(new[:FEW])}", LONGEST) if new else ""
    return f"{len(new):,} with something new{names}; {fixed:,} with something fixed"


def verdicts(rows: Iterable[Row]) -> dict[str, int]:
    """How many targets have each verdict, the worst first."""
    found = Counter(row["verdict"] for row in rows)
    return {name: found[name] for name in VERDICTS if found[name]}


def line_of(row: Row) -> str:
    """A target in one line, whatever it is called."""
    told = [f"{VERDICTS[row['verdict']].sign} {row['name']}", row["verdict"], row["because"]]
    return shortened(": ".join(filter(None, told)), LONGEST)
