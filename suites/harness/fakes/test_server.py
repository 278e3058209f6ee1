"""The server of the fakes ends with all that began at it."""

import gc
import socket
import sys
from threading import Event, Timer

import pytest
from starlette.responses import PlainTextResponse, Response

from fakes.wire.request import Request
from fakes.wire.server import Server, listening_socket

MANY = 100


def test_a_connection_that_begins_while_the_server_ends_is_ended_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or it is left open, and told of in the middle of another test."""
    asked, go_on, left_open = Event(), Event(), list[str]()

    def answer(request: Request) -> Response:
        asked.set()
        go_on.wait()
        return PlainTextResponse("Hello")

    monkeypatch.setattr(sys, "unraisablehook", lambda told: left_open.append(str(told.exc_value)))
    server = Server(answer, listening_socket(), None).start()
    place = ("127.0.0.1", server.port)
    with socket.create_connection(place) as first:
        first.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        asked.wait()
        others = [socket.create_connection(place) for _ in range(MANY)]
        release = Timer(0.01, go_on.set)
        release.start()
        server.stop()
        for one in others:
            one.close()
    del server
    gc.collect()
    assert left_open == []
