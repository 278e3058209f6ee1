"""Ports of a deployment that speak no HTTP, served on loopback in one thread."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from fakes.wire.server import LOOPBACK, STOP_S, Serving, listening_socket

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Port:
    """Who answers at a port of a host, and whether it speaks TLS from the first byte on.

    Without anybody the port is closed.
    """

    host: str
    talk: Talk | None
    tls: ssl.SSLContext | None = None


class Ports(Serving):
    """Lets each of the ports answer until it is stopped."""

    def __init__(self, *ports: Port) -> None:
        self._served = [(one, socket_of(one)) for one in ports]
        self._loop = asyncio.new_event_loop()
        self._told = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="ports", daemon=True)

    @property
    def places(self) -> dict[str, int]:
        """The loopback port of each host."""
        return {port.host: sock.getsockname()[1] for port, sock in self._served}

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._told.set)
        self._thread.join(STOP_S)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        servers = [
            await asyncio.start_server(answering(port.talk), sock=sock, ssl=port.tls)
            for port, sock in self._served
            if port.talk
        ]
        await self._told.wait()
        for server in servers:
            server.close()
        for _, sock in self._served:
            sock.close()


def socket_of(port: Port) -> socket.socket:
    """The socket of a port: one where nobody listens keeps its number, and refuses."""
    if port.talk:
        return listening_socket()
    sock = socket.socket()
    sock.bind((LOOPBACK, 0))
    return sock


def answering(talk: Talk) -> Talk:
    """`talk`, until the other side has enough of it."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, EOFError, ValueError, asyncio.CancelledError):
                await talk(reader, writer)
        finally:
            writer.close()

    return answer
