"""The server of the fakes, spoken to byte by byte."""

import socket
from collections.abc import Iterator

import pytest
from starlette.responses import PlainTextResponse, Response

from fakes.engine.http import Request
from fakes.server import LOOPBACK, Server, listening_socket

HOST = b"host: op.example\r\n"


def echo(request: Request) -> Response:
    """What was understood, or a failure where that is asked for."""
    if request.url.endswith("/broken"):
        raise RuntimeError("on purpose")
    told = f"{request.method} {request.url} {dict(request.query)} {dict(request.form)}"
    return PlainTextResponse(told)


@pytest.fixture
def port() -> Iterator[int]:
    sock = listening_socket()
    with Server(echo, sock, None) as server:
        yield server.port


def said(port: int, *pieces: bytes) -> str:
    """Everything that the server answers to `pieces`, until it closes the connection."""
    with socket.create_connection((LOOPBACK, port), timeout=10) as client:
        for piece in pieces:
            client.sendall(piece)
        return b"".join(iter(lambda: client.recv(65536), b"")).decode("latin-1")


def get(path: bytes, last: bool = True) -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"connection: close\r\n" * last + b"\r\n"


def test_a_request_may_come_in_pieces(port: int) -> None:
    whole = get(b"/a%20b?c=%C3%A4")
    pieces = [whole[start : start + 7] for start in range(0, len(whole), 7)]
    answer = said(port, *pieces)
    assert answer.startswith("HTTP/1.1 200 OK\r\n")
    assert "GET http://op.example/a b {'c': 'Ã¤'} {}" in answer


def test_requests_of_one_connection_are_answered_in_their_order(port: int) -> None:
    answer = said(port, get(b"/1", last=False) + get(b"/2", last=False) + get(b"/3"))
    assert answer.count("HTTP/1.1 200 OK") == 3
    assert answer.index("example/1") < answer.index("example/2") < answer.index("example/3")
    assert answer.count("connection: close") == 1


def test_a_form_may_come_in_chunks_after_a_question(port: int) -> None:
    head = b"POST /form HTTP/1.1\r\n" + HOST + b"transfer-encoding: chunked\r\n"
    head += b"content-type: application/x-www-form-urlencoded\r\n"
    head += b"expect: 100-continue\r\nconnection: close\r\n\r\n"
    answer = said(port, head, b"3\r\na=b\r\n", b"4\r\n&c=d\r\n0\r\n\r\n")
    assert answer.startswith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
    assert "{'a': 'b', 'c': 'd'}" in answer


def test_an_answer_to_head_has_no_body(port: int) -> None:
    answer = said(port, get(b"/x").replace(b"GET", b"HEAD"))
    assert "content-length: " in answer
    assert answer.endswith("\r\n\r\n")


def test_another_protocol_is_offered_in_vain(port: int) -> None:
    offer = get(b"/x", last=False)[:-2] + b"connection: upgrade\r\nupgrade: h2c\r\n\r\n"
    answer = said(port, offer)
    assert answer.count("HTTP/1.1 ") == 1
    assert answer.startswith("HTTP/1.1 200 OK")


def test_an_old_client_gets_one_answer(port: int) -> None:
    assert said(port, b"GET /x HTTP/1.0\r\n" + HOST + b"\r\n").startswith("HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01 this is TLS\r\n\r\n", "400 Bad Request"),
        (b"GET http://[broken HTTP/1.1\r\n" + HOST + b"\r\n", "400 Bad Request"),
        (b"GET /x HTTP/1.1\r\ncontent-length: minus\r\n\r\n", "400 Bad Request"),
        (get(b"/broken"), "500 Internal Server Error"),
    ],
)
def test_what_cannot_be_answered_gets_a_status_and_the_end(
    port: int, sent: bytes, status: str
) -> None:
    answer = said(port, sent)
    assert answer.startswith(f"HTTP/1.1 {status}\r\n")
    assert "on purpose" not in answer


def test_a_body_without_end_is_refused(port: int) -> None:
    head = b"POST /x HTTP/1.1\r\n" + HOST + b"content-length: 1000001\r\n\r\n"
    assert said(port, head + b"x" * 1_000_001).startswith("HTTP/1.1 413 ")
