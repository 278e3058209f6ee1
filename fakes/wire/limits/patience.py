"""How long a target is waited for, all in all: what never answers is asked twice and not again."""

import math
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from fakes.wire.limits.presence import place_of

TRIES = 2


class Patience:
    """What everybody who sends requests to one target has waited for in vain.

    The first `enough_s` of it are given as they come; then an endpoint gets `briefly_s`, and one
    try. After `most_s` nothing is sent any more. `end` is the moment, by `now`, when all is over.
    """

    def __init__(
        self,
        *,
        enough_s: float = 45.0,
        briefly_s: float = 3.0,
        most_s: float = 70.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._enough_s = enough_s
        self._briefly_s = briefly_s
        self._most_s = most_s
        self.now = now
        self._waited_s = 0.0
        self._silent: Counter[str] = Counter()
        self._hanging: dict[str, None] = {}
        self._end, self._why_it_ends = math.inf, ""

    def anew(self, longest_s: float) -> "Patience":
        """One for whoever waits `longest_s` again and again; it ends when this one does."""
        other = Patience(enough_s=math.inf, briefly_s=longest_s, most_s=math.inf, now=self.now)
        other.end_at(self._end, self._why_it_ends)
        return other

    def end_at(self, moment: float, why: str) -> None:
        """Nothing is sent, and nothing waited for, after `moment`; `why` says who wants that."""
        self._end, self._why_it_ends = moment, why

    @property
    def is_over(self) -> bool:
        """Whether the moment has come at which all is over."""
        return self.now() >= self._end

    def refusal(self, url: str) -> str:
        """Why no request is sent to `url`; empty if one is."""
        if self.is_over:
            return self._why_it_ends
        if self._waited_s >= self._most_s:
            return f"{self._waited_s:.0f} s of this run were spent on requests that got no answer"
        if endpoint_of(url) in self._hanging:
            return "this endpoint hangs: it was asked before, and did not answer in time"
        return ""

    def allowed_s(self, timeout_s: float) -> float:
        """How long the next exchange may take, where `timeout_s` is the most."""
        left_s = max(self._enough_s - self._waited_s, self._briefly_s)
        return max(0.0, min(timeout_s, left_s, self._end - self.now()))

    def answered(self, url: str) -> None:
        """Takes note that a request to `url` got its answer."""
        del self._silent[endpoint_of(url)]

    def waited(self, url: str, seconds: float) -> None:
        """Takes note that a request to `url` got no answer in so many seconds."""
        if self.is_over:
            return
        endpoint = endpoint_of(url)
        self._silent[endpoint] += 1
        self._waited_s += seconds
        if self._silent[endpoint] >= TRIES or self._waited_s >= self._enough_s:
            self._hanging[endpoint] = None

    @property
    def notices(self) -> list[str]:
        """Which endpoints hang, and that nothing is sent any more, in sentences."""
        told = [
            f"{endpoint[:200]} hangs: it did not answer in time, and was asked no more; what "
            "builds on it was not run."
            for endpoint in self._hanging
        ]
        if self._waited_s >= self._most_s:
            told.append(
                f"{self._waited_s:.0f} s were spent on requests that got no answer, so nothing "
                "more was sent."
            )
        return told


def endpoint_of(url: str) -> str:
    """Scheme, host, port and path of `url`; all of what is no URL."""
    try:
        return place_of(url) + urlsplit(url).path
    except ValueError:
        return url
