"""Serves a provider on loopback in a thread of its own, with or without TLS."""

import asyncio
import socket
import ssl
import sys
import threading
from types import TracebackType
from typing import Self

from fakes.connection import Answer, Connection

if sys.platform == "win32":
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop

LOOPBACK = "127.0.0.1"
STOP_S = 10.0


def listening_socket(port: int = 0) -> socket.socket:
    """A listening socket on loopback.

    The protocol number is given because asyncio switches Nagle's algorithm off only for sockets
    that name TCP; otherwise every TLS answer waits for a delayed acknowledgement.

    Raises OSError if the port is taken.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((LOOPBACK, port))
    except OSError:
        sock.close()
        raise
    sock.listen(128)
    return sock


class Server:
    """Lets `answer` answer every request; use it as a context manager, or `start` and `stop`."""

    def __init__(self, answer: Answer, sock: socket.socket, tls: ssl.SSLContext | None) -> None:
        self._answer = answer
        self._socket = sock
        self._tls = tls
        self._loop = new_event_loop()
        self._ended = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="fake", daemon=True)

    @property
    def port(self) -> int:
        return self._socket.getsockname()[1]

    def start(self) -> Self:
        """Connections made from now on are answered: the socket listens already."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ends every connection and the server, and waits for its thread."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(STOP_S)
        self._socket.close()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        connections: set[Connection] = set()
        server = await self._loop.create_server(
            lambda: Connection(self._answer, connections), sock=self._socket, ssl=self._tls
        )
        await self._ended.wait()
        server.close()
        for one in list(connections):
            one.transport.abort()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
