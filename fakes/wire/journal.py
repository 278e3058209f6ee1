"""What was said between the parties: one entry per HTTP request and response, already redacted."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fakes.wire.redaction import Redactor, decoded_jwts

KEPT_CHARS = 8192


class Journal:
    """The exchanges with one target, in order. Secrets are removed before anything is kept."""

    def __init__(self, target: str, redactor: Redactor) -> None:
        self.target = target
        self.redactor = redactor
        self.entries: list[dict[str, Any]] = []
        self._by_id: dict[str, dict[str, Any]] = {}
        self._scopes: list[list[str]] = []

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
        identifier = f"{self.target}-{len(self.entries) + 1}"
        self._by_id[identifier] = {"id": identifier, "target": self.target} | entry
        self.entries.append(self._by_id[identifier])
        self.touch([identifier])
        return identifier

    def entry(self, identifier: str) -> dict[str, Any]:
        """The exchange with this id. Raises KeyError."""
        return self._by_id[identifier]

    def request(
        self, method: str, url: str, headers: list[tuple[str, str]], body: str
    ) -> dict[str, Any]:
        """A request as it may be kept."""

        def cleaned() -> dict[str, Any]:
            return {
                "method": method,
                "url": self.redactor.url(url),
                "headers": [list(pair) for pair in self.redactor.headers(headers)],
                **self._body(body, _content_type(headers)),
            }

        return self._settled(cleaned)

    def response(
        self, status: int, reason: str, headers: list[tuple[str, str]], body: bytes
    ) -> dict[str, Any]:
        """A response as it may be kept."""
        text = body.decode("utf-8", "replace")

        def cleaned() -> dict[str, Any]:
            return {
                "status": status,
                "reason": self.redactor.text(reason),
                "headers": [list(pair) for pair in self.redactor.headers(headers)],
                **self._body(text, _content_type(headers)),
                "bytes": len(body),
                "sha256": hashlib.sha256(body).hexdigest(),
            }

        return self._settled(cleaned)

    def _settled(self, cleaned: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Cleans again when cleaning met a new secret: it may be echoed in an earlier part."""
        known = self.redactor.known
        first = cleaned()
        return first if self.redactor.known == known else cleaned()

    def jwts(self, *texts: tuple[str, str]) -> list[dict[str, Any]]:
        """The JWTs of named texts, decoded."""
        return [
            {"where": where} | self._clean_jwt(jwt)
            for where, text in texts
            for jwt in decoded_jwts(text)
        ]

    def _clean_jwt(self, jwt: dict[str, Any]) -> dict[str, Any]:
        return {part: self.redactor.json(value) for part, value in jwt.items()}

    def _body(self, body: str, content_type: str) -> dict[str, Any]:
        clean = self.redactor.body(body, content_type)
        return {"body": clean[:KEPT_CHARS], "truncated": max(0, len(clean) - KEPT_CHARS)}


def _content_type(headers: list[tuple[str, str]]) -> str:
    return next((value.lower() for name, value in headers if name.lower() == "content-type"), "")
