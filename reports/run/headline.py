"""The first line of what is told of a run: how its targets stand, the worst first, by name."""

from collections.abc import Callable, Sequence

from reports.run.model import VERDICTS, overall
from reports.run.shape import JudgedTarget
from reports.run.text import enumerated

MOST_NAMED = 12


def headline(targets: Sequence[JudgedTarget], named: Callable[[str], str]) -> str:
    """As `✗ Not conformant: staging; not judged: old; conformant: customer`.

    `named` is how the name of a target is written. Of many with one verdict the others are counted.
    """
    standing = {
        verdict: [named(one["name"]) for one in targets if one["verdict"] == verdict]
        for verdict in VERDICTS
    }
    told = [f"{one}: {enumerated(names, MOST_NAMED)}" for one, names in standing.items() if names]
    text = "; ".join(told) or overall(targets)
    return f"{VERDICTS[overall(targets)].sign} {text[0].upper()}{text[1:]}"
