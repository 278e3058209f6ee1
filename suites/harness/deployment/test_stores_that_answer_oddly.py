"""Ports that are not what a variable says, and servers that answer at length, or not at all."""

import socket

import pytest

from fakes.deployment.packets import OK, Packets, greeting, refusal
from fakes.deployment.ports import Port, Ports, Talk
from fakes.wire.network import Connection
from suites.harness.given.deployments.described import described, outcomes_of
from suites.verdicts.verdict import Outcome

PASSWORD = "correct-horse-battery"  # noqa: S105 - of nobody
ADDRESSES = {
    "REDIS": f"redis://:{PASSWORD}@127.0.0.1:{{}}",
    "MYSQL": f"mysql://wandb:{PASSWORD}@127.0.0.1:{{}}/wandb",
}
SOON = Connection(timeout_s=0.5)


def judged(variable: str, talk: Talk, pattern: str, more: str = "") -> dict[str, Outcome]:
    """What is found out where `talk` answers, at what `variable` says, with `more` at its end."""
    with Ports(Port("odd", talk)) as ports:
        address = f"{ADDRESSES[variable].format(ports.places['odd'])}{more}"
        found = outcomes_of(described(variable, address, SOON), pattern)
    assert PASSWORD not in str(found)
    return found


def says_nothing(sock: socket.socket) -> None:
    while sock.recv(1000):
        pass


def saying(text: bytes) -> Talk:
    def talk(sock: socket.socket) -> None:
        sock.recv(1)
        sock.sendall(text)
        says_nothing(sock)

    return talk


def never_ends(sock: socket.socket) -> None:
    while True:
        sock.sendall(b"x" * 1000)


NO_REDIS = {
    "nothing": (says_nothing, "nothing was said in 0.5 s"),
    "a greeting of SSH": (saying(b"SSH-2.0-OpenSSH_9.2\r\n"), "begins with 'SSH-2.0-OpenSSH_9.2"),
    "HTTP": (saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "begins with 'HTTP/1.1 400"),
    "control characters": (saying(b"\x1b[2J\x07\n"), "\\x1b[2J"),
    "bytes without end": (never_ends, "begins with 'xxx"),
    "the end": (lambda sock: None, "ended without a word"),
}


@pytest.mark.parametrize("name", NO_REDIS)
def test_what_is_no_redis_is_told_by_how_it_begins(name: str) -> None:
    talk, told = NO_REDIS[name]
    found = judged("REDIS", talk, "cache/*")
    first = found.pop("cache/answers")
    assert (first.outcome, first.where) == ("FAILED", "REDIS (the environment)")
    assert told in first.actual
    assert "\x1b" not in first.actual
    assert {one.outcome for one in found.values()} == {"NOT_RUN"}


def redis(info: bytes, auth: bytes = b"+OK\r\n") -> Talk:
    """A Redis that answers so to INFO and to AUTH."""

    def talk(sock: socket.socket) -> None:
        while piece := sock.recv(1000):
            sock.sendall(info if b"INFO" in piece else auth if b"AUTH" in piece else b"+PONG\r\n")

    return talk


def bulk(text: bytes) -> bytes:
    return b"$%d\r\n%s\r\n" % (len(text), text)


ODD_INFO = {
    "no end": b"$2000000\r\n" + b"x" * 1_500_000,
    "lists in lists": b"*1\r\n" * 100_000,
    "a number": b":7\r\n",
    "no RESP": b"?\r\n",
    "no number": b"$many\r\n",
    "nothing": b"",
    "not allowed": b"-NOPERM this user has no permissions to run the 'info' command\r\n",
    "an error": b"-ERR the password correct-horse-battery is known to me\r\n",
    "values of another kind": bulk(
        b"redis_version:\x1b[2J\r\nmaxmemory:-1\r\nmaxmemory_policy:\r\n"
    ),
}
OF_INFO = ("cache/version", "cache/memory", "cache/memory-suggested", "cache/eviction")


@pytest.mark.parametrize("name", ODD_INFO)
def test_odd_answers_of_a_cache_judge_nothing(name: str) -> None:
    found = judged("REDIS", redis(ODD_INFO[name]), "cache/*")
    assert {one: found[one].outcome for one in OF_INFO} == dict.fromkeys(OF_INFO, "NOT_RUN")
    assert found["cache/answers"].outcome == "PASSED"
    assert "ERRORED" not in {one.outcome for one in found.values()}


TO_STRANGERS = {
    "-NOAUTH Authentication required.": "PASSED",
    "-DENIED Redis is running in protected mode": "PASSED",
    "-NOPERM this user has no permissions to run the 'ping' command": "WARNED",
    "-LOADING Redis is loading the dataset in memory": "NOT_RUN",
    "-ERR max number of clients reached": "NOT_RUN",
}


@pytest.mark.parametrize("answer", TO_STRANGERS)
def test_what_a_cache_says_to_a_stranger_is_judged_by_its_word(answer: str) -> None:
    found = judged("REDIS", saying(f"{answer}\r\n".encode()), "cache/closed")
    assert found["cache/closed"].outcome == TO_STRANGERS[answer]


