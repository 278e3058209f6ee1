"""Checks that are all alike: each is a function that says what is sent, judged as the others."""

from collections.abc import Callable
from typing import TypeVar, Unpack

from suites.checks.check import CheckFunction, Declared, check, told_by
from suites.op.op import Op

Make = TypeVar("Make", bound=Callable[..., object])


def alike(
    judge: Callable[[Op, Make], None], identifier: str, **declared: Unpack[Declared]
) -> Callable[[Make], CheckFunction]:
    """Makes a check of a function, whose name and docstring it has, with `judge` as its body.

    Raises ValueError as `check`.
    """

    def mark(make: Make) -> CheckFunction:
        @told_by(make)
        def test(op: Op) -> None:
            judge(op, make)

        return check(identifier, **declared)(test)

    return mark
