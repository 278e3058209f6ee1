"""How fast requests may follow each other: a rate of ours, and a wait that the other side asks for.

Retry-After is RFC 9110 section 10.2.3.
"""

from datetime import datetime
from email.utils import parsedate_to_datetime
from threading import Lock

from fakes.clock import Clock, RealClock

MOST_WAIT_S = 60.0
UNTOLD_S = 5.0


class Pace:
    """The turns of everybody who sends requests to one target."""

    def __init__(self, requests_per_s: float = 0, clock: Clock | None = None) -> None:
        """`requests_per_s` of 0 is no limit; waiting is done by `clock`."""
        self._interval_s = 1 / requests_per_s if requests_per_s else 0.0
        self._clock = clock or RealClock()
        self._next = 0.0
        self._held_until = 0.0
        self._lock = Lock()

    def take_turn(self) -> None:
        """Waits until the next request may be sent, if that is soon."""
        with self._lock:
            wait = max(self._next, self._held_until) - self._clock.now()
            if 0 < wait <= MOST_WAIT_S:
                self._clock.wait(wait)
            self._next = self._clock.now() + self._interval_s

    def held_s(self) -> float:
        """How many seconds too long it is until the next request may be sent; 0 if it is soon."""
        wait = self._held_until - self._clock.now()
        return wait if wait > MOST_WAIT_S else 0.0

    def hold(self, retry_after: str) -> float:
        """Takes note of a Retry-After header. Returns the seconds that it asks for."""
        seconds = seconds_of(retry_after, self._clock.now())
        self._held_until = max(self._held_until, self._clock.now() + seconds)
        return seconds


def seconds_of(retry_after: str, now: float) -> float:
    """A Retry-After header in seconds from `now`; a few where it is missing or makes no sense."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment: datetime = parsedate_to_datetime(text)
        return max(0.0, moment.timestamp() - now)
    except (ValueError, OverflowError):
        return UNTOLD_S
