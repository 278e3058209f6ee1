"""What a test of pytest is to a run: the check that it runs, its target, and when its turn is."""

from typing import Any

import pytest

from suites.checks.catalogue import suite_of
from suites.checks.check import Check, check_of
from suites.checks.suite import Suite


def check_in(item: pytest.Item) -> Check | None:
    """The check that `item` runs, if it runs one."""
    return check_of(item.function) if isinstance(item, pytest.Function) else None


def target_name(item: pytest.Function, suite: Suite[Any]) -> str:
    """The name of the target that a check is run on."""
    return str(item.callspec.params[suite.fixture])


def name_of_target(item: pytest.Item) -> str:
    """The name of the target that an item is about; nothing of what is no check."""
    one = check_in(item)
    if one is None or not isinstance(item, pytest.Function):
        return ""
    return target_name(item, suite_of(one))


def turn(item: pytest.Item) -> int:
    """When the check of `item` has its turn; other tests do not move."""
    one = check_in(item)
    return one.turn if one is not None else 0


def is_last(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether the module of `item` is left after it."""
    return following is None or following.parent is not item.parent
