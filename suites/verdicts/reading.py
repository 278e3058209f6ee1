"""JSON from a target, read so that no number and no nesting in it can harm."""

import json
from collections.abc import Callable, Collection
from typing import Any

Members = list[tuple[str, Any]]
# With more, there is no floating-point number that is near.
MOST_DIGITS = 300


def read_json(text: str | bytes, members: Callable[[Members], Any] = dict) -> Any:
    """JSON from a target; a whole number that no calculation could bear is infinite.

    `members` makes something of the members of each object. Raises ValueError, RecursionError.
    """
    return json.loads(text, parse_int=_whole_number, object_pairs_hook=members)


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def depth_of(value: object) -> int:
    """How deep lists and objects are nested in `value`."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [inner for one in level for inner in _children(one)]
    return depth


def _children(value: object) -> Collection[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
