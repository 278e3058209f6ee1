"""Serves a provider on loopback in a thread of its own, with or without TLS."""

import asyncio
import socket
import ssl
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from fakes.wire.request import Request, read_request

Answer = Callable[[Request], Response]
LOOPBACK = "127.0.0.1"
STOP_S = 10.0
LARGEST_BODY = 1_000_000


def listening_socket(port: int = 0, address: str = LOOPBACK) -> socket.socket:
    """A listening socket, on loopback if no other address of this machine is named.

    The protocol number is given because asyncio switches Nagle's algorithm off only for sockets
    that name TCP; otherwise every TLS answer waits for a delayed acknowledgement.

    Raises OSError if the port is taken.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    sock.listen(128)
    return sock


def application(answer: Answer, *, threads: bool = False) -> ASGIApp:
    """The ASGI application that lets `answer` answer every request, once its body is complete.

    One request after the other, or each in a thread of its own: then one that waits keeps nobody.
    """

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        more = True
        while more and len(body) <= LARGEST_BODY:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if more:
            refusal = PlainTextResponse("The body is too large.", 413, {"connection": "close"})
            await refusal(scope, receive, send)
            return
        request = read_request(
            scope["scheme"],
            scope["method"],
            scope["path"],
            scope["query_string"],
            scope["headers"],
            body,
        )
        request.certificate = scope["state"]["certificate"]
        response = await run_in_threadpool(answer, request) if threads else answer(request)
        await response(scope, receive, send)

    return app


class Protocol(HttpToolsProtocol):
    """uvicorn's, which also tells the application what certificate the client showed."""

    # uvicorn narrows what asyncio gives it; so do we.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as said
        super().connection_made(transport)
        tls = transport.get_extra_info("ssl_object")
        shown = tls.getpeercert(binary_form=True) if tls else None
        self.app_state = self.app_state | {"certificate": shown or b""}


class PromptServer(uvicorn.Server):
    """uvicorn, ended when told to and not at the next of its ten looks a second.

    Hundreds of fakes are started and ended in one test session.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told = asyncio.Event()

    async def main_loop(self) -> None:
        await self.told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        # What began meanwhile is known after one more round of the loop.
        await asyncio.sleep(0)
        for connection in list(self.server_state.connections):
            connection.shutdown()


class Serving(ABC):
    """What serves from `start` to `stop`: a context manager."""

    @abstractmethod
    def start(self) -> Self:
        """Answers from now on."""

    @abstractmethod
    def stop(self) -> None:
        """Ends every connection, and listens no more."""

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class Server(Serving):
    """Lets `answer` answer every request; `threads` as for `application`."""

    def __init__(
        self,
        answer: Answer,
        sock: socket.socket,
        tls: ssl.SSLContext | None,
        *,
        threads: bool = False,
    ) -> None:
        config = uvicorn.Config(
            application(answer, threads=threads),
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            http=Protocol,
            ws="none",
        )
        config.load()
        config.ssl = tls
        self._socket = sock
        self._server = PromptServer(config)
        self._loop = (config.get_loop_factory() or asyncio.new_event_loop)()
        self._thread = threading.Thread(target=self._run, name="fake", daemon=True)

    @property
    def port(self) -> int:
        number: int = self._socket.getsockname()[1]
        return number

    def start(self) -> Self:
        """Connections made from now on are answered: the socket listens already."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ends every connection and the server, and waits for its thread."""
        self._loop.call_soon_threadsafe(self._server.told.set)
        self._thread.join(STOP_S)
        self.close()

    def close(self) -> None:
        """Listens no more; for one that was not started."""
        self._socket.close()

    def _run(self) -> None:
        # uvloop does not close a loop on which a connection began while it ended.
        with suppress(OSError), asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._server.serve(sockets=[self._socket]))
