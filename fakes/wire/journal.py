"""What was said between the parties: one entry per HTTP request and response, already redacted."""

import hashlib
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from fakes.wire.redaction import Redactor, decoded_jwts

Pairs = list[tuple[str, str]]
KEPT_CHARS = 8192
# What is beyond is not looked at: to clean a large page takes long, and little of it is kept.
READ_CHARS = 65_536
MOST_HEADERS = 200
OF_A_SECRET = string.ascii_letters + string.digits + "-._~+/=%\\"


class Journal:
    """The exchanges with one target, in order. Secrets are removed before anything is kept.

    Several threads may record: those of a provider that is played, and of a login that waits.
    """

    def __init__(self, target: str, redactor: Redactor) -> None:
        self.target = target
        self.redactor = redactor
        self.entries: list[dict[str, Any]] = []
        self._by_id: dict[str, dict[str, Any]] = {}
        self._scopes: list[list[str]] = []
        self._alone = RLock()

    @contextmanager
    def scope(self) -> Iterator[list[str]]:
        """Collects the ids of the exchanges that are recorded, or looked at again, inside."""
        ids: list[str] = []
        self._scopes.append(ids)
        try:
            yield ids
        finally:
            self._scopes.pop()

    def touch(self, ids: list[str]) -> None:
        """The exchanges `ids` are evidence in every open scope too."""
        for scope in self._scopes:
            scope.extend(one for one in ids if one not in scope)

    def record(self, entry: dict[str, Any]) -> str:
        """Keeps an entry under a new id, and returns the id."""
        with self._alone:
            identifier = f"{self.target}-{len(self.entries) + 1}"
            self._by_id[identifier] = {"id": identifier, "target": self.target} | entry
            self.entries.append(self._by_id[identifier])
            self.touch([identifier])
            return identifier

    def entry(self, identifier: str) -> dict[str, Any]:
        """The exchange with this id. Raises KeyError."""
        return self._by_id[identifier]

    def request(self, method: str, url: str, headers: Pairs, body: str) -> dict[str, Any]:
        """A request as it may be kept."""

        def cleaned() -> dict[str, Any]:
            return {
                "method": method,
                "url": self.redactor.url(url),
                "headers": self._headers(headers),
                **self._body(body, _content_type(headers)),
            }

        return self._settled(cleaned)

    def response(self, status: int, reason: str, headers: Pairs, body: bytes) -> dict[str, Any]:
        """A response as it may be kept."""
        text = body.decode("utf-8", "replace")

        def cleaned() -> dict[str, Any]:
            return {
                "status": status,
                "reason": self.redactor.text(reason),
                "headers": self._headers(headers),
                **self._body(text, _content_type(headers)),
                "bytes": len(body),
                "sha256": hashlib.sha256(body).hexdigest(),
            }

        return self._settled(cleaned)

    def _settled(self, cleaned: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Cleans again when cleaning met a new secret: it may be echoed in an earlier part."""
        with self._alone:
            known = self.redactor.known
            first = cleaned()
            return first if self.redactor.known == known else cleaned()

    def jwts(self, *texts: tuple[str, str]) -> list[dict[str, Any]]:
        """The JWTs of named texts, decoded."""
        with self._alone:
            return [
                {"where": where} | self._clean_jwt(jwt)
                for where, text in texts
                for jwt in decoded_jwts(beginning(text))
            ]

    def _clean_jwt(self, jwt: dict[str, Any]) -> dict[str, Any]:
        return {part: self.redactor.json(value) for part, value in jwt.items()}

    def _body(self, body: str, content_type: str) -> dict[str, Any]:
        read = beginning(body)
        clean = self.redactor.body(read, content_type)
        cut = max(0, len(clean) - KEPT_CHARS) + len(body) - len(read)
        return {"body": clean[:KEPT_CHARS], "truncated": cut}

    def _headers(self, headers: Pairs) -> list[list[str]]:
        kept = [list(pair) for pair in self.redactor.headers(headers[:MOST_HEADERS])]
        more = len(headers) - len(kept)
        return [*kept, ["…", f"{more:,} more headers are not kept"]] if more else kept


class NoJournal(Journal):
    """Keeps nothing: for a party whose exchanges nobody reads."""

    def record(self, entry: dict[str, Any]) -> str:
        return ""

    def request(self, method: str, url: str, headers: Pairs, body: str) -> dict[str, Any]:
        return {}

    def response(self, status: int, reason: str, headers: Pairs, body: bytes) -> dict[str, Any]:
        return {}

    def jwts(self, *texts: tuple[str, str]) -> list[dict[str, Any]]:
        return []


def beginning(text: str) -> str:
    """So much of a text as is looked at; what is cut off in the middle may be half of a secret."""
    if len(text) <= READ_CHARS:
        return text
    return text[:READ_CHARS].rstrip(OF_A_SECRET)


def _content_type(headers: Pairs) -> str:
    return next((value.lower() for name, value in headers if name.lower() == "content-type"), "")
