"""Databases and caches that are right in another way than the embedded ones; who is told what."""

import socket
from dataclasses import replace
from functools import partial
from typing import ClassVar
from urllib.parse import quote

import pytest

from fakes.deployment.cache import CACHE
from fakes.deployment.database import DATABASE, DATABASE_PASSWORD
from fakes.deployment.deployment import Deployment as Fake
from fakes.deployment.packets import FAST_AUTH_DONE, OK, SALT, Packets, scramble
from fakes.deployment.ports import Port
from fakes.wire.certificates import server_context
from fakes.wire.network import Connection
from suites.harness.given.deployments.clouds import deployed_in, judged_at, judged_in
from suites.harness.given.deployments.described import described, outcomes_of
from suites.services.deployment import Deployment
from suites.services.stores.line import Line

EURO = "Grüße für 5 €"


deployed = partial(deployed_in, "deployment")


def not_passed(deployment: Deployment) -> dict[str, str]:
    """What of cache and database is not as it should be: outcomes."""
    found = judged_in("cache database", deployment)
    return {one: told.outcome for one, told in found.items() if told.outcome != "PASSED"}


class PasswordOfManyScripts(Fake):
    """The password of the database has characters that Latin-1 has not."""

    def mysql_url(self) -> str:
        return super().mysql_url().replace(DATABASE_PASSWORD, quote(EURO))

    def database_password(self) -> str:
        return EURO


class CacheOfBoth(Fake):
    """The cache takes plain and TLS at one port, as ElastiCache does in the mode `preferred`."""

    def cache_port(self) -> Port:
        context = server_context(self.cache_certificate())

        def talk(sock: socket.socket) -> None:
            if sock.recv(1, socket.MSG_PEEK) != b"\x16":
                return self.talk_as_cache(sock)
            with context.wrap_socket(sock, server_side=True) as inside:
                return self.talk_as_cache(inside)

        return Port(CACHE, talk)


class CacheOfBothInTheClear(CacheOfBoth):
    """It is asked without TLS."""

    def redis_url(self) -> str:
        return super().redis_url().removesuffix("?tls=true")


@pytest.mark.parametrize("mixin", [PasswordOfManyScripts, CacheOfBoth])
def test_what_is_right_in_another_way_is_not_blamed(mixin: type) -> None:
    with deployed(mixin) as deployment:
        assert not_passed(deployment) == {}


def test_a_cache_that_takes_both_is_asked_as_redis_says() -> None:
    with deployed(CacheOfBothInTheClear) as deployment:
        found = judged_in("cache", deployment)
    assert found["cache/tls"].outcome == found["cache/login"].outcome == "PASSED"
    assert found["cache/certificate"].outcome == "NOT_APPLICABLE"


def test_no_character_of_a_password_that_cannot_be_sent_is_told() -> None:
    error = UnicodeEncodeError("latin-1", "5 €", 2, 3, "ordinal not in range(256)")
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = Line(socket.create_connection(server.getsockname()), 1)
        assert line.words(error) == "UnicodeEncodeError"
        line.hang_up()


class Switching(Fake):
    """The server has its user sign in by caching_sha2_password, after it greeted by another way."""

    is_remembered: ClassVar[bool] = True
    heard: ClassVar[list[bytes]] = []
    database_tls: ClassVar[bool] = False

    def mysql_url(self) -> str:
        return super().mysql_url().removesuffix("?tls=true")

    def _serve(self, packets: Packets, response: bytes, *, tls: bool) -> None:
        if not response:
            return None
        packets.write(b"\xfecaching_sha2_password\0" + SALT + b"\0")
        assert packets.read() == scramble(self.database_password())
        if not self.is_remembered:
            packets.write(b"\x01\x04")
            return self.heard.append(packets.read())
        packets.write(FAST_AUTH_DONE, OK)
        while (command := packets.read()) and command[0] != 1:
            packets.write(*self.database_answer(command[0], command[1:].decode()))
        return None


class Restarted(Switching):
    """It does not remember its user, and asks for the whole password."""

    is_remembered: ClassVar[bool] = False
    heard: ClassVar[list[bytes]] = []


def test_without_tls_a_database_that_remembers_its_user_is_given_a_proof() -> None:
    with deployed(Switching) as deployment:
        assert not_passed(deployment) == {
            "database/encryption": "WARNED",
            "database/certificate": "NOT_APPLICABLE",
        }


def test_without_tls_nobody_is_sent_the_whole_password() -> None:
    with deployed(Restarted) as deployment:
        told = judged_at(deployment, "database/login")["database/login"]
    assert told.outcome == "NOT_RUN"
    assert "asks for the whole password, which is not sent without TLS" in told.reason
    assert set(Restarted.heard) == {b""}


@pytest.mark.parametrize(
    ("variable", "text", "check"),
    [
        ("MYSQL", "mysql://wandb:secret@127.0.0.1:{}/wandb", "database/answers"),
        ("REDIS", "redis://wandb:secret@localhost:{}", "cache/answers"),
    ],
)
def test_loopback_in_a_file_is_the_machine_of_the_server(
    variable: str, text: str, check: str
) -> None:
    """A sidecar of the server is none of the tester: whatever listens here is another's."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = text.format(server.getsockname()[1])
        target = described(variable, address, Connection(), "wandb.yaml")
        found = outcomes_of(target, f"{check.partition('/')[0]}/*")
        with pytest.raises(BlockingIOError):
            server.accept()
    assert {told.outcome for told in found.values()} <= {"NOT_RUN", "NOT_APPLICABLE"}
    assert "the machine of the server itself: run it there" in found[check].reason


def test_loopback_in_the_environment_is_this_machine() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"mysql://wandb:secret@127.0.0.1:{nobody.getsockname()[1]}/wandb"
        found = outcomes_of(described("MYSQL", address, Connection()), "database/*")
    assert found["database/answers"].outcome == "FAILED"


def test_a_name_that_is_led_elsewhere_is_asked_there() -> None:
    with deployed() as deployment:
        target = deployment.target
        place = target.connection.host_map[DATABASE]
        connection = replace(target.connection, host_map={"localhost": place})
        text = target.values_read["MYSQL"].text.replace(f"{DATABASE}:3306", "localhost")
        found = outcomes_of(described("MYSQL", text, connection, "wandb.yaml"), "database/answers")
    assert found["database/answers"].outcome == "PASSED"
