"""How fast requests may follow each other: a rate of ours, and a wait that the other side asks for.

Retry-After is RFC 9110 section 10.2.3.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

from fakes.clock import Clock, RealClock

# What a run waits in all because it is asked to.
MOST_WAIT_S = 60.0
UNTOLD_S = 5.0
# So often it is asked again whether anybody is in service there at all.
TRIES = 2
# Whoever asks for more than a day does not know what it says.
LONGEST_S = 86_400.0


class Pace:
    """The turns of everybody who sends requests to one target."""

    def __init__(self, requests_per_s: float = 0, clock: Clock | None = None) -> None:
        """`requests_per_s` of 0 is no limit; waiting is done by `clock`."""
        self.requests_per_s = requests_per_s
        self._interval_s = 1 / requests_per_s if requests_per_s else 0.0
        self._clock = clock or RealClock()
        self._next = 0.0
        self._held_until = 0.0
        self._left_s = MOST_WAIT_S
        self._not_sent = 0
        # How often it was held before any other answer came; none any more after that.
        self._in_vain: int | None = 0
        self._lock = Lock()

    def take_turn(self) -> None:
        """Waits until the next request may be sent, if that is soon."""
        with self._lock:
            now = self._clock.now()
            held_s = max(0.0, self._held_until - now)
            if held_s <= self._left_s:
                self._left_s -= held_s
                # A clock may have been set back since the last turn.
                turn_s = min(self._next - now, self._interval_s)
                if held_s > 0 or turn_s > 0:
                    self._clock.wait(max(held_s, turn_s))
            self._next = self._clock.now() + self._interval_s

    def held_s(self) -> float:
        """How many seconds too long it is until the next request may be sent; 0 if it is soon.

        Too long is more than what is left of what a run waits in all.
        """
        held_s = self._held_until - self._clock.now()
        if held_s <= self._left_s:
            return 0.0
        self._not_sent += 1
        return held_s

    def answered(self) -> None:
        """Takes note that a request got another answer than to be tried again."""
        self._in_vain = None

    @property
    def notices(self) -> list[str]:
        """What was not sent, in sentences."""
        told = (
            f"{self._not_sent} requests were not sent: the target asked to be left alone (HTTP 429 "
            f"or 503) for longer than the {MOST_WAIT_S:.0f} s that a run waits in all."
        )
        return [told] if self._not_sent else []

    def hold(self, retry_after: str) -> float:
        """Takes note of a Retry-After header. Returns the seconds that it asks for.

        Whoever answered nothing else yet is out of service, and is not waited for.
        """
        if self._in_vain is not None:
            self._in_vain += 1
            self._left_s = 0.0 if self._in_vain >= TRIES else self._left_s
        seconds = seconds_of(retry_after, self._clock.now())
        self._held_until = max(self._held_until, self._clock.now() + seconds)
        return seconds


def seconds_of(retry_after: str, now: float) -> float:
    """A Retry-After header in seconds from `now`; a few where it is missing or makes no sense."""
    text = retry_after.strip()
    digits = text.isascii() and text.isdigit()
    seconds = float(text[:9]) if digits else _until(text, now)
    return seconds if 0 <= seconds <= LONGEST_S else UNTOLD_S


def _until(date: str, now: float) -> float:
    """The seconds until a date, none for one that has passed; -1 for what is none."""
    try:
        moment: datetime = parsedate_to_datetime(date)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, aware.timestamp() - now)
    except (ValueError, OverflowError, TypeError):
        return -1.0
