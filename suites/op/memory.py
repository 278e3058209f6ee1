"""What is found out once and shared by many checks, with the exchanges that prove it."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from fakes.wire.errors import Busy, Ended, ExchangeError
from fakes.wire.journal import Journal
from suites.verdicts.expect import Verdict
from suites.verdicts.first_place import keep_place

T = TypeVar("T")
P = ParamSpec("P")


class Memory:
    """What actions returned or raised, by their keys."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known: dict[Hashable, tuple[Any, Exception | None, list[str]]] = {}

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns or raises, made the first time; its exchanges are evidence each time.

        Busy and Ended are not remembered: later it may succeed.
        """
        if key not in self._known:
            self._known[key] = self._made(make)
        value, error, exchanges = self._known[key]
        self._journal.touch(exchanges)
        if error is not None:
            raise error.with_traceback(None)
        made: T = value
        return made

    def forget(self, exchanges: set[str]) -> None:
        """What was found out by one of `exchanges` is found out anew when it is wanted again."""
        self._known = {
            key: known for key, known in self._known.items() if exchanges.isdisjoint(known[2])
        }

    def _made(self, make: Callable[[], T]) -> tuple[T | None, Exception | None, list[str]]:
        with self._journal.scope() as exchanges:
            try:
                return make(), None, exchanges
            except (Busy, Ended):
                raise
            except (Verdict, ExchangeError) as told:
                return None, told, exchanges
            except Exception as bug:  # noqa: BLE001 - whatever it is, it is raised again
                keep_place(bug)
                return None, bug, exchanges


class Remembers(Protocol):
    """Whatever has a memory of its own."""

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """As `Memory.recall`."""
        ...


M = TypeVar("M", bound=Remembers)


def remembered(function: Callable[Concatenate[M, P], T]) -> Callable[Concatenate[M, P], T]:
    """`function(subject, …)`, run once for each subject and arguments.

    What it returned or raised is returned or raised by every later call.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def recalled(subject: M, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (name, hashable(args), hashable(kwargs))
        return subject.recall(key, lambda: function(subject, *args, **kwargs))

    return recalled


def hashable(value: object) -> Hashable:
    """A key that is equal for equal arguments; lists and objects of JSON may be among them."""
    if isinstance(value, dict):
        return frozenset((name, hashable(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(hashable(one) for one in value)
    if not isinstance(value, Hashable):
        raise TypeError(f"nothing is remembered by a {type(value).__name__}")
    # 1 and True are equal to Python, and two values in JSON.
    return type(value), value
