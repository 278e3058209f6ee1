"""A run's progress as lines for a log, which keeps whatever is written to it."""

import time
from collections import Counter
from collections.abc import Callable, Mapping

from reports.run.model import OUTCOMES
from reports.run.shape import Finding

SECONDS_BETWEEN = 10.0
# What no line has to tell: it is what is hoped for, or does not concern the target.
QUIET = ("PASSED", "NOT_APPLICABLE")


class ProgressLines:
    """A line every ten seconds with what remains; nothing of a run that is over before.

    Like the line on a terminal it is written when something ended, from the caller's thread.
    """

    def __init__(
        self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`write` takes one line without its end; `clock` tells seconds."""
        self._write, self._clock = write, clock
        self._counts: Counter[str] = Counter()
        self._total = self._done = 0
        self._begun = self._told = 0.0
        self.active = False

    def begin(self, total: int) -> None:
        """So many tests will end."""
        self._total, self.active = total, True
        self._begun = self._told = self._clock()

    def tell(self, finding: Finding) -> None:
        """Count a finding."""
        self._counts[finding["outcome"]] += 1

    def advance(self) -> None:
        """A test ended."""
        self._done += 1
        now = self._clock()
        if self.active and now - self._told >= SECONDS_BETWEEN:
            self._told = now
            told = {
                word.label.lower(): self._counts[name]
                for name, word in OUTCOMES.items()
                if name not in QUIET
            }
            line = progress_line("checks", self._total, self._done, now - self._begun, told)
            self._write(line)

    def end(self) -> None:
        """Nothing more is written."""
        self.active = False


def progress_line(
    what: str, total: int, done: int, took_s: float, counts: Mapping[str, int]
) -> str:
    """What is done, what remains and about how long that takes, and how it came out so far.

    `done` of `total` took `took_s` seconds.
    """
    left = total - done
    words = [f"{done:,} of {total:,} {what}", f"{left:,} remain{'s' if left == 1 else ''}"]
    if done and left:
        words.append(f"about {duration(took_s / done * left)}")
    found = ", ".join(f"{number:,} {word}" for word, number in counts.items() if number)
    return ", ".join(words) + (f": {found}" if found else "")


def duration(seconds: float) -> str:
    """About so long, for a person: `40 s`, `3 min`, `2 h 5 min`."""
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 100 else f"{minutes} min"
