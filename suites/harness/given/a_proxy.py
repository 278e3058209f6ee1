"""A proxy on loopback, as companies have one, for the tests of what goes through it."""

import select
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from fakes.wire.server import LOOPBACK

CHUNK = 65536
Place = tuple[str, int]


class Proxy(socketserver.ThreadingTCPServer):
    """Leads the host names of `places` there, and answers 502 for every other one.

    `credentials` is the header that it wants, `refuses` the hosts that it does not lead to. `seen`
    is what was asked of it: `CONNECT host:port`, or a method and a URL.
    """

    daemon_threads = True

    def __init__(
        self,
        places: Mapping[str, Place],
        credentials: str,
        tls: ssl.SSLContext | None,
        refuses: tuple[str, ...],
    ) -> None:
        super().__init__((LOOPBACK, 0), Conversation)
        self.places = places
        self.credentials = credentials
        self.tls = tls
        self.refuses = refuses
        self.seen: list[str] = []

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{LOOPBACK}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that ends early is no news."""


class Conversation(socketserver.BaseRequestHandler):
    """One connection of a client."""

    server: Proxy
    request: socket.socket

    def setup(self) -> None:
        if self.server.tls is not None:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)

    def handle(self) -> None:
        head, _, body = self._first_words().partition(b"\r\n\r\n")
        first, *headers = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        self.server.seen.append(f"{method} {target}")
        host = urlsplit(f"//{target}" if method == "CONNECT" else target).hostname or ""
        wanted = f"Proxy-Authorization: {self.server.credentials}".lower()
        if self.server.credentials and wanted not in [line.lower() for line in headers]:
            self._say("407 Proxy Authentication Required")
        elif host in self.server.refuses:
            self._say("403 Forbidden")
        elif host not in self.server.places:
            self._say("502 Bad Gateway")
        else:
            with socket.create_connection(self.server.places[host]) as upstream:
                if method == "CONNECT":
                    self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                else:
                    upstream.sendall(forwarded(method, target, headers) + body)
                relay(self.request, upstream)

    def finish(self) -> None:
        self.request.close()

    def _first_words(self) -> bytes:
        told = b""
        while b"\r\n\r\n" not in told:
            more = self.request.recv(CHUNK)
            if not more:
                raise ConnectionError
            told += more
        return told

    def _say(self, status: str) -> None:
        told = f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        self.request.sendall(told.encode())


def forwarded(method: str, target: str, headers: list[str]) -> bytes:
    """The request as the target gets it, after which the connection ends."""
    parts = urlsplit(target)
    path = parts._replace(scheme="", netloc="").geturl() or "/"
    kept = [line for line in headers if not line.lower().startswith(("proxy-", "connection:"))]
    lines = [f"{method} {path} HTTP/1.1", *kept, "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1")


def relay(one: socket.socket, other: socket.socket) -> None:
    """Passes on what each side says, until one of them ends."""
    while True:
        for ready in select.select([one, other], [], [])[0]:
            told = ready.recv(CHUNK)
            if not told:
                return
            (other if ready is one else one).sendall(told)


@contextmanager
def proxy(
    places: Mapping[str, Place],
    credentials: str = "",
    tls: ssl.SSLContext | None = None,
    refuses: tuple[str, ...] = (),
) -> Iterator[Proxy]:
    """A running proxy."""
    with Proxy(places, credentials, tls, refuses) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()
