"""What never answers is waited for twice; who stops answering is named; waiting has a bound."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fakes.clock import MovableClock
from fakes.wire.client import HttpClient
from fakes.wire.errors import Broken, Busy, Ended, NotSent, TooSlow, Unreachable
from fakes.wire.journal import Journal
from fakes.wire.limits.pace import MOST_WAIT_S, UNTOLD_S, Pace, seconds_of
from fakes.wire.limits.patience import Patience
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.harness.given.sockets import (
    OK,
    Behaviour,
    Misbehaving,
    answering,
    dripping,
    misbehaving,
    silent,
)

SLOW: dict[str, tuple[Behaviour, str]] = {
    "no answer": (silent, "http"),
    "headers by the byte": (dripping(b"HTTP/1.1 200 OK\r\nx-a: ", b"a"), "http"),
    "a body by the byte": (dripping(OK.replace(b"2\r", b"9000\r"), b"a"), "http"),
    "a chunk by the byte": (
        dripping(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        "http",
    ),
    "no TLS handshake": (silent, "https"),
    "a TLS handshake by the byte": (dripping(b"\x16\x03\x03\x40\x00", b"\x02"), "https"),
}


@contextmanager
def client_of(connection: Connection) -> Iterator[HttpClient]:
    client = HttpClient(connection, Journal("test", Redactor()))
    try:
        yield client
    finally:
        client.close()


def get(client: HttpClient, url: str) -> None:
    client.send("GET", url, purpose=Purpose.DISCOVERY)


@pytest.mark.parametrize("kind", SLOW)
def test_what_never_answers_is_asked_twice(kind: str) -> None:
    """By other methods and with other parameters too; elsewhere at the same host it may answer."""
    behave, scheme = SLOW[kind]
    connection = Connection(timeout_s=0.2)
    with misbehaving(behave) as server, client_of(connection) as client:
        url = f"{scheme}://127.0.0.1:{server.place[1]}/hangs"
        for _ in range(2):
            with pytest.raises(TooSlow):
                get(client, url)
        with pytest.raises(NotSent, match="hangs") as told:
            client.send("POST", f"{url}?a=b", purpose=Purpose.TOKEN_REQUEST, form=[("a", "b")])
        assert len(server.requests) == 2
        with pytest.raises(TooSlow):
            get(client, f"{url}/not")
    assert url in str(told.value)
    (notice,) = connection.notices
    assert (notice["kind"], url in notice["text"]) == ("hangs", True)


def test_an_endpoint_that_answers_in_between_does_not_hang() -> None:
    """Only one after the other counts, as long as not too much was waited in all."""

    def sometimes(sock: socket.socket, read: bytes, over: threading.Event) -> None:
        (silent if b"odd" in read.partition(b"\r\n")[0] else answering)(sock, read, over)

    connection = Connection(timeout_s=0.2)
    with misbehaving(sometimes) as server, client_of(connection) as client:
        for _ in range(3):
            with pytest.raises(TooSlow):
                get(client, f"{server.url}/?odd")
            get(client, f"{server.url}/")
    assert connection.notices == []


def test_one_try_and_little_time_is_left_when_much_was_waited_in_vain() -> None:
    patience = Patience(enough_s=45, briefly_s=3, most_s=50)
    assert patience.allowed_s(30) == 30
    patience.waited("https://op.example/a", 30)
    assert patience.allowed_s(30) == 15
    patience.waited("https://op.example/a", 15)
    assert patience.allowed_s(30) == 3
    patience.waited("https://op.example/b", 3)
    assert "hangs" in patience.refusal("https://op.example/b?x")
    assert patience.refusal("https://op.example/c") == ""
    patience.waited("https://op.example/c", 3)
    assert "51 s" in patience.refusal("https://op.example/d")
    assert len(patience.notices) == 4


def test_nothing_is_sent_and_waited_for_after_the_end() -> None:
    """The exchange that the end comes upon is no finding about the target."""
    connection = Connection(timeout_s=5)
    with misbehaving(silent) as server, client_of(connection) as client:
        connection.patience.end_at(connection.patience.now() + 0.2, "the time is over")
        for _ in range(2):
            with pytest.raises(NotSent, match="the time is over"):
                get(client, server.url)
        assert len(server.requests) == 1
    assert connection.notices == []


def ending(read: bytes) -> bool:
    return read.startswith(b"TRACE")


@pytest.mark.parametrize("answered_first", [True, False])
def test_a_process_that_ends_by_a_request_is_told_with_both_requests(answered_first: bool) -> None:
    """A first request that nobody answers is no end: nobody was there."""
    running: list[Misbehaving] = []

    def behave(sock: socket.socket, read: bytes, over: threading.Event) -> None:
        if ending(read):
            running[0].end()
        else:
            answering(sock, read, over)

    connection = Connection(timeout_s=5)
    with misbehaving(behave) as server, client_of(connection) as client:
        running.append(server)
        if answered_first:
            get(client, f"{server.url}/last?code=secret")
        with pytest.raises(Ended if answered_first else Broken):
            client.send("TRACE", f"{server.url}/trace", purpose=Purpose.ODD_REQUEST)
        with pytest.raises(Ended if answered_first else Unreachable):
            get(client, f"{server.url}/later")
    told = " ".join(one["text"] for one in connection.notices)
    assert bool(told) == answered_first
    if answered_first:
        assert f"answered is GET {server.url}/last (discovery)" in told
        assert f"not is TRACE {server.url}/trace (odd request)" in told
        assert "secret" not in told


def test_a_cut_connection_alone_is_no_end() -> None:
    def cutting(sock: socket.socket, read: bytes, over: threading.Event) -> None:
        if not ending(read):
            answering(sock, read, over)

    connection = Connection(timeout_s=5)
    with misbehaving(cutting) as server, client_of(connection) as client:
        get(client, server.url)
        with pytest.raises(Broken):
            client.send("TRACE", server.url, purpose=Purpose.ODD_REQUEST)
        get(client, server.url)
    assert connection.notices == []


NOW = 1_764_500_000.0
GARBAGE = (
    "-1", "-999999999999", "1e9", "\u0661\u0662", "soon", "0x10", "9" * 400, "86401",
    "Fri, 31 Dec 99999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 GMT",
    "Sun, 30 Nov 2025 11:00:00 +99999999", "Sun, 30 Nov 2025 11:00:00 -9999", "Sun, 99 Nov 2025",
)  # fmt: skip


@pytest.mark.parametrize("text", GARBAGE)
def test_a_retry_after_that_makes_no_sense_is_a_few_seconds(text: str) -> None:
    assert seconds_of(text, NOW) == UNTOLD_S


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("Sun, 30 Nov 2025 10:54:20 GMT", 60),
        ("Sun, 30 Nov 2025 10:54:20", 60),
        ("Sun, 30 Nov 2025 10:00:00 GMT", 0),
    ],
)
def test_a_retry_after_is_seconds_or_a_date(text: str, seconds: float) -> None:
    assert seconds_of(text, NOW) == seconds


@pytest.mark.parametrize("each", ["59", "1", "25"])
def test_a_run_waits_a_minute_in_all_where_it_is_asked_to(each: str) -> None:
    """Then what would have to wait is not sent, and that is told."""

    def busy(sock: socket.socket, read: bytes, over: threading.Event) -> None:
        told = f"HTTP/1.1 503 Busy\r\nretry-after: {each}\r\nconnection: close\r\n"
        sock.sendall(f"{told}content-length: 0\r\n\r\n".encode())

    clock = MovableClock()
    begun = clock.now()
    connection = Connection(pace=Pace(clock=clock))
    with misbehaving(busy) as server, client_of(connection) as client:
        for _ in range(100):
            with pytest.raises(Busy):
                get(client, server.url)
        assert clock.now() - begun <= MOST_WAIT_S + 30
        assert len(server.requests) < 100
    (notice,) = connection.notices
    assert notice["kind"] == "throttles"
    assert f"{100 - len(server.requests)} requests were not sent" in notice["text"]
