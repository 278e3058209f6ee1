"""Where the harness's provider listens, with TLS or without; those that take turns share it."""

from typing import Protocol, Self

from starlette.responses import PlainTextResponse, Response

from fakes.wire.request import Request
from fakes.wire.server import LOOPBACK, Server, Serving, listening_socket
from fakes.wire.shown import Shown


class Speaks(Protocol):
    """Who answers at a port."""

    def answer(self, request: Request) -> Response: ...


class Port(Serving):
    """A port of this machine, which answers for the provider that played last.

    `speaks` is who that is. Several that take turns share it. With `tls` there is another one,
    `clear_port`, that answers the same without it, for whoever is led there.
    """

    def __init__(self, address: str = LOOPBACK, port: int = 0, tls: Shown | None = None) -> None:
        """Raises OSError if it is taken, or no address of this machine."""
        self._socket = listening_socket(port, address)
        self.place: tuple[str, int] = self._socket.getsockname()[:2]
        self.speaks: Speaks | None = None
        self.tls = tls
        self._servers = [Server(self._answer, self._socket, tls.context if tls else None)]
        if tls:
            self._servers.append(Server(self._answer, listening_socket(0, address), None))
        self._started = False

    @property
    def scheme(self) -> str:
        return "https" if self.tls else "http"

    @property
    def clear_port(self) -> int:
        """The port without TLS."""
        return self._servers[-1].port

    def _answer(self, request: Request) -> Response:
        if self.speaks is None:
            return PlainTextResponse("No provider plays here yet.", 503)
        response = self.speaks.answer(request)
        if self.tls:
            # Or whoever kept the connection would not see another certificate.
            response.headers["connection"] = "close"
        return response

    def start(self) -> Self:
        """Whoever shares it starts it as well."""
        if not self._started:
            self._started = True
            for server in self._servers:
                server.start()
        return self

    def stop(self) -> None:
        if self._started:
            for server in self._servers:
                server.stop()
        self._started = False
        for server in self._servers:
            server.close()
