"""Time as the parties see it: the real one, and one that a test moves forward."""

import math
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Clock(Protocol):
    """What time it is, in seconds since the epoch, and ways to let time pass.

    `patience_s` is the longest time that anybody should wait by this clock.
    """

    patience_s: float

    def now(self) -> float: ...

    def wait(self, seconds: float) -> None: ...

    def ahead(self, seconds: float) -> AbstractContextManager[None]: ...


class RealClock:
    """The clock of the machine; waiting takes as long as it says."""

    patience_s = 3.0

    def now(self) -> float:
        return time.time()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)

    @contextmanager
    def ahead(self, seconds: float) -> Iterator[None]:
        """Inside, it is `seconds` later than before."""
        self.wait(seconds)
        yield


class MovableClock:
    """A clock that waits by moving itself forward; shared by a fake and whoever judges it."""

    patience_s = math.inf

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def wait(self, seconds: float) -> None:
        self._ahead += seconds

    @contextmanager
    def ahead(self, seconds: float) -> Iterator[None]:
        """Inside, it is `seconds` later than before; afterwards nothing has expired."""
        self._ahead += seconds
        try:
            yield
        finally:
            self._ahead -= seconds
