"""A server that never comes to the point is left: answers of 1xx, and cookies without end."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from fakes.wire.client import Broken, HttpClient
from fakes.wire.cookies import MOST_COOKIES, CookieJar
from fakes.wire.journal import Journal
from fakes.wire.network import MOST_HEAD_BYTES, Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.server import LOOPBACK, listening_socket

EARLY = b"HTTP/1.1 103 Early Hints\r\n\r\n"
FAR_MORE = 50 * MOST_HEAD_BYTES


@contextmanager
def early_hints(last: bytes, most: int) -> Iterator[tuple[int, list[int]]]:
    """A port that answers with early hints, `most` bytes of them, before its `last` words."""
    sent = [0]

    def serve(sock: socket.socket) -> None:
        with sock.accept()[0] as connection:
            connection.recv(65536)
            try:
                while sent[0] < most:
                    sent[0] += connection.send(EARLY * 100)
                connection.sendall(last)
            except OSError:
                return

    with listening_socket() as sock:
        thread = threading.Thread(target=serve, args=(sock,), daemon=True)
        thread.start()
        yield sock.getsockname()[1], sent
        thread.join(10)


def asked(port: int) -> bytes:
    client = HttpClient(Connection(timeout_s=20), Journal("hints", Redactor()))
    try:
        return client.send("GET", f"http://{LOOPBACK}:{port}/", purpose=Purpose.PAGE).body
    finally:
        client.close()


def test_early_hints_before_an_answer_are_passed_over() -> None:
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"
    with early_hints(answer, 5000) as (port, _):
        assert asked(port) == b"hi"


def test_early_hints_without_end_are_no_answer() -> None:
    endless = early_hints(b"", FAR_MORE)
    with endless as (port, sent), pytest.raises(Broken, match="1xx without end"):
        asked(port)
    assert sent[0] < FAR_MORE


def test_of_the_cookies_of_a_host_the_last_are_kept() -> None:
    """As in browsers: a few hundred, and the oldest go first."""
    jar = CookieJar()
    for answer in range(20):
        pairs = [("set-cookie", f"c{answer}-{n}=v; Path=/") for n in range(1000)]
        request = httpx.Request("GET", "https://op.example/")
        jar.take(httpx.Response(200, headers=pairs, request=request))
    kept = [one.name for one in jar.cookies.jar]
    assert kept == [f"c19-{n}" for n in range(1000 - MOST_COOKIES, 1000)]


@pytest.mark.parametrize("again", ["sent", "set"])
def test_a_cookie_that_is_in_use_outlives_those_of_pages_that_are_past(again: str) -> None:
    """A session is set once, and each login leaves cookies of its own paths."""
    jar = CookieJar()
    session = ("set-cookie", "session=v; Path=/")
    for page in range(MOST_COOKIES):
        request = httpx.Request("GET", f"https://op.example/{page}")
        jar.cookies.set_cookie_header(request)
        assert ("cookie" in request.headers) is (page > 0)
        pairs = [session] if again == "set" or page == 0 else []
        pairs += [("set-cookie", f"page=v; Path=/past/{page}")]
        jar.take(httpx.Response(200, headers=pairs, request=request))
    assert len(jar.cookies.jar) == MOST_COOKIES
    assert "session" in {one.name for one in jar.cookies.jar}
