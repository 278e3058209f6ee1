"""Servers that do with their connections what no web server does."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fakes.wire.server import LOOPBACK, listening_socket

OK = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"
# What is done with a connection whose request was read; `event` is set when all is over.
Behaviour = Callable[[socket.socket, bytes, threading.Event], None]


@dataclass
class Misbehaving:
    """A server that runs: `requests` are the first lines that it read."""

    sock: socket.socket
    behave: Behaviour
    requests: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.place = (LOOPBACK, int(self.sock.getsockname()[1]))
        self.url = "http://{}:{}".format(*self.place)

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while not self.over.is_set():
                connection, _ = self.sock.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            read = connection.recv(65536)
            self.requests.append(read.partition(b"\r\n")[0].decode("latin-1"))
            self.behave(connection, read, self.over)

    def end(self) -> None:
        """No connection is taken any more."""
        self.over.set()
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()


@contextmanager
def misbehaving(behave: Behaviour) -> Iterator[Misbehaving]:
    """A server on loopback, each of whose connections is served by `behave`."""
    running = Misbehaving(listening_socket(), behave)
    thread = threading.Thread(target=running.serve, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.end()
        thread.join()


def silent(connection: socket.socket, read: bytes, over: threading.Event) -> None:
    """No answer."""
    over.wait()


def dripping(start: bytes, drop: bytes) -> Behaviour:
    """An answer that begins with `start`, and never comes to an end."""

    def behave(connection: socket.socket, read: bytes, over: threading.Event) -> None:
        connection.sendall(start)
        while not over.wait(0.02):
            connection.sendall(drop)

    return behave


def answering(connection: socket.socket, read: bytes, over: threading.Event) -> None:
    """A small answer."""
    connection.sendall(OK)
