"""One HTTP/1.1 connection of a fake's server: requests in, answers out, in their order."""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote

import httptools
from starlette.responses import Response

from fakes.engine.http import Request, read_request

Answer = Callable[[Request], Response]
LARGEST_BODY = 1_000_000
PHRASES = {status.value: status.phrase for status in HTTPStatus}
log = logging.getLogger(__name__)


class Connection(asyncio.Protocol):
    """Gives each complete request to `answer`, and writes what it returns.

    `connections` are the connections that are open; this one adds and removes itself.
    """

    def __init__(self, answer: Answer, connections: set["Connection"]) -> None:
        self.answer = answer
        self.connections = connections
        self.parser = httptools.HttpRequestParser(self)

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        secure = transport.get_extra_info("sslcontext") is not None
        self.scheme = "https" if secure else "http"
        self.connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Answered already, as if nothing had been offered (RFC 9110 section 7.8).
            self.transport.close()
        except httptools.HttpParserError as error:
            self.refuse(400, f"this is no HTTP: {error}")

    # Called by the parser, in this order

    def on_message_begin(self) -> None:
        self.target, self.body = b"", b""
        self.headers: list[tuple[bytes, bytes]] = []

    def on_url(self, url: bytes) -> None:
        self.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        if (b"expect", b"100-continue") in self.headers:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, data: bytes) -> None:
        self.body += data
        if len(self.body) > LARGEST_BODY:
            self.refuse(413, f"the body is larger than {LARGEST_BODY:,} bytes")

    def on_message_complete(self) -> None:
        if self.transport.is_closing():
            return
        try:
            url = httptools.parse_url(self.target)
        except httptools.HttpParserInvalidURLError:
            self.refuse(400, "the target of the request is no URL")
            return
        method = self.parser.get_method().decode()
        path, query = unquote((url.path or b"/").decode("latin-1")), url.query or b""
        request = read_request(self.scheme, method, path, query, self.headers, self.body)
        try:
            response = self.answer(request)
        except Exception:
            log.exception("%s %s", method, path)
            self.refuse(500, "the fake itself failed")
            return
        keep = self.parser.should_keep_alive() and not self.parser.should_upgrade()
        self.write(response, method, keep)

    # What goes out

    def refuse(self, status: int, why: str) -> None:
        """An answer to what is no proper request, and the end of the connection."""
        if not self.transport.is_closing():
            self.write(Response(f"{PHRASES[status]}: {why}\n", status), "GET", keep=False)

    def write(self, response: Response, method: str, keep: bool) -> None:
        """Head and body in one piece, so that they travel in one segment."""
        status = response.status_code
        lines = [f"HTTP/1.1 {status} {PHRASES.get(status, '')}".encode()]
        lines += [name + b": " + value for name, value in response.raw_headers]
        if not keep:
            lines.append(b"connection: close")
        body = b"" if method == "HEAD" else response.body
        self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        if not keep:
            self.transport.close()
