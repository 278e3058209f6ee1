"""Ports of a deployment that speak no HTTP, served on loopback: each connection in a thread."""

import selectors
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from fakes.wire.server import LOOPBACK, STOP_S, Serving, listening_socket

Talk = Callable[[socket.socket], None]


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
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="ports", daemon=True)

    @property
    def places(self) -> dict[str, int]:
        """The loopback port of each host."""
        return {port.host: sock.getsockname()[1] for port, sock in self._served}

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """Listens no more; who still talks is left to whoever asked."""
        self._wake.send(b"\0")
        self._thread.join(STOP_S)
        for sock in (self._wake, self._woken, *(sock for _, sock in self._served)):
            sock.close()

    def _run(self) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(self._woken, selectors.EVENT_READ)
            for port, sock in self._served:
                if port.talk:
                    ready.register(sock, selectors.EVENT_READ, (port, sock))
            while all(key.data and take(*key.data) for key, _ in ready.select()):
                pass


def socket_of(port: Port) -> socket.socket:
    """The socket of a port: one where nobody listens keeps its number, and refuses."""
    if port.talk:
        return listening_socket()
    sock = socket.socket()
    sock.bind((LOOPBACK, 0))
    return sock


def take(port: Port, listener: socket.socket) -> bool:
    """Takes one connection, and answers it in a thread."""
    sock, _ = listener.accept()
    threading.Thread(target=answer, args=(port, sock), name="port", daemon=True).start()
    return True


def answer(port: Port, sock: socket.socket) -> None:
    """Talks until the other side has enough of it, or says what nobody understands."""
    assert port.talk
    with suppress(OSError, ValueError, EOFError), sock:
        if port.tls is None:
            port.talk(sock)
        else:
            with port.tls.wrap_socket(sock, server_side=True) as tls:
                port.talk(tls)
