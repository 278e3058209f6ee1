"""Verbs for TLS: which hosts of a provider are judged, and what a probe of each one tells."""

import ssl
from contextlib import suppress
from urllib.parse import urlsplit

from fakes.wire.tls import CannotOffer, Handshake, NoHandshake, TlsProbe
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import NotRun

ENDPOINTS = (
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "end_session_endpoint",
)


def hosts(op: Op) -> list[TlsProbe]:
    """The https hosts of the issuer and, as far as they are known, of every endpoint."""
    urls = [op.target.issuer]
    # The issuer's own host may be why the rest is unknown.
    with suppress(NotRun):
        urls += [url for name in ENDPOINTS if isinstance(url := op.discovery().get(name), str)]
    places: dict[tuple[str, int], None] = {}
    for url in urls:
        try:
            parts = urlsplit(url)
            if parts.scheme == "https" and parts.hostname:
                places[(parts.hostname, parts.port or 443)] = None
        except ValueError:
            continue
    return [TlsProbe(op.target.connection, host, port) for host, port in places]


def greeting(op: Op, probe: TlsProbe) -> Handshake:
    """A handshake as any client makes it. Raises NoHandshake."""
    return _handshake(op, probe.host, probe.port)


@remembered
def _handshake(op: Op, host: str, port: int) -> Handshake:
    return TlsProbe(op.target.connection, host, port).shake_hands()


def greeted(op: Op, probe: TlsProbe) -> Handshake:
    """As `greeting`, for checks that build on it. Raises NotRun if there is none."""
    try:
        return greeting(op, probe)
    except NoHandshake as failure:
        raise NotRun(f"Another check judges this first: {failure}") from failure


def negotiates(op: Op, probe: TlsProbe, version: ssl.TLSVersion, ciphers: str = "") -> bool:
    """Whether the server agrees to a version of TLS (and to these ciphers).

    Raises NotRun if it cannot be told: this machine cannot offer it, or nothing works at all.
    """
    try:
        greeting(op, probe)
    except NoHandshake as failure:
        if not isinstance(failure.__cause__, ssl.SSLError):
            raise NotRun(f"Nobody answers there: {failure}") from failure
    try:
        probe.offer(version, *filter(None, [ciphers]))
    except CannotOffer as failure:
        raise NotRun(str(failure)) from failure
    except NoHandshake:
        greeted(op, probe)
        return False
    return True
