"""Who is signed in, as an operator says it is found: by a regular expression, or a JSON path."""

import json
import re
from typing import Any

import regex

from suites.verdicts.expect import NotRun

# A path begins with the document as a whole, which no useful regular expression does.
PATHS = ("$.", "$[")
# Of processor time, for one page.
LONGEST_S = 2.0
STEP = re.compile(r"""\.([A-Za-z_][\w-]*)|\[(\d{1,4})\]|\[(?:'([^']+)'|"([^"]+)")\]""")


def way_to_find(value: str) -> str:
    """A regular expression or a JSON path, such as `$.user.email`. Raises ValueError."""
    if value.startswith(PATHS):
        steps_of(value)
        return value
    try:
        regex.compile(value)
    except regex.error as error:
        raise ValueError(
            f"is no regular expression ({error}); a JSON path begins with '$.', as in '$.email'"
        ) from None
    return value


def found_by(way: str, text: str) -> str:
    """What `way` finds in a page or an API's answer: the first group, or all; empty if nothing.

    Raises NotRun if a regular expression takes too long: there are pages that make some do so.
    """
    if way.startswith(PATHS):
        return found_at(steps_of(way), text)
    try:
        found = regex.search(way, text, timeout=LONGEST_S)
    except TimeoutError:
        raise NotRun(
            f"RP_WHOAMI_SIGNED_IN was given up after {LONGEST_S:g} s on a page of {len(text):,} "
            "characters: write it without a repetition within a repetition, or as a JSON path."
        ) from None
    if found is None:
        return ""
    return (found[1] or "") if found.re.groups else found[0]


def steps_of(path: str) -> list[str | int]:
    """The names and places of a JSON path: `$.users[0]['e-mail']`. Raises ValueError."""
    steps: list[str | int] = []
    rest = path.removeprefix("$")
    while rest:
        step = STEP.match(rest)
        if step is None:
            raise ValueError(
                f"is no JSON path from {rest[:40]!r} on; write names and places alone, as in "
                "'$.users[0].email'"
            )
        name, place, quoted, other = step.groups()
        steps.append(int(place) if place else name or quoted or other)
        rest = rest[step.end() :]
    return steps


def found_at(steps: list[str | int], text: str) -> str:
    """What stands at a path of a JSON text; empty if it has none."""
    try:
        value: Any = json.loads(text)
        for step in steps:
            value = value[step]
    except (ValueError, RecursionError, LookupError, TypeError):
        return ""
    if value is None or value is False:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
