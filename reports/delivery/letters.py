"""What goes to a channel, what comes back, and what can go wrong: the seam of all channels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reports.delivery.news import News

Headers = Sequence[tuple[str, str]]


class NotDelivered(Exception):
    """A channel has not taken a message; the message of the error says why, and what to change."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A request that carries a message. URL and headers are secrets."""

    url: str = field(repr=False)
    headers: Headers = field(repr=False)
    body: str


class Posted(Protocol):
    """An answer: its status and text, and in how many seconds to try again if that is asked."""

    @property
    def status(self) -> int: ...

    @property
    def text(self) -> str: ...

    @property
    def again_s(self) -> float | None: ...


# Sends a letter: URL, headers, body. Whatever it raises is why it could not.
Post = Callable[[str, Headers, str], Posted]


class Channel(Protocol):
    """Where a run is told."""

    @property
    def name(self) -> str:
        """Its word on the command line."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no error may show."""

    def letter(self, news: News, identifier: str, now_s: float) -> Letter:
        """The message of a delivery; a second try has the same identifier."""

    def presume_taken(self, posted: Posted) -> None:
        """Reads the answer. Raises NotDelivered."""


def presume_success(posted: Posted) -> None:
    """A status of 2xx. Raises NotDelivered with what was answered."""
    if not 200 <= posted.status < 300:
        said = " ".join(posted.text.split())
        raise NotDelivered(f"HTTP {posted.status}{': ' if said else ''}{said}")
