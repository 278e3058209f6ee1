"""TLS probes against real servers, right and wrong ones."""

import socket
import ssl
from dataclasses import replace
from threading import Event

import pytest

from fakes.running import RunningFake
from fakes.wire.certificates import ServerTls, server_context
from fakes.wire.client import HttpClient
from fakes.wire.errors import Untrusted
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.plain import listens
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.server import LOOPBACK, Server, listening_socket
from fakes.wire.tls import CannotOffer, NoHandshake, TlsProbe
from suites.harness.given.sockets import misbehaving


def test_a_good_server_is_seen_as_it_is(reference: RunningFake) -> None:
    probe = TlsProbe(reference.connection, "op.example.com", 443)
    assert probe.shake_hands().version == "TLSv1.3"
    assert probe.chain_error() == ""
    assert probe.covers_host()
    with pytest.raises(NoHandshake, match=r"op\.example\.com"):
        probe.offer(ssl.TLSVersion.TLSv1_1)


def test_a_certificate_for_another_name_is_told_from_an_untrusted_one(
    reference: RunningFake,
) -> None:
    place = next(iter(reference.connection.host_map.values()))
    elsewhere = Connection(host_map={"other.example.com": place})
    probe = TlsProbe(elsewhere, "other.example.com", 443)
    assert not probe.covers_host()
    assert "issuer certificate" in probe.chain_error()


@pytest.mark.parametrize("names", [("op.example.com",), (LOOPBACK,)])
def test_a_certificate_of_an_address_has_that_address(
    reference: RunningFake, names: tuple[str, ...]
) -> None:
    """OpenSSL has another word for it than for names."""
    context = server_context(ServerTls(names=names))
    with Server(reference.provider.answer, listening_socket(), context) as running:
        probe = TlsProbe(reference.connection, LOOPBACK, running.port)
        assert probe.covers_host() == (names == (LOOPBACK,))


def test_what_a_probe_overlooks_no_request_does(reference: RunningFake) -> None:
    """A probe that looks past the names of a certificate changes nobody else's handshakes."""
    place = next(iter(reference.connection.host_map.values()))
    connection = replace(reference.connection, host_map={"other.example.com": place})
    TlsProbe(connection, "other.example.com", 443).chain_error()
    client = HttpClient(connection, Journal("op", Redactor()))
    with pytest.raises(Untrusted):
        client.send("GET", "https://other.example.com/", purpose=Purpose.PAGE)
    client.close()


def test_a_port_that_is_led_elsewhere_is_probed_there(reference: RunningFake) -> None:
    """As a request to this port would be."""
    place = next(iter(reference.connection.host_map.values()))
    connection = replace(reference.connection, host_map={"op.example.com:8443": place})
    probe = TlsProbe(connection, "op.example.com", 8443)
    assert (probe.chain_error(), probe.covers_host()) == ("", True)
    assert listens(connection, "op.example.com", 8443)


def test_what_this_machine_cannot_offer_is_no_fact_about_the_server() -> None:
    probe = TlsProbe(Connection(), "op.example.com", 443)
    with pytest.raises(CannotOffer, match="on this machine cannot offer TLSv1_2"):
        probe.offer(ssl.TLSVersion.TLSv1_2, "no-such-cipher")


def test_a_server_that_says_nothing_does_not_hold_the_probe_up() -> None:
    with listening_socket() as sock:
        place = (LOOPBACK, sock.getsockname()[1])
        connection = Connection(host_map={"op.example.com": place}, timeout_s=0.2)
        with pytest.raises(NoHandshake, match="timed out"):
            TlsProbe(connection, "op.example.com", 443).shake_hands()


@pytest.mark.parametrize(
    ("status", "speaks"), [("400 Bad Request", False), ("404 Not Found", True), ("200 OK", True)]
)
def test_a_server_of_tls_that_answers_without_it_is_none_of_plain_http(
    status: str, speaks: bool
) -> None:
    """It says 400, that this is the wrong port, as Go's and nginx do."""

    def answer(connection: socket.socket, read: bytes, over: Event) -> None:
        connection.sendall(f"HTTP/1.0 {status}\r\n\r\n".encode())

    with misbehaving(answer) as server:
        connection = Connection(host_map={"op.example.com": server.place})
        assert TlsProbe(connection, "op.example.com", 443).speaks_http() == speaks
