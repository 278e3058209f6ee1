"""A request that a fake serves, taken apart."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

Pairs = list[tuple[str, str]]
FORM = "application/x-www-form-urlencoded"


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
