"""What a server sends that is no HTTP, or more of it than anybody wants, is no answer."""

import contextlib
import socket
import threading
from collections.abc import Callable

import pytest

from fakes.wire.client import HttpClient, Reply
from fakes.wire.errors import Broken, ExchangeError, TooLarge, Untrusted
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.harness.given.sockets import Behaviour, misbehaving

START = b"HTTP/1.1 200 OK\r\nconnection: close\r\n"
CHUNKED = START + b"transfer-encoding: chunked\r\n\r\n"
BROKEN = {
    "nothing": b"",
    "a body without a head": b"<html>of the year 1991",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "TLS": b"\x15\x03\x03\x00\x02\x02\x28",
    "a status of letters": b"HTTP/1.1 OK 200\r\n\r\n",
    "a status of four digits": b"HTTP/1.1 2000 OK\r\n\r\n",
    "a header without a colon": START + b"of no value\r\n\r\n",
    "a header without a name": START + b": value\r\n\r\n",
    "a null byte in a header": START + b"a: \x00\r\n\r\n",
    "90 kilobytes in a header that does not end": START + b"a: " + b"a" * 90_000,
    "headers by the thousand that do not end": START + b"a: b\r\n" * 50_000,
    "a length below zero": START + b"content-length: -1\r\n\r\n",
    "a length of 5000 digits": START + b"content-length: " + b"9" * 5000 + b"\r\n\r\n",
    "a length in other digits": START + b"content-length: \xd9\xa3\r\n\r\n",
    "two lengths": START + b"content-length: 1\r\ncontent-length: 2\r\n\r\nab",
    "less than its length": START + b"content-length: 9\r\n\r\n{}",
    "a chunk of no size": CHUNKED + b"zz\r\n{}\r\n0\r\n\r\n",
    "a chunk of a size below zero": CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n",
    "a chunk of a huge size": CHUNKED + b"f" * 5000 + b"\r\n{}",
    "a chunk that is cut off": CHUNKED + b"9\r\n{}",
    "another protocol to switch to": b"HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n\x00\x01",
}


def saying(told: bytes) -> Behaviour:
    def behave(connection: socket.socket, read: bytes, over: threading.Event) -> None:
        connection.sendall(told)

    return behave


def without_end(start: bytes, piece: bytes) -> Behaviour:
    def behave(connection: socket.socket, read: bytes, over: threading.Event) -> None:
        connection.sendall(start)
        with contextlib.suppress(OSError):
            while not over.is_set():
                connection.sendall(piece)

    return behave


def asked(behave: Behaviour, scheme: str = "http") -> Reply:
    with misbehaving(behave) as server:
        client = HttpClient(Connection(timeout_s=20), Journal("nonsense", Redactor()))
        url = f"{scheme}://127.0.0.1:{server.place[1]}/"
        try:
            return client.send("GET", url, purpose=Purpose.PAGE)
        finally:
            client.close()


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_http_is_no_answer(name: str) -> None:
    with pytest.raises(Broken):
        asked(saying(BROKEN[name]))


@pytest.mark.parametrize("told", [b"", b"HTTP/1.1 200 OK\r\n\r\n", b"\x16\x03\x01\x00\xff\xff"])
def test_what_is_no_tls_is_no_answer(told: bytes) -> None:
    with pytest.raises(ExchangeError) as failed:
        asked(saying(told), "https")
    assert isinstance(failed.value, Broken | Untrusted)


BODIES: dict[str, Callable[[], Behaviour]] = {
    "a length of 100 megabytes": lambda: without_end(
        START + b"content-length: 100000000\r\n\r\n", b"a" * 100_000
    ),
    "no length": lambda: without_end(START + b"\r\n", b"a" * 100_000),
    "chunks": lambda: without_end(CHUNKED, b"186a0\r\n" + b"a" * 100_000 + b"\r\n"),
}


@pytest.mark.parametrize("name", BODIES)
def test_no_more_is_read_of_a_body_than_its_bound(name: str) -> None:
    with pytest.raises(TooLarge, match="larger than 2,000,000 bytes"):
        asked(BODIES[name]())