def test_a_cache_that_does_not_take_info_from_the_server_says_what_to_allow() -> None:
    found = judged("REDIS", redis(ODD_INFO["not allowed"]), "cache/*")
    assert "may not ask INFO" in found["cache/version"].reason


def test_an_error_that_repeats_the_password_does_not_show_it() -> None:
    talk = redis(b"", auth=f"-ERR {PASSWORD} is wrong\r\n".encode())
    found = judged("REDIS", talk, "cache/*")
    assert found["cache/login"].outcome == "FAILED"
    assert "is wrong" in found["cache/login"].actual


def test_a_name_that_leads_nowhere_from_here_is_no_failure() -> None:
    found = outcomes_of(described("REDIS", "redis://cache.invalid:6379", SOON), "cache/*")
    assert {one.outcome for one in found.values()} == {"NOT_RUN"}
    assert "is not reached from here" in found["cache/answers"].reason


def test_no_password_is_sent_where_tls_was_promised_and_is_not_spoken() -> None:
    heard: list[bytes] = []

    def talk(sock: socket.socket) -> None:
        while piece := sock.recv(1000):
            heard.append(piece)
            sock.sendall(b"-NOAUTH Authentication required.\r\n")

    found = judged("REDIS", talk, "cache/*", "?tls=true")
    assert found["cache/tls"].outcome == "FAILED"
    assert found["cache/login"].outcome == "NOT_RUN"
    assert PASSWORD.encode() not in b"".join(heard)


NO_MYSQL = {
    "nothing": (says_nothing, "nothing was said in 0.5 s"),
    "a greeting of SSH": (
        lambda sock: sock.sendall(b"SSH-2.0-OpenSSH\r\n"),
        "begins with 'SSH-2.0",
    ),
    "bytes without end": (never_ends, "begins with 'xxx"),
    "the end": (lambda sock: None, "ended without a word"),
}


@pytest.mark.parametrize("name", NO_MYSQL)
def test_what_is_no_mysql_is_told_by_how_it_begins(name: str) -> None:
    talk, told = NO_MYSQL[name]
    found = judged("MYSQL", talk, "database/*")
    first = found.pop("database/answers")
    assert (first.outcome, first.where) == ("FAILED", "MYSQL (the environment)")
    assert told in first.actual
    assert {one.outcome for one in found.values()} <= {"NOT_RUN", "NOT_APPLICABLE"}


def mysql(*answers: bytes, tls: bool = False) -> Talk:
    """A MySQL that greets, and gives these packets to what it is sent, the last again and again."""

    def talk(sock: socket.socket) -> None:
        packets = Packets(sock)
        packets.write(greeting("8.0.39", tls=tls))
        more = list(answers)
        while packets.read():
            packets.write(more.pop(0) if len(more) > 1 else more[0])

    return talk


FILE = b"\xfb/etc/passwd"
ODD_PACKETS = {
    "nothing": (b"",),
    "no number of columns": (OK, b"\xfd"),
    "more columns than there are": (OK, b"\xfc\xff\xff"),
    "a wish for a file": (OK, FILE),
    "what is no text": (OK, b"\x01", b"\xff\xfe\xfd"),
    "an error that repeats the password": (refusal(1064, "42000", f"{PASSWORD} is known to me"),),
    "a way to sign in that nobody knows": (b"\xfemagic\0\0",),
}


@pytest.mark.parametrize("name", ODD_PACKETS)
def test_odd_answers_of_a_database_judge_nothing(name: str) -> None:
    found = judged("MYSQL", mysql(*ODD_PACKETS[name]), "database/*")
    judged_by_greeting = {"database/answers", "database/encryption"}
    rest = {told.outcome for one, told in found.items() if one not in judged_by_greeting}
    assert rest <= {"NOT_RUN", "NOT_APPLICABLE", "PASSED"}
    assert found["database/schema"].outcome == "NOT_RUN"


WAYS = {
    b"mysql_clear_password": "asks for the password in clear text, which is not sent",
    b"dialog": "asks for the password in clear text, which is not sent",
    b"mysql_old_password": "easily undone, which is not sent",
    b"sha256_password": "by a key of its own, without TLS, which is not sent",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_database_is_not_told_the_password_by_an_unsafe_way(way: bytes) -> None:
    heard: list[bytes] = []

    def talk(sock: socket.socket) -> None:
        packets = Packets(sock)
        packets.write(greeting("8.0.39", tls=False))
        packets.read()
        packets.write(b"\xfe" + way + b"\0\x04Password: ")
        while piece := sock.recv(1000):
            heard.append(piece)

    found = judged("MYSQL", talk, "database/login")
    assert WAYS[way] in found["database/login"].reason
    assert heard == []


def test_a_host_that_may_not_connect_is_no_failure_of_the_database() -> None:
    text = "Host '10.0.0.7' is not allowed to connect to this MySQL server"
    packet = b"\xff" + (1130).to_bytes(2, "little") + text.encode()
    found = judged("MYSQL", lambda sock: Packets(sock).write(packet), "database/*")
    assert found["database/answers"].outcome == "NOT_RUN"
    assert "is not allowed to connect" in found["database/answers"].reason
