"""The verbs of the checks: each compares, or reads, and says what it expected and found.

`expect_…` turns a difference into a finding. `presume_…` turns it into "could not be judged here":
it reads what another check is there to judge.

Verdict
├── Mismatch        the requirement is not met: expected, actual, where
│   └── Tolerated   not met, and a warning at most where it was found
├── NotApplicable   the target does not claim the feature, or its client may not use it
├── NotRun          something that the check builds on is broken or missing
│   ├── NotChosen   nobody allowed it, or asked for it
│   ├── OutOfReach  it cannot be done from outside: it takes a year, or a clock that can be moved
│   ├── HandedOver  another check of the run judges what was found
│   └── BrokeDown   the provider answered with an error of the server
└── NeedsReview     a person has to look
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from fakes.wire.client import Reply
from fakes.wire.errors import ExchangeError, Undecided
from suites.verdicts.reading import depth_of, read_json

T = TypeVar("T")
DEEPEST_JSON = 50
# Strings that would read as something else without their quotes.
LIKE_JSON = re.compile(r"true|false|null|-?[0-9]+(\.[0-9]+)?|")
# Enough for a login that stopped: what the page said, where, and what to do about it.
SHOWN_CHARS = 1_000
NOT_IMPLEMENTED = 501
UNUSABLE = "A request got no usable response"


class Verdict(Exception):
    """How a check ends when it does not simply pass."""


class Mismatch(Verdict):
    """The target does not do what is required."""

    def __init__(self, expected: object, actual: object, where: str) -> None:
        self.expected = shown(expected)
        self.actual = shown(actual)
        self.where = where
        super().__init__(f"{where}: expected {self.expected}, got {self.actual}")


class Tolerated(Mismatch):
    """A difference that is a warning whatever the level of the check; `reason` says why."""

    def __init__(self, expected: object, actual: object, where: str, reason: str) -> None:
        super().__init__(expected, actual, where)
        self.reason = reason


class NotApplicable(Verdict):
    """The requirement does not concern this target; the message says why."""


class NotRun(Verdict):
    """The requirement could not be judged; the message says what was missing.

    `kind` tells what it costs: what was left out by choice, or cannot be done from outside, is a
    footnote; what was stopped leaves the verdict incomplete. `judge` is the check that is there
    for what stopped it, `found` the difference that another check has met: with either, a cause of
    the one is known to be that of the other.
    """

    kind = "stopped"

    def __init__(self, told: str, *, judge: str = "", found: Mismatch | None = None) -> None:
        self.judge, self.found = judge, found
        super().__init__(told)


class NotChosen(NotRun):
    """It was not allowed, or takes something that the user of the harness did not ask for."""

    kind = "choice"


class OutOfReach(NotRun):
    """Nobody could judge it from where the harness is."""

    kind = "outside"


class HandedOver(NotRun):
    """The check `judge` is there for what was found; if it is not selected, `mismatch` stands."""

    def __init__(self, judge: str, mismatch: Mismatch) -> None:
        self.mismatch = mismatch
        super().__init__(f"{judge} judges this: {mismatch}", judge=judge, found=mismatch)


class BrokeDown(NotRun):
    """The provider answered HTTP 5xx, which meets and misses no requirement."""

    def __init__(self, place: str, status: int, said: str = "") -> None:
        """`place` is the endpoint: `authorization`, `token`, `registration`; `said` is its page."""
        self.place, self.status, self.said = place, status, said
        super().__init__(f"The provider broke down: HTTP {status} at the {place} endpoint.")


class NeedsReview(Verdict):
    """Only a person can judge; the message says what to look at, `picture` is it as a PNG."""

    def __init__(self, what: str, picture: bytes = b"") -> None:
        super().__init__(what)
        self.picture = picture


class Document(Mapping[str, Any]):
    """A JSON object from a target. A member that is missing is a finding, never a KeyError."""

    def __init__(self, members: dict[str, Any], name: str) -> None:
        self._members = members
        self.name = name

    def __getitem__(self, member: str) -> Any:
        if member not in self._members:
            raise Mismatch(f"a member {member!r}", "no such member", self.name)
        return self._members[member]

    def get(self, member: str, default: Any = None) -> Any:
        """A member that may be missing."""
        return self._members.get(member, default)

    def __contains__(self, member: object) -> bool:
        return member in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def string(self, member: str) -> str:
        """A member that must be a non-empty string."""
        return self._typed(member, str, "a non-empty string")

    def strings(self, member: str) -> list[str]:
        """A member that must be a non-empty list of strings."""
        value = self._typed(member, list, "a non-empty list of strings")
        if not all(isinstance(item, str) for item in value):
            raise Mismatch("a list of strings", value, f"{self.name}, {member}")
        return value

    def _typed(self, member: str, kind: type[T], words: str) -> T:
        value = self[member]
        if not isinstance(value, kind) or not value:
            raise Mismatch(words, value, f"{self.name}, {member}")
        return value


def shown(value: object) -> str:
    """A value as it is printed: strings without quotes, other things as JSON; long ones cut."""
    if isinstance(value, str) and not LIKE_JSON.fullmatch(value):
        text = value
    else:
        try:
            text = json.dumps(value, ensure_ascii=False)
        except (TypeError, ValueError, RecursionError):
            text = f"a value of type {type(value).__name__} that cannot be shown"
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}… ({len(text):,} characters)"


def expect(condition: bool, expected: object, actual: object, *, where: str) -> None:
    """`condition` must hold; the words say what was required and what was found."""
    if not condition:
        raise Mismatch(expected, actual, where)


def expect_equal(actual: object, expected: object, *, where: str) -> None:
    """Both must be equal, type included: 1, True and "1" are three things."""
    if type(actual) is not type(expected) or actual != expected:
        raise Mismatch(expected, actual, where)


def expect_in(actual: object, allowed: Collection[object], *, where: str) -> None:
    """`actual` must be one of `allowed`."""
    if actual not in list(allowed):
        raise Mismatch(f"one of {', '.join(map(shown, allowed))}", actual, where)


def expect_contains(actual: Collection[str], wanted: str, *, where: str) -> None:
    """`wanted` must be among `actual`."""
    if wanted not in list(actual):
        raise Mismatch(f"contains {wanted!r}", list(actual), where)


def expect_none(found: Collection[object], *, where: str) -> None:
    """Nothing was found that should not be there, or is missing; `where` says what it would be."""
    if found:
        raise Mismatch("none", ", ".join(map(shown, found)), where)


def expect_status(reply: Reply, *statuses: int, where: str) -> None:
    """The HTTP status must be one of `statuses`."""
    if reply.status not in statuses:
        wanted = " or ".join(str(status) for status in statuses)
        raise Mismatch(f"HTTP {wanted}", f"HTTP {reply.status}", where)


def is_breakdown(status: int) -> bool:
    """Whether a status says that the server failed (RFC 9110 section 15.6).

    Not Implemented is an honest word about a method or a feature.
    """
    return status >= 500 and status != NOT_IMPLEMENTED


def expect_decided(reply: Reply, who: str = "The provider") -> None:
    """Raises NotRun if `who` broke down: nothing was decided."""
    if is_breakdown(reply.status):
        asked = f"{reply.method} {reply.url.partition('?')[0]}"
        raise NotRun(f"{who} answered HTTP {reply.status} to {asked}, which decides nothing.")


def expect_media_type(reply: Reply, media_type: str, *, where: str) -> None:
    """The Content-Type must be `media_type`, whatever its parameters."""
    expect_equal(reply.media_type or "no Content-Type", media_type, where=where)


def expect_json_object(reply: Reply, *, where: str) -> Document:
    """The body must be a JSON object in UTF-8 (RFC 8259), not nested beyond reason."""
    return Document(_json(reply, dict, "a JSON object", where), where)


def expect_json_objects(reply: Reply, *, where: str) -> list[Document]:
    """As `expect_json_object`, for a list of them."""
    values = _json(reply, list, "a JSON list", where)
    for value in values:
        if not isinstance(value, dict):
            raise Mismatch("a list of JSON objects", value, where)
    return [Document(value, where) for value in values]


def _json(reply: Reply, kind: type[T], words: str, where: str) -> T:
    try:
        value = read_json(reply.body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Mismatch(
            "JSON in UTF-8", f"bytes that are not UTF-8 ({error.reason})", where
        ) from None
    except RecursionError:
        raise Mismatch(words, "JSON nested too deeply", where) from None
    except ValueError as error:
        start = reply.text.strip()[:80] or "an empty body"
        raise Mismatch(words, f"{start} ({error})", where) from None
    if not isinstance(value, kind):
        raise Mismatch(words, value, where)
    if depth_of(value) > DEEPEST_JSON:
        raise Mismatch(f"JSON nested at most {DEEPEST_JSON} deep", "deeper", where)
    return value


@contextmanager
def reaching(where: str) -> Iterator[None]:
    """Inside, a request without a usable response is a finding, unless it decides nothing."""
    try:
        yield
    except Undecided:
        raise
    except ExchangeError as error:
        raise incomplete(error, where) from error


@contextmanager
def presuming() -> Iterator[None]:
    """Inside, what is found wrong is for another check to say.

    Raises NotRun in place of Mismatch, and of a request without a response.
    """
    try:
        yield
    except Mismatch as mismatch:
        told = f"Another check judges this first: {mismatch}"
        raise NotRun(told, found=mismatch) from mismatch
    except ExchangeError as error:
        raise NotRun(f"{UNUSABLE}: {error}", found=incomplete(error)) from error


def incomplete(error: ExchangeError, where: str = "") -> Mismatch:
    """A request without a usable response, as a difference."""
    return Mismatch("a complete response", str(error), where)
