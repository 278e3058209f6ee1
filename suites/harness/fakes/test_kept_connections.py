"""A server may end a connection that it kept at any time: that says nothing of a request."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fakes.wire.client import Broken, HttpClient
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.server import LOOPBACK, listening_socket

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"


@contextmanager
def ending_at_a_second_request(connections: int) -> Iterator[tuple[int, list[bytes]]]:
    """A port that keeps each connection, and ends it without an answer once it is used again."""
    heard: list[bytes] = []

    def serve(sock: socket.socket) -> None:
        for _ in range(connections):
            with sock.accept()[0] as connection:
                heard.append(connection.recv(65536))
                connection.sendall(ANSWER)
                heard.append(connection.recv(65536))

    with listening_socket() as sock:
        thread = threading.Thread(target=serve, args=(sock,), daemon=True)
        thread.start()
        yield sock.getsockname()[1], heard
        thread.join(10)


@pytest.fixture
def client() -> Iterator[HttpClient]:
    client = HttpClient(Connection(timeout_s=20), Journal("kept", Redactor()))
    yield client
    client.close()


def test_what_is_safe_is_sent_once_more_by_a_new_connection(client: HttpClient) -> None:
    with ending_at_a_second_request(2) as (port, heard):
        url = f"http://{LOOPBACK}:{port}/"
        bodies = [client.send("GET", url, purpose=Purpose.PAGE).body for _ in range(2)]
        client.close()
    assert bodies == [b"hi", b"hi"]
    assert [one[:3] for one in heard] == [b"GET", b"GET", b"GET", b""]


def test_what_may_have_had_an_effect_is_not_sent_again(client: HttpClient) -> None:
    with ending_at_a_second_request(1) as (port, heard):
        url = f"http://{LOOPBACK}:{port}/"
        client.send("GET", url, purpose=Purpose.PAGE)
        with pytest.raises(Broken, match="disconnected"):
            client.send("POST", url, purpose=Purpose.PAGE, form=[("a", "b")])
    assert [one[:4] for one in heard] == [b"GET ", b"POST"]


def test_a_request_that_ends_new_connections_too_is_broken(client: HttpClient) -> None:
    """The request itself is what the server does not bear."""

    def serve(sock: socket.socket) -> None:
        with sock.accept()[0] as connection:
            connection.recv(65536)

    with listening_socket() as sock:
        thread = threading.Thread(target=serve, args=(sock,), daemon=True)
        thread.start()
        with pytest.raises(Broken, match="disconnected"):
            client.send("GET", f"http://{LOOPBACK}:{sock.getsockname()[1]}/", purpose=Purpose.PAGE)
        thread.join(10)
