"""What a fake's endpoint gets and gives: a parsed request, and an answer of Starlette's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.responses import Response

Pairs = list[tuple[str, str]]
FORM = "application/x-www-form-urlencoded"


class Rejected(Exception):
    """A protocol error that the provider answers: RFC 6749 sections 4.1.2.1 and 5.2."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.description = description
        self.status = status


@contextmanager
def saying(description: str, error: str = "", status: int = 0) -> Iterator[None]:
    """Whatever is rejected inside is rejected in the words of the product."""
    try:
        yield
    except Rejected as refusal:
        told = (error or refusal.error, description, status or refusal.status)
        raise Rejected(*told) from None


@dataclass(slots=True)
class Request:
    """One HTTP request: `url` is absolute and without query; names of headers are lower case.

    `certificate` is what the client showed in the TLS handshake, as DER.
    """

    method: str
    url: str
    query: Pairs
    form: Pairs
    headers: dict[str, str]
    body: bytes = b""
    certificate: bytes = b""

    @property
    def pairs(self) -> Pairs:
        """The parameters where the method carries them: query of GET, form of POST."""
        return self.form if self.method == "POST" else self.query

    @property
    def params(self) -> dict[str, str]:
        """The parameters as a mapping; empty values count as absent (RFC 6749 section 3.1)."""
        return {name: value for name, value in self.pairs if value}

    def cookie(self, name: str) -> str:
        """The value of a cookie, or an empty string."""
        return next(iter(self.cookies(name)), "")

    def cookies(self, name: str) -> list[str]:
        """The values of all cookies of that name: other hosts of the domain may set one too."""
        pairs = [pair.strip().partition("=") for pair in self.headers.get("cookie", "").split(";")]
        return [value for key, _, value in pairs if key == name]


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: the methods it takes, and who answers."""

    methods: tuple[str, ...]
    answer: Callable[[Request], Response]


def read_request(
    scheme: str,
    method: str,
    path: str,
    query: bytes,
    fields: list[tuple[bytes, bytes]],
    body: bytes,
) -> Request:
    """A request taken apart; names of header `fields` are in lower case."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in fields}
    host = headers.get("host", "")
    is_form = headers.get("content-type", "").partition(";")[0].strip().lower() == FORM
    return Request(
        method=method,
        url=f"{scheme}://{host}{path}",
        query=parse_qsl(query.decode("latin-1"), keep_blank_values=True),
        form=parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True) if is_form else [],
        headers=headers,
        body=body,
    )
