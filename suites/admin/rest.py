"""Admin APIs that speak JSON over HTTP, asked with a token; every way to fail has its sentence."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from fakes.wire.client import Headers, Reply
from fakes.wire.errors import Busy, ExchangeError
from fakes.wire.purposes import Purpose
from suites.admin.answer import Answer
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotRun, expect_json_object, expect_json_objects
from suites.verdicts.reading import read_json

T = TypeVar("T")
# 400: Auth0's answer to a token that is none of its kind.
NO_ACCESS = (400, 401, 403)
# Where products say what was wrong: Okta, Auth0, OAuth errors; Microsoft in an object inside.
MESSAGES = ("errorSummary", "message", "error_description", "errorMessage", "error")
LONGEST_MESSAGE = 200
LONGEST_START = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminApi:
    """The admin API of `product` at `origin`.

    `authorization` is the header that opens it, empty where no token was configured; `grant` is
    the sentence that tells how to get one. `missing` is the word by which it says that what was
    asked for does not exist: other answers of HTTP 404 come from something that is not this API.
    """

    op: Op
    product: str
    origin: str
    authorization: str
    grant: str
    missing: str

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """As `Memory.recall`."""
        return self.op.recall(key, make)

    def read(self, path: str, what: str) -> Answer | None:
        """A JSON object; None if there is no such thing. Raises NotRun, Busy."""
        found = self._read(path, what, expect_json_object)
        return None if found is None else Answer(dict(found), what)

    def read_all(self, path: str, what: str) -> list[Answer]:
        """The JSON objects of a list, its first page; none if there is no such thing.

        Raises NotRun, Busy.
        """
        found = self._read(path, what, expect_json_objects)
        return [Answer(dict(one), what) for one in found or ()]

    def _read(self, path: str, what: str, parse: Callable[..., T]) -> T | None:
        reply = self._send(path, what)
        if reply.status == 404 and self.missing in reply.text:
            return None
        if reply.status in NO_ACCESS:
            told = status_and_message(reply)
            raise NotRun(
                f"{self.product} did not let the token read the {what}: {told}. {self.grant}"
            )
        if reply.status != 200:
            raise NotRun(self._odd(what, f"HTTP 200 was expected, got {status_and_message(reply)}"))
        try:
            return parse(reply, where=what)
        except Mismatch as mismatch:
            odd = f"{mismatch.expected} was expected, got {self._start(reply)}"
            raise NotRun(self._odd(what, odd)) from mismatch

    def _start(self, reply: Reply) -> str:
        """How an answer begins; a secret in it may be cut off, and is taken out before."""
        clean = self.op.journal.redactor.body(reply.text, reply.media_type)
        return " ".join(clean.split())[:LONGEST_START] or "an empty body"

    def _odd(self, what: str, how: str) -> str:
        return (
            f"The {what} could not be read at {self.origin}: {how}. OIDC_ADMIN_URL says where the "
            f"admin API of {self.product} is, if not there."
        )

    def _send(self, path: str, what: str) -> Reply:
        if not self.authorization:
            raise NotRun(
                f"The {what} cannot be read without a token of the admin API. {self.grant}"
            )
        headers: Headers = [("authorization", self.authorization), ("accept", "application/json")]
        try:
            return self.op.http.send(
                "GET", self.origin + path, purpose=Purpose.ADMIN_API, detail=what, headers=headers
            )
        except Busy:
            raise
        except ExchangeError as error:
            raise NotRun(f"The {what} could not be read: {error}") from error


def status_and_message(reply: Reply) -> str:
    """The status of a refusal, and what it says itself."""
    try:
        body = read_json(reply.text)
    except (ValueError, RecursionError):
        body = None
    message = message_in(body)
    return f"HTTP {reply.status}" + (f", “{message[:LONGEST_MESSAGE]}”" if message else "")


def message_in(body: object) -> str:
    """The message of an error in JSON, one level deep at most; empty if there is none."""
    if not isinstance(body, dict):
        return ""
    found = next((body[name] for name in MESSAGES if body.get(name)), "")
    inner = found.get("message", "") if isinstance(found, dict) else found
    return " ".join(inner.split()).rstrip(".") if isinstance(inner, str) else ""


def origin_of(url: str) -> str:
    """Scheme, host and port of `url`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
