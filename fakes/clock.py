"""Time as the parties see it: the real one, and one that a test moves forward."""

import time
from typing import Protocol


class Clock(Protocol):
    """What time it is, in seconds since the epoch, and a way to let time pass."""

    def now(self) -> float: ...

    def wait(self, seconds: float) -> None: ...


class RealClock:
    """The clock of the machine; waiting takes as long as it says."""

    def now(self) -> float:
        return time.time()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class MovableClock:
    """A clock that waits by moving itself forward; shared by a fake and whoever judges it."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def wait(self, seconds: float) -> None:
        self._ahead += seconds
