"""The cache of a deployment: what its port speaks, who gets in, what it tells about itself."""

import re
from dataclasses import dataclass
from typing import Any

from fakes.wire.tls import without_trust
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.services.forms import Address, redis_at
from suites.services.stores.line import Line, certificate_error_on, line_to, tls_on
from suites.verdicts.expect import Mismatch, NotRun, presuming

PING = b"*1\r\n$4\r\nPING\r\n"
# What Redis answers to it: that it is there, or a word in capitals that says why not.
REPLY = re.compile(rb"\+PONG\r\n|-([A-Z]+) ([^\r\n]{0,200})")
LONGEST_REPLY = 256
INFO = re.compile(r"([a-z_0-9]{1,60}):([^\r\n]{0,200})")


@dataclass(frozen=True, slots=True)
class Speech:
    """How the port of a cache speaks: by TLS or not, and with which word it refuses a stranger.

    `refusal` is empty if it answers whoever asks.
    """

    tls: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class CacheVisit:
    """What INFO told, or in a sentence why it told nothing."""

    info: dict[str, str]
    silence: str = ""


def cache_address(deployment: Deployment) -> Address:
    """Where REDIS leads. Raises NotRun."""
    return deployment.formed("REDIS", redis_at)


@remembered
def cache_speech(deployment: Deployment) -> Speech:
    """What is said to somebody without a password.

    Raises Mismatch if no Redis is there, NotRun if it is not reached from here.
    """
    address, came = cache_address(deployment), {}
    # One that takes both is asked as the server asks it: the first that is answered counts.
    for tls in (address.is_tls, not address.is_tls):
        answer, came[tls] = _answered(deployment, tls=tls)
        if answer:
            return Speech(tls=tls, refusal=_refusal(answer))
    expected = f"Redis at {address.host}:{address.port}"
    raise Mismatch(expected, came[True] or came[False], deployment.where("REDIS"))


def _answered(deployment: Deployment, *, tls: bool) -> tuple[re.Match[bytes] | None, str]:
    """The answer to a PING if it is one of Redis, and what else came of it.

    Of TLS nothing is told unless there was a handshake.
    """
    address = cache_address(deployment)
    with line_to(deployment, "REDIS", address) as line:
        shaken = False
        try:
            sock: Any = line.near
            if tls:
                sock = without_trust().wrap_socket(sock, server_hostname=address.host)
                shaken = True
            with sock:
                said = _ping(sock)
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", "") or "no answer"
            return None, f"TLS that ended with {reason}" if shaken else "" if tls else line.told
        told = "TLS, and no Redis in it" if tls else line.told
    return REPLY.match(said), told


def _ping(sock: Any) -> bytes:
    sock.sendall(PING)
    said = b""
    while not said.endswith(b"\n") and len(said) < LONGEST_REPLY:
        piece = sock.recv(LONGEST_REPLY)
        if not piece:
            break
        said += piece
    return said


def _refusal(reply: re.Match[bytes]) -> str:
    return (reply[1] or b"").decode("ascii")


def presume_tls_agreed(deployment: Deployment) -> Speech:
    """What the port speaks. Raises NotRun if REDIS says otherwise: no password is sent then."""
    with presuming():
        speech = cache_speech(deployment)
        expect_agreed(deployment, speech)
    return speech


def expect_agreed(deployment: Deployment, speech: Speech) -> None:
    """Raises Mismatch unless REDIS has `?tls=true` where the port speaks TLS, and only there."""
    said = cache_address(deployment).is_tls
    read = "?tls=true, and the port speaks no TLS" if said else "no ?tls=true, and the port has TLS"
    write = "no ?tls=true, or switch on encryption in transit" if said else "?tls=true at its end"
    deployment.expect_written("REDIS", said == speech.tls, read, write)


@remembered
def certificate_error(deployment: Deployment) -> str:
    """Why the certificate of the cache is not trusted here; empty if it is. Raises NotRun."""
    presume_tls_agreed(deployment)
    address = cache_address(deployment)
    with line_to(deployment, "REDIS", address) as line:
        return certificate_error_on(line, deployment, address)


def cache_info(deployment: Deployment) -> dict[str, str]:
    """What INFO tells to the user of REDIS. Raises NotRun if it tells nothing."""
    with presuming():
        visit = cache_visit(deployment)
    if visit.silence:
        raise NotRun(visit.silence)
    return visit.info


@remembered
def cache_visit(deployment: Deployment) -> CacheVisit:
    """What the user of REDIS is told.

    Raises Mismatch if it does not get in, NotRun if no password is to be sent, or nobody answers.
    """
    from suites.services.stores.by_redis import FAILURES, NotLetIn, on_redis

    address, speech = cache_address(deployment), presume_tls_agreed(deployment)
    if speech.tls and (wrong := certificate_error(deployment)):
        raise NotRun(f"No password is sent to a cache that shows this certificate: {wrong}.")
    with line_to(deployment, "REDIS", address) as line:
        try:
            sock = tls_on(line, deployment, address) if speech.tls else line.near
            with sock, on_redis(sock, address) as connection:
                return _asked(connection, line)
        except NotLetIn as error:
            lets_in = "the user and the password in it let in"
            expected = lets_in if address.password else "a user and a password"
            raise Mismatch(expected, f"refused: {error}", deployment.where("REDIS")) from None
        except FAILURES as error:
            raise NotRun(f"The cache does not answer as Redis does: {line.words(error)}.") from None


def _asked(connection: Any, line: Line) -> CacheVisit:
    from suites.services.stores.by_redis import FAILURES, NotAllowed, info

    try:
        return CacheVisit(dict(INFO.findall(info(connection))))
    except NotAllowed:
        return CacheVisit({}, "The user of REDIS may not ask INFO: allow it by ACL (+info).")
    except FAILURES as error:
        return CacheVisit({}, f"INFO is not answered as Redis does: {line.words(error)}.")
