"""Providers that misbehave, as a table: every module of this package adds rows to it.

A row is a class on a fake: its docstring says what it does, `@hostile` names the checks that meet
it. What has to hold for each row is said once, in `run/test_hostile_targets.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from re import sub
from typing import TypeVar

from starlette.responses import Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request

BETWEEN_WORDS = r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])"
HERE = Path(__file__).parent
ROWS: list["Row"] = []
Mixin = TypeVar("Mixin", bound=type[Reference])


@dataclass(frozen=True, slots=True)
class Row:
    """One behaviour, and the checks that meet it; `method` is the application's auth method."""

    name: str
    checks: tuple[str, ...]
    method: str
    fault: Fault


def hostile(*checks: str, method: str = "pkce") -> Callable[[Mixin], Mixin]:
    """Enters a class as a row of the table, met by checks whose ids match `checks`."""

    def enter(mixin: Mixin) -> Mixin:
        name = mixin.__name__
        if " " not in name:
            name = sub(BETWEEN_WORDS, " ", name).lower()
        says = (mixin.__doc__ or "").strip()
        fault = Fault(name, says, frozenset(), "reference", mixin)
        mixin.__name__ = name
        ROWS.append(Row(name, checks, method, fault))
        return mixin

    return enter


def answers(name: str, endpoint: str, answer: Callable[[], Response], *checks: str) -> None:
    """A row whose endpoint (a name of the fake's, or `discovery`) always answers the same."""

    class Answers(Reference):
        """One answer, whatever is asked."""

        def answer(self, request: Request) -> Response:
            own = self.endpoints | {"discovery": self.discovery_url()}
            return answer() if request.url == own[endpoint] else super().answer(request)

    Answers.__name__ = name
    hostile(*checks)(Answers)


@cache
def rows() -> dict[str, Row]:
    """The whole table, by name."""
    for file in sorted(HERE.glob("[a-z]*.py")):
        import_module(f"{__name__}.{file.stem}")
    assert len({row.name for row in ROWS}) == len(ROWS)
    return {row.name: row for row in ROWS}
