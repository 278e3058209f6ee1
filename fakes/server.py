"""Serves a provider on loopback in a thread of its own, with or without TLS."""

import asyncio
import socket
import ssl
import threading
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from fakes.engine.core import Core
from fakes.engine.http import read_request

LOOPBACK = "127.0.0.1"
STOP_S = 10.0


def application(provider: Core) -> ASGIApp:
    """The ASGI application that lets `provider` answer."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        await provider.answer(read_request(scope, body))(scope, receive, send)

    return app


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
    """A running ASGI application; use it as a context manager, or `start` and `stop`.

    uvicorn's protocol without its server, which looks ten times a second whether it should end:
    a fake ends at once, and hundreds of them run in one test session.
    """

    def __init__(self, app: ASGIApp, sock: socket.socket, tls: ssl.SSLContext | None) -> None:
        self._socket = sock
        self._tls = tls
        self._config = uvicorn.Config(
            app,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws="none",
        )
        self._config.load()
        self._loop = self._config.get_loop_factory()()
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
        state = ServerState()

        def connection() -> asyncio.Protocol:
            return self._config.http_protocol_class(
                config=self._config, server_state=state, app_state={}, _loop=self._loop
            )

        server = await self._loop.create_server(connection, sock=self._socket, ssl=self._tls)
        await self._ended.wait()
        server.close()
        for one in list(state.connections):
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
