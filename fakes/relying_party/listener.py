"""A relying party's own endpoints, for a provider that calls them: keys, documents, logout.

Serves what was published, and keeps what arrived, whether something was published there or not.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import Self
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.wire.certificates import ServerTls, server_context
from fakes.wire.request import Request
from fakes.wire.server import LOOPBACK, Server, Serving, listening_socket

# A name that belongs to nobody (RFC 2606 section 3); an embedded fake is told where it leads.
NAME = "relying-party.example"
MOST_KEPT = 500
IN_VAIN_S = 0.5
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Published:
    """What a path answers: any method gets the same."""

    body: bytes
    media_type: str
    status: int
    headers: dict[str, str]


OnRead = Callable[[Request, Published], None]
NOTHING = Published(b"There is nothing at this address.", "text/plain", 404, {})


class Listener(Serving):
    """Answers on loopback in a thread of its own, under an `origin` that the provider can reach.

    `patience_s` is how long after its own answer the provider may still call: 0 for one that calls
    before it answers. `on_read` is told each time what a reader gets to see.
    """

    def __init__(
        self, origin: str = "", *, tls: bool = False, port: int = 0, patience_s: float = 3.0
    ) -> None:
        """`origin` is needed where it is not the loopback address. Raises OSError."""
        self._socket = listening_socket(port)
        scheme = "https" if tls else "http"
        self.loopback_origin = f"{scheme}://{LOOPBACK}:{self._socket.getsockname()[1]}"
        self.origin = origin.rstrip("/") or self.loopback_origin
        self.patience_s = patience_s
        self.on_read: OnRead = lambda request, answer: None
        self._published: dict[str, Published] = {}
        self._requests: deque[tuple[Request, Published]] = deque(maxlen=MOST_KEPT)
        self._arrived = threading.Condition()
        self._server = Server(self._answer, self._socket, certificate() if tls else None)

    @property
    def port(self) -> int:
        return self._server.port

    def url(self, path: str) -> str:
        """The URL of a path, whether something is published there or not."""
        return self.origin + path

    def publish(
        self,
        path: str,
        body: str = "",
        media_type: str = JSON,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> str:
        """Answers requests for `path` from now on, in place of what was there; returns its URL."""
        self._published[path] = Published(body.encode(), media_type, status, headers or {})
        return self.url(path)

    def received(self, path: str) -> list[Request]:
        """The requests for `path` that have arrived, the oldest first, whatever their query."""
        with self._arrived:
            found = self._at(path)
        return self._told(found)

    def wait_for(self, path: str, count: int = 1) -> list[Request]:
        """As `received`, once `count` requests have arrived or the provider's time is over."""
        with self._arrived:
            self._arrived.wait_for(lambda: len(self._at(path)) >= count, self.patience_s)
            found = self._at(path)
        return self._told(found)

    def behind_answer(self, path: str) -> list[Request]:
        """As `received`, once what the provider sends behind its own answer had time to arrive.

        For calls that should not be: they are waited for in vain, so it is no long time.
        """
        with self._arrived:
            self._arrived.wait_for(lambda: self._at(path), min(self.patience_s, IN_VAIN_S))
            found = self._at(path)
        return self._told(found)

    def _at(self, path: str) -> list[tuple[Request, Published]]:
        return [one for one in self._requests if urlsplit(one[0].url).path == path]

    def _told(self, found: list[tuple[Request, Published]]) -> list[Request]:
        for request, answer in found:
            self.on_read(request, answer)
        return [request for request, _ in found]

    def _answer(self, request: Request) -> Response:
        answer = self._published.get(urlsplit(request.url).path, NOTHING)
        with self._arrived:
            self._requests.append((request, answer))
            self._arrived.notify_all()
        return Response(answer.body, answer.status, answer.headers, answer.media_type)

    def start(self) -> Self:
        self._server.start()
        return self

    def stop(self) -> None:
        self._server.stop()


@cache
def certificate() -> SSLContext:
    """The certificate of every listener of this process, for its name and for loopback."""
    return server_context(ServerTls(names=(NAME, LOOPBACK, "localhost")))
