"""TLS and certificates of every host of the provider: RFC 9325, RFC 8996, Core 16.17."""

import ssl
from datetime import UTC, datetime, timedelta

from fakes.wire.tls import NoHandshake
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.transport.tls import greeted, greeting, hosts, negotiates
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotRun, expect

MODERN = ("TLSv1.2", "TLSv1.3")
STATIC_RSA = "kRSA:@SECLEVEL=0"
MOST_NOTICE = timedelta(days=14)
NO_NAMES = "a certificate without Subject Alternative Name, which browsers, Go and Java refuse"


@check(
    "transport/tls-version",
    spec=["core:16.17", "rfc9325:3.1.1"],
    level=MUST,
    severity=CRITICAL,
    needs="https",
    remedy="Let every host of the provider speak TLS 1.2 or 1.3.",
)
def test_every_host_speaks_tls_1_2_or_newer(op: Op) -> None:
    """Clients cannot connect, or everything they send can be read on the way."""
    for probe in hosts(op):
        try:
            version = greeting(op, probe).version
        except NoHandshake as failure:
            raise Mismatch("TLS 1.2 or 1.3", str(failure), f"TLS of {probe.name}") from failure
        expect(version in MODERN, "TLS 1.2 or 1.3", version, where=f"TLS of {probe.name}")


@check(
    "transport/tls-1-3",
    spec="rfc9325:3.1.1",
    level=SHOULD,
    severity=INFO,
    needs="https",
    remedy="Switch TLS 1.3 on.",
)
def test_every_host_speaks_tls_1_3(op: Op) -> None:
    """Older handshakes are slower, and show more to whoever listens."""
    for probe in hosts(op):
        spoken = negotiates(op, probe, ssl.TLSVersion.TLSv1_3)
        expect(spoken, "TLS 1.3", "not offered", where=f"TLS of {probe.name}")


@check(
    "transport/tls-1-0",
    spec=["rfc8996:4", "rfc9325:3.1.1"],
    level=MUST,
    severity=MEDIUM,
    needs="https",
    remedy="Switch TLS 1.0 off at every host of the provider.",
)
def test_no_host_speaks_tls_1_0(op: Op) -> None:
    """An attacker on the way can force the old version, and break it."""
    for probe in hosts(op):
        spoken = negotiates(op, probe, ssl.TLSVersion.TLSv1)
        expect(not spoken, "no TLS 1.0", "TLS 1.0", where=f"TLS of {probe.name}")


@check(
    "transport/tls-1-1",
    spec=["rfc8996:5", "rfc9325:3.1.1"],
    level=MUST,
    severity=MEDIUM,
    needs="https",
    remedy="Switch TLS 1.1 off at every host of the provider.",
)
def test_no_host_speaks_tls_1_1(op: Op) -> None:
    """An attacker on the way can force the old version, and break it."""
    for probe in hosts(op):
        spoken = negotiates(op, probe, ssl.TLSVersion.TLSv1_1)
        expect(not spoken, "no TLS 1.1", "TLS 1.1", where=f"TLS of {probe.name}")


@check(
    "transport/forward-secrecy",
    spec="rfc9325:4.1",
    level=SHOULD,
    severity=LOW,
    needs="https",
    remedy="Remove the cipher suites with static RSA key exchange (those without ECDHE or DHE).",
)
def test_no_host_agrees_to_static_rsa_key_exchange(op: Op) -> None:
    """Who steals the private key later can read everything that was recorded before."""
    for probe in hosts(op):
        agreed = negotiates(op, probe, ssl.TLSVersion.TLSv1_2, STATIC_RSA)
        where = f"cipher suites of {probe.name}"
        expect(not agreed, "no static RSA", "a suite with static RSA", where=where)


@check(
    "transport/certificate-trusted",
    spec=["core:16.17", "rfc5280:6.1"],
    level=MUST,
    severity=HIGH,
    needs="https",
    remedy="Install the whole chain of certificates at the provider. If a private authority signs "
    "it, give that to the application, and to the harness as OIDC_CA_BUNDLE.",
)
def test_a_trusted_authority_signs_every_certificate(op: Op) -> None:
    """The application refuses to connect, or was told to trust whoever answers."""
    for probe in hosts(op):
        greeted(op, probe)
        problem = probe.chain_error()
        begin, end = probe.validity()
        if problem and not begin <= now(op) <= end:
            raise NotRun(f"Another check judges this first: {probe.name}: {problem}")
        where = f"certificate of {probe.name}"
        expect(not problem, "a chain to a trusted authority", problem, where=where)


@check(
    "transport/certificate-host",
    spec=["core:16.17", "rfc9525:6"],
    level=MUST,
    severity=HIGH,
    needs="https",
    remedy="Install a certificate that names the host, as Subject Alternative Name.",
)
def test_every_certificate_names_its_host(op: Op) -> None:
    """The application refuses to connect; with checks switched off, anybody could answer."""
    for probe in hosts(op):
        greeted(op, probe)
        found = "a certificate for other names" if probe.names() else NO_NAMES
        where = f"certificate of {probe.name}"
        expect(probe.covers_host(), f"a certificate for {probe.host}", found, where=where)


@check(
    "transport/certificate-valid",
    spec=["core:16.17", "rfc5280:4.1.2.5"],
    level=MUST,
    severity=HIGH,
    needs="https",
    remedy="Renew the certificate.",
)
def test_every_certificate_is_valid_today(op: Op) -> None:
    """The application refuses to connect, and nobody can log in."""
    for probe in hosts(op):
        greeted(op, probe)
        begin, end = probe.validity()
        where = f"certificate of {probe.name}"
        expect(begin <= now(op), "valid today", f"valid from {begin:%Y-%m-%d}", where=where)
        expect(now(op) <= end, "valid today", f"expired on {end:%Y-%m-%d}", where=where)


@check(
    "transport/certificate-lasts",
    spec="rfc5280:4.1.2.5",
    level=MAY,
    severity=LOW,
    needs="https",
    remedy="Renew the certificate now, and find out why nobody renewed it earlier.",
)
def test_no_certificate_is_about_to_expire(op: Op) -> None:
    """In a few days the application will refuse to connect, and nobody will log in."""
    for probe in hosts(op):
        greeted(op, probe)
        begin, end = probe.validity()
        if end < now(op):
            raise NotRun("Another check judges this first: the certificate has expired.")
        # Certificates that live for days are renewed each few days: that is no neglect.
        notice = min(MOST_NOTICE, (end - begin) / 4)
        where = f"certificate of {probe.name}"
        expect(end - now(op) > notice, "weeks to go", f"expires {end:%Y-%m-%d}", where=where)


def now(op: Op) -> datetime:
    """The time by the target's clock."""
    return datetime.fromtimestamp(op.target.clock.now(), UTC)
