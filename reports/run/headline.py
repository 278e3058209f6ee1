"""The first line of what is told of a run: how its targets stand, the worst first, by name."""

from collections.abc import Callable, Sequence

from reports.run.model import VERDICTS, overall
from reports.run.products import WORKS, standing, standing_of_all
from reports.run.shape import JudgedTarget
from reports.run.text import enumerated

MOST_NAMED = 12


def headline(targets: Sequence[JudgedTarget], named: Callable[[str], str]) -> str:
    """As `✗ Not conformant: staging; not judged: old; conformant: customer`.

    `named` is how the name of a target is written. Of many with one verdict the others are counted.
    """
    words = [*VERDICTS.values(), *reversed(WORKS.values())]
    named_by = {
        word: [named(one["name"]) for one in targets if standing(one).word == word]
        for word in words
    }
    told = [
        f"{word.label.lower()}: {enumerated(names, MOST_NAMED)}"
        for word, names in named_by.items()
        if names
    ]
    text = "; ".join(told) or overall(targets)
    return f"{standing_of_all(targets).word.sign} {text[0].upper()}{text[1:]}"
