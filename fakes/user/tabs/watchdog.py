"""Nobody waits for a page that never answers: its Chromium is ended from beside.

A script without an end holds its tab, and Playwright has no limit for most of what it asks of one.
"""

import math
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread


class Watchdog:
    """Ends a process that keeps its caller waiting for longer than `patience_s`."""

    def __init__(self, pid: int, patience_s: float) -> None:
        self._pid = pid
        self._patience_s = patience_s
        self._until = math.inf

    def renew(self) -> None:
        """The process answered: its time begins anew."""
        self._until = time.monotonic() + self._patience_s

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Inside, the process has to answer in time."""
        over = Event()
        self.renew()
        thread = Thread(target=self._watch, args=(over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Inside, somebody else is waited for."""
        self._until = math.inf
        try:
            yield
        finally:
            self.renew()

    def _watch(self, over: Event) -> None:
        while not over.wait(min(self._left_s(), self._patience_s)):
            if self._left_s() <= 0:
                with suppress(ProcessLookupError):
                    os.kill(self._pid, signal.SIGKILL)
                return

    def _left_s(self) -> float:
        return max(self._until - time.monotonic(), 0.0)
