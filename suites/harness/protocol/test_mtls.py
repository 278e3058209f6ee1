"""How a certificate of a client travels, and what is made of providers that take none."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.wire.certificates import ServerTls, authority_pem, server_context
from fakes.wire.client import HttpClient
from fakes.wire.client_certificates import KINDS, client_certificate, takable_authorities
from fakes.wire.errors import ExchangeError, Unreachable
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.request import Request
from fakes.wire.server import LOOPBACK, Server, listening_socket
from suites.harness.given.proving import described, outcomes
from suites.protocol.clients.mtls import handshake_refuses

HOST = "asking.example"
BY_SUBJECT = ["mtls/same-subject", "mtls/other-subject", "mtls/no-certificate"]


@contextmanager
def client_of(port: int) -> Iterator[HttpClient]:
    connection = Connection(host_map={HOST: (LOOPBACK, port)}, ca_pem=authority_pem())
    client = HttpClient(connection, Journal("asking", Redactor()))
    yield client
    client.close()


def seen_by(server: ServerTls, *names: str) -> list[bytes]:
    """The certificates that a server sees of a client that shows those called `names`."""
    seen: list[bytes] = []

    def answer(request: Request) -> Response:
        seen.append(request.certificate)
        return PlainTextResponse("")

    with (
        Server(answer, listening_socket(), server_context(server)) as running,
        client_of(running.port) as client,
    ):
        client.send("GET", f"https://{HOST}/", purpose=Purpose.PAGE)
        for name in names:
            one = client.showing(client_certificate(name))
            one.send("GET", f"https://{HOST}/", purpose=Purpose.PAGE)
        assert client.requests == len(client.journal.entries) == len(names) + 1
    return seen


def test_a_server_that_asks_sees_the_certificate_of_each_client() -> None:
    asking = ServerTls(names=(HOST,), clients=takable_authorities())
    assert seen_by(asking, *KINDS) == [b"", *(client_certificate(name).der for name in KINDS)]


def test_a_server_that_does_not_ask_sees_none() -> None:
    assert seen_by(ServerTls(names=(HOST,)), "certified") == [b"", b""]


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_handshake_that_is_ended_with_an_alert_is_a_refusal(newest: ssl.TLSVersion) -> None:
    tls = ServerTls(names=(HOST,), clients=(authority_pem(),), newest=newest)
    context = server_context(tls)

    def refuse() -> None:
        connection, _ = sock.accept()
        with connection, pytest.raises(ssl.SSLError):
            context.wrap_socket(connection, server_side=True)

    with listening_socket() as sock, client_of(sock.getsockname()[1]) as client:
        thread = threading.Thread(target=refuse)
        thread.start()
        one = client.showing(client_certificate("self-signed"))
        with handshake_refuses():
            one.send("GET", f"https://{HOST}/", purpose=Purpose.PAGE)
            pytest.fail("the handshake succeeded")
        thread.join()


def test_a_server_that_is_gone_has_refused_nothing() -> None:
    with pytest.raises(ExchangeError), handshake_refuses():
        raise Unreachable("connection refused")


def provider(**members: Any) -> Fault:
    """A fake in which `members` replace some of its own."""
    return Fault("odd", "It is odd.", frozenset(), "reference", type("Odd", (), members))


def test_an_authority_that_nobody_trusts_decides_nothing() -> None:
    found = outcomes("reference", provider(is_certified=lambda *_: False), BY_SUBJECT)
    assert {one.outcome for one in found.values()} == {"NOT_RUN"}
    assert "authority of the harness" in found["mtls/same-subject"].reason


@pytest.mark.parametrize(
    "aliases", [None, 5, [], {"token_endpoint": 5}, {"token_endpoint": "http://[::1"}]
)
def test_odd_aliases_are_no_error_of_the_harness(aliases: Any) -> None:
    class Odd(Reference):
        def document(self) -> dict[str, Any]:
            return super().document() | {"mtls_endpoint_aliases": aliases}

    odd = Fault("odd", "It is odd.", frozenset(), "reference", Odd)
    found = outcomes("reference", odd, ["mtls/userinfo", "mtls/same-subject"])
    assert "ERRORED" not in {one.outcome for one in found.values()}, described(found)
