"""Whatever an admin API that speaks JSON answers, no check breaks."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from fakes.faults.homes import Reference
from fakes.user.login import FormDriver
from suites.harness.given.registrations import judged, registered
from suites.op.op import Op

HOSTILE = (5, None, "text", ["a", 5], {"a": 1})
Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a JSON value, itself the first."""
    yield path
    pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else []
    pairs = enumerate(value) if isinstance(value, list) else pairs
    for name, inner in pairs:
        yield from places(inner, (*path, name))


def spoilt(value: Any, path: Path, by: Any) -> Any:
    """A copy of a JSON value with another one at a place."""
    if not path:
        return by
    copy = deepcopy(value)
    owner = copy
    for name in path[:-1]:
        owner = owner[name]
    owner[path[-1]] = by
    return copy


class Spoilt(Reference):
    """One answer of the API, counted from the first, has another value at one place."""

    told: list[Any]
    spoil: tuple[int, Path, Any] | None = None

    def json(self, content: Any, status: int = 200, headers: Any = None) -> Any:
        self.told.append(deepcopy(content))
        number, path, by = self.spoil or (-1, (), None)
        if len(self.told) - 1 == number:
            content = spoilt(content, path, by)
        return super().json(content, status, headers)


@pytest.mark.parametrize("name", ["okta-pkce", "auth0", "entra"])
def test_no_form_of_an_answer_breaks_a_check(name: str) -> None:
    class Here(Spoilt):
        told: list[Any] = []  # noqa: RUF012 - of this class alone

    with registered(name, Here) as op:
        judged(op)
        healthy = list(Here.told)
        assert healthy
        for number, answer in enumerate(healthy):
            for path in places(answer):
                for by in HOSTILE:
                    Here.told.clear()
                    Here.spoil = (number, path, by)
                    another = Op.at(op.target, FormDriver())
                    judged(another)
                    another.close()
