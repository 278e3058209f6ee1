"""What pages load beside themselves: scripts, styles and images, kept for the pages that follow.

A page of many files is shown many times in a run. What is kept is what anybody may have, as a cache
that all users share (RFC 9111 section 3); so it holds nothing of one user, and nothing secret.
"""

import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from fakes.wire.client import Reply

KINDS = ("script", "stylesheet", "image")
MOST_ASSETS = 2_000
MOST_BYTES = 20_000_000
# What our requests for it have alike, or is part of what it is kept under.
ALIKE = frozenset({"accept", "accept-encoding", "accept-language", "origin", "user-agent"})
NEVER = re.compile(r"(?<![\w-])(no-store|private)(?![\w-])", re.IGNORECASE)
LASTS = re.compile(r"(?<![\w-])(s-maxage|max-age)=\"?([0-9]{1,9})", re.IGNORECASE)
# A response that was made for who asked was made just now.
OLD = timedelta(minutes=1)
ASK_AGAIN = re.compile(r"(?<![\w-])no-cache(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asset:
    """What a page wants: its URL, Playwright's word for what it is, the Origin of the request."""

    url: str
    kind: str
    origin: str


class Assets:
    """The assets of one target; of many, the last that were wanted."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Asset, tuple[Reply, float]] = OrderedDict()
        self._bytes = 0

    def find(self, wanted: Asset, *, unknown: bool) -> Reply | None:
        """The response to such a request before; `unknown` is one that carries no cookie."""
        reply, good_until = self._kept.get(wanted, (None, 0.0))
        if reply is None or not (unknown or time.monotonic() < good_until):
            return None
        self._kept.move_to_end(wanted)
        return reply

    def keep(self, wanted: Asset, reply: Reply, *, unknown: bool) -> None:
        """Keeps a response that others would get as well.

        Its server says so (it has an age, RFC 9111 section 4.2, or the time of its last change, as
        files have); or it cannot be otherwise for those who carry no cookie, as this request.
        """
        lasts_s = lifetime_s(reply)
        if wanted.kind not in KINDS or not is_for_anybody(reply) or not (unknown or lasts_s):
            return
        self._forget(wanted)
        self._kept[wanted] = reply, time.monotonic() + lasts_s
        self._bytes += len(reply.body)
        while self._bytes > MOST_BYTES or len(self._kept) > MOST_ASSETS:
            self._forget(next(iter(self._kept)))

    def _forget(self, wanted: Asset) -> None:
        before = self._kept.pop(wanted, None)
        self._bytes -= len(before[0].body) if before else 0


def is_for_anybody(reply: Reply) -> bool:
    """Whether a shared cache could keep a response to GET."""
    varies = {one.strip().lower() for one in reply.header("vary").split(",") if one.strip()}
    told = reply.header_values("set-cookie") or NEVER.search(reply.header("cache-control"))
    return reply.method == "GET" and reply.status == 200 and not told and varies <= ALIKE


def lifetime_s(reply: Reply) -> float:
    """How long a response is good for others: the whole run, if it is a file."""
    if is_file(reply):
        return float("inf")
    told = reply.header("cache-control")
    said = {name.lower(): float(seconds) for name, seconds in LASTS.findall(told)}
    return 0.0 if ASK_AGAIN.search(told) else said.get("s-maxage", said.get("max-age", 0.0))


def is_file(reply: Reply) -> bool:
    """Whether a response was the same before this browser asked.

    Whoever asks for it again is told that it has not changed since (RFC 9110 section 13.1.3).
    """
    answered = _moment(reply.header("date")) or datetime.now(UTC)
    changed = _moment(reply.header("last-modified"))
    return changed is not None and answered - changed > OLD


def _moment(told: str) -> datetime | None:
    """A date of HTTP; None for what is none."""
    try:
        return parsedate_to_datetime(told).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None
