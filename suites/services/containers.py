"""A container that somebody described: its name, and the variables of W&B Server that it gets."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from suites.services.values import Value
from suites.services.variables import VARIABLES

ESCAPED = "$$"


@dataclass(frozen=True, slots=True)
class Container:
    """`owner` is what starts it, `other_name` what it is called beside its name."""

    name: str
    owner: str
    values: dict[str, Value]
    other_name: str = ""


def expanded(text: str, pattern: re.Pattern[str], resolve: Callable[[re.Match[str]], str]) -> str:
    """`text` with what `pattern` finds in it resolved; `$$` is a dollar."""
    return pattern.sub(lambda found: "$" if found[0] == ESCAPED else resolve(found), text)


def scalar(value: Any) -> str:
    """A scalar of YAML as the variable of a process."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def of_the_server(values: Mapping[str, Value]) -> dict[str, Value]:
    """Those that are variables of W&B Server, and set."""
    return {
        name: one for name, one in values.items() if name in VARIABLES and (one.text or one.unread)
    }
