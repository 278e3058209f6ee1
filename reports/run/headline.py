"""The first line of what is told of a run: how its targets stand, the worst first, by name."""

from collections.abc import Callable, Sequence

from reports.run.model import VERDICTS, overall
from reports.run.shape import JudgedTarget

MOST_NAMED = 12


def headline(targets: Sequence[JudgedTarget], named: Callable[[str], str]) -> str:
    """As `✗ Not conformant: staging; not judged: old; conformant: customer`.

    `named` is how the name of a target is written. Of many with one verdict the others are counted.
    """
    standing = {
        verdict: [named(one["name"]) for one in targets if one["verdict"] == verdict]
        for verdict in VERDICTS
    }
    told = [f"{verdict}: {enumerated(names)}" for verdict, names in standing.items() if names]
    text = "; ".join(told) or overall(targets)
    return f"{VERDICTS[overall(targets)].sign} {text[0].upper()}{text[1:]}"


def enumerated(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
