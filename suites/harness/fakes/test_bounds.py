"""What a target names is followed where a browser would, and never to what answers us alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address

import pytest

from fakes.user.browser import Browser
from fakes.wire.client import HttpClient
from fakes.wire.errors import ExchangeError, NotSent
from fakes.wire.journal import Journal
from fakes.wire.limits.bounds import Address, Bounds, Reach, addresses_of, reach_of, written_in
from fakes.wire.network import Connection
from fakes.wire.plain import listens
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.harness.given.sites import APP, OP, site, to
from suites.harness.given.sockets import Misbehaving, answering, misbehaving

ISSUER = "op.example"
PLACES = {
    Reach.EVERYBODY: ("93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e"),
    Reach.PRIVATE_NETWORK: (
        "10.0.0.1", "172.16.3.4", "192.168.1.1", "100.100.100.200", "fd00:ec2::254", "0.1.2.3",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
    ),
    Reach.THIS_MACHINE: ("127.0.0.1", "127.8.8.8", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1",
                         "::7f00:1", "64:ff9b::7f00:1"),
    Reach.NEIGHBOURS: ("169.254.169.254", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "fe80::1",
                       "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "224.0.0.1", "ff02::1"),
}  # fmt: skip
# This machine, as hosts of URLs spell it.
# ruff: noqa: S104 - nothing is bound to these
HERE = ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0",
        "0.0.0.0", "[::ffff:127.0.0.1]", "LOCALHOST", "127.0.0.1.")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reach"), [(one, reach) for reach, texts in PLACES.items() for one in texts]
)
def test_who_can_connect_to_an_address(text: str, reach: Reach) -> None:
    assert reach_of(ip_address(text)) == reach


@pytest.mark.parametrize("text", ["0", "127.1", "0x7f.1", "2130706433", "017700000001", "[::1]"])
def test_an_address_is_known_in_the_spellings_of_resolvers(text: str) -> None:
    address = written_in(text)
    assert address is not None
    assert reach_of(address) == Reach.THIS_MACHINE
    assert written_in("op.example") is None


@contextmanager
def public_target(**changes: object) -> Iterator[tuple[HttpClient, Misbehaving]]:
    """A client of a target that is public, and a server on this machine that it must not reach."""
    bounds = replace(Bounds(issuer=ISSUER, near=Reach.EVERYBODY), **changes)  # type: ignore[arg-type] # fields by name
    with misbehaving(answering) as trap:
        client = HttpClient(Connection(bounds=bounds, timeout_s=5), Journal("op", Redactor()))
        try:
            yield client, trap
        finally:
            client.close()


@pytest.mark.parametrize("host", HERE)
def test_a_public_target_leads_nobody_to_this_machine(host: str) -> None:
    with public_target() as (client, trap):
        with pytest.raises(ExchangeError):
            client.send("GET", f"http://{host}:{trap.place[1]}/", purpose=Purpose.JWK_SET)
        assert trap.requests == []


def test_what_was_refused_is_told_with_what_to_do() -> None:
    with public_target() as (client, trap):
        with pytest.raises(NotSent, match="an address of this machine"):
            client.send("GET", f"{trap.url}/keys", purpose=Purpose.JWK_SET)
        (notice,) = client.connection.notices
    assert notice["kind"] == "not-connected"
    assert f"127.0.0.1, port {trap.place[1]}" in notice["text"]
    assert "--allow-host" in notice["text"]


def test_the_resolver_decides_at_the_moment_of_connecting() -> None:
    """A name that was public a moment ago is not connected to when it leads here now."""
    answers = [["93.184.215.14"], ["127.0.0.1"]]

    def resolve(host: str, port: int) -> list[Address]:
        return [ip_address(one) for one in answers.pop(0)]

    bounds = Bounds(issuer=ISSUER, near=Reach.EVERYBODY, resolve=resolve)
    assert bounds.addresses("rebound.example", 443) == ["93.184.215.14"]
    with pytest.raises(NotSent, match=r"leads to 127\.0\.0\.1"):
        bounds.addresses("rebound.example", 443)


@pytest.mark.parametrize(
    ("issuer", "allowed"),
    [
        ("93.184.215.14", {Reach.EVERYBODY}),
        ("10.0.0.1", {Reach.EVERYBODY, Reach.PRIVATE_NETWORK}),
        ("127.0.0.1", {Reach.EVERYBODY, Reach.PRIVATE_NETWORK, Reach.THIS_MACHINE}),
        ("169.254.1.1", {Reach.EVERYBODY, Reach.PRIVATE_NETWORK, Reach.THIS_MACHINE}),
    ],
)
def test_what_a_target_names_may_be_as_near_as_it_is(issuer: str, allowed: set[Reach]) -> None:
    """Link-local addresses never, not even for a target that says it is there."""
    for reach, texts in PLACES.items():
        for text in texts:
            there = Bounds(issuer=issuer, resolve=addresses_of)
            if reach in allowed:
                assert there.addresses(text, 443)
            else:
                with pytest.raises(NotSent):
                    there.addresses(text, 443)


def test_what_the_operator_named_is_reached_unless_it_is_link_local() -> None:
    with public_target(named=frozenset({"127.0.0.1"})) as (client, trap):
        client.send("GET", trap.url, purpose=Purpose.ADMIN_API)
        assert len(trap.requests) == 1
    bounds = Bounds(issuer=ISSUER, named=frozenset({"169.254.169.254"}), near=Reach.EVERYBODY)
    with pytest.raises(NotSent, match="link-local"):
        bounds.addresses("169.254.169.254", 80)


@pytest.mark.parametrize("port", [22, 25, 6379 - 379, 6667])
def test_ports_of_other_protocols_are_left_alone(port: int) -> None:
    with pytest.raises(NotSent, match=f"port {port} is none of HTTP"):
        Bounds(issuer="127.0.0.1").addresses("127.0.0.1", port)
    assert Bounds(issuer="127.0.0.1", ports=frozenset({port})).addresses("127.0.0.1", port)


def test_probes_without_http_are_bound_too() -> None:
    with public_target() as (client, trap), pytest.raises(NotSent):
        listens(client.connection, *trap.place)


@pytest.mark.parametrize("name", ["code", "client_secret", "password", "refresh_token"])
def test_no_secret_is_sent_without_tls(name: str) -> None:
    """To this machine it may be, and where the operator's own issuer is without TLS."""
    form = [("grant_type", "a"), (name, "1")]
    bounds = Bounds(issuer=ISSUER, near=Reach.EVERYBODY)
    with site({"/token": "taken"}) as running:
        for plain in (False, True):
            connection = replace(running.connection, bounds=replace(bounds, plain=plain))
            client = HttpClient(connection, Journal("op", Redactor()))
            running.clients.append(client)
            client.send("POST", f"{OP}/token", purpose=Purpose.TOKEN_REQUEST, form=form[:1])
            if plain:
                client.send("POST", f"{OP}/token", purpose=Purpose.TOKEN_REQUEST, form=form)
                continue
            with pytest.raises(NotSent, match=f"{name} would go without TLS"):
                client.send("POST", f"{OP}/token", purpose=Purpose.TOKEN_REQUEST, form=form)
        assert [len(sent) for _, _, sent in running.seen] == [1, 1, 2]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_browser_is_not_redirected_to_this_machine(status: int) -> None:
    """Hosts that the host map leads elsewhere are public; it goes there, and not further."""
    with misbehaving(answering) as trap:
        answers = {
            "/start": to("http://attacker.example/hop", status),
            "attacker.example/hop": to(f"{trap.url}/metadata", status),
        }
        with site(answers) as running:
            bounds = Bounds(issuer=ISSUER, near=Reach.EVERYBODY)
            connection = replace(running.connection, bounds=bounds)
            client = HttpClient(connection, Journal("op", Redactor()))
            running.clients.append(client)
            with pytest.raises(NotSent):
                Browser(client, (APP,)).open(f"{OP}/start", purpose=Purpose.PAGE)
            assert running.hosts_seen == {"op.example", "attacker.example"}
        assert trap.requests == []
