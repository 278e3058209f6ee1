"""How a run ends before its time: by a signal, or when its time is over.

What was found is told first; then what the run created at the targets is removed, in little time.
"""

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

CLEAN_UP_S = 10.0
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class TimeLimit:
    """The moment at which a run is to end, `limit_s` after it began; without one it never is."""

    def __init__(self, limit_s: float | None) -> None:
        self._limit_s = math.inf if limit_s is None else limit_s
        self._begun = math.nan
        self.why = f"the time limit of the run is over (--time-limit {self._limit_s:g})"

    @property
    def end(self) -> float:
        """The run begins when this is asked for the first time: before its first check."""
        if math.isnan(self._begun):
            self._begun = time.monotonic()
        return self._begun + self._limit_s

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.end

    def for_clean_up(self, *, hurried: bool) -> tuple[float, str]:
        """Until when what was created may be removed, and why it ends then.

        It is a moment of its own: what is created is removed although the run is over.
        """
        if not hurried and not self.is_over:
            return math.inf, ""
        return time.monotonic() + CLEAN_UP_S, f"the clean-up is over after {CLEAN_UP_S:g} s"


@contextmanager
def sigterm_as_sigint() -> Iterator[None]:
    """Inside, SIGTERM ends a run as Ctrl-C does, with a report."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Inside, no further signal ends the process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [(one, signal.signal(one, signal.SIG_IGN)) for one in SIGNALS]
    try:
        yield
    finally:
        for one, handler in before:
            signal.signal(one, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)
