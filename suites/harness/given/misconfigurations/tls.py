"""TLS servers that are set up wrongly: each row as sslyze and testssl tell it from the others."""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from trustme import CA, Blob

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.keys import rsa_key
from fakes.running import RunningFake
from fakes.wire.certificates import ServerTls, authority, authority_pem, server_context
from fakes.wire.server import LOOPBACK, listening_socket
from suites.harness.given.misconfigurations.ways import Change, Misconfiguration, existing
from suites.targets.target import Target

OP = "op.example.com"
CERTIFICATES = {
    "intermediate-not-sent": "intermediate-not-sent",
    "certificate-of-tomorrow": "certificate-not-yet-valid",
    "certificate-without-names": "certificate-without-names",
}


def wants_certificate(context: ssl.SSLContext) -> None:
    """No client gets in without a certificate."""
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=authority_pem())


def wants_certificate_by_tls_1_2(context: ssl.SSLContext) -> None:
    """As before TLS 1.3, where the handshake itself fails."""
    wants_certificate(context)
    context.maximum_version = ssl.TLSVersion.TLSv1_2


def serves_other_names(context: ssl.SSLContext) -> None:
    """The server knows no certificate for the name that it is asked for."""
    told = ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
    context.sni_callback = lambda *_: told


def fails_inside(context: ssl.SSLContext) -> None:
    """The server breaks the handshake off, and nobody is told why."""
    told = ssl.AlertDescription.ALERT_DESCRIPTION_INTERNAL_ERROR
    context.sni_callback = lambda *_: told


def speaks_no_common_version(context: ssl.SSLContext) -> None:
    """The server says that it knows no version of TLS that it was offered."""
    told = ssl.AlertDescription.ALERT_DESCRIPTION_PROTOCOL_VERSION
    context.sni_callback = lambda *_: told


def hangs_up(context: ssl.SSLContext) -> None:
    """The server takes the connection and answers nothing."""


def shows_a_short_key(context: ssl.SSLContext) -> None:
    """The certificate has an RSA key of 1024 bits, as appliances made them."""
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    # Level 0 of OpenSSL lets a server have such a key; aRSA has it shown.
    context.set_ciphers("aRSA@SECLEVEL=0")
    with Blob(short_key_certificate()).tempfile() as path:
        context.load_cert_chain(path)


def short_key_certificate() -> bytes:
    """A certificate that the authority signed, and its key, as PEM."""
    key = rsa_key("short", 1024)
    signer = x509.load_pem_x509_certificate(authority().cert_pem.bytes())
    signing = load_pem_private_key(authority().private_key_pem.bytes(), None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)  # the kind that trustme makes unasked
    begins = datetime.now(UTC) - timedelta(days=1)
    builder = x509.CertificateBuilder(signer.subject, signer.subject, key.public_key(), 1)
    builder = builder.not_valid_before(begins).not_valid_after(begins + timedelta(days=90))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(OP)]), critical=False)
    made = builder.sign(signing, SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made.public_bytes(Encoding.PEM) + private


def signs_anew(context: ssl.SSLContext) -> None:
    """A firewall shows a certificate of its own authority for the provider's host."""
    CA(organization_name="Zscaler Inc.").issue_cert(OP).configure_cert(context)


HANDSHAKES = {
    signs_anew: "certificate-of-an-inspection",
    shows_a_short_key: "certificate-too-weak",
    wants_certificate: "client-certificate-required",
    wants_certificate_by_tls_1_2: "client-certificate-required",
    serves_other_names: "host-name-not-served",
    fails_inside: "tls-breaks-off",
    speaks_no_common_version: "no-common-tls",
    hangs_up: "no-usable-answer",
}


def behind(configure: Callable[[ssl.SSLContext], None]) -> Change:
    """A server before the provider that ends handshakes by alerts, as those of products do."""

    def change(fake: RunningFake, target: Target) -> Target:
        context = server_context(fake.provider.tls())
        configure(context)
        return led_to(serve(fake, context), target, *target.connection.host_map)

    return change


def serve(fake: RunningFake, context: ssl.SSLContext) -> tuple[str, int]:
    """Where a server with `context` listens until the provider is stopped."""
    sock = listening_socket()
    sock.settimeout(0.1)
    threading.Thread(target=shake_hands, args=(fake, sock, context), daemon=True).start()
    return LOOPBACK, int(sock.getsockname()[1])


def led_to(place: tuple[str, int], target: Target, *names: str) -> Target:
    """The hosts called `names` are at `place`."""
    hosts = dict(target.connection.host_map) | dict.fromkeys(names, place)
    return replace(target, connection=replace(target.connection, host_map=hosts))


KEYS_HOST = "keys.example.com"


class KeysElsewhere(Reference):
    """The keys are on a host of their own."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"jwks_uri": f"https://{KEYS_HOST}/keys"}


def without_trusted_keys(fake: RunningFake, target: Target) -> Target:
    """The host of the keys has a certificate of an authority that nobody knows."""
    place = serve(fake, server_context(ServerTls(names=(KEYS_HOST,), trusted=False)))
    return led_to(place, target, KEYS_HOST)


def shake_hands(fake: RunningFake, sock: socket.socket, context: ssl.SSLContext) -> None:
    """Takes one connection after the other, until the provider is stopped."""
    with sock:
        while fake.is_running:
            with suppress(OSError):
                connection, _ = sock.accept()
                with connection, context.wrap_socket(connection, server_side=True) as tls:
                    tls.recv(1)


def by(scheme: str, other: str) -> Change:
    """The operator writes another scheme than the port speaks."""

    def change(fake: RunningFake, target: Target) -> Target:
        return replace(target, issuer=target.issuer.replace(f"{scheme}://", f"{other}://"))

    return change


TLS = [
    *(
        Misconfiguration(f"TLS: {fault}", cause, "reference", faults=existing(fault))
        for fault, cause in CERTIFICATES.items()
    ),
    *(
        Misconfiguration(f"TLS: {row.__name__}", cause, "reference", behind(row))
        for row, cause in HANDSHAKES.items()
    ),
    Misconfiguration(
        "TLS: keys on a host that is not trusted",
        "keys-host-not-trusted",
        "reference",
        without_trusted_keys,
        faults=(Fault("keys", "Keys elsewhere.", frozenset(), "reference", KeysElsewhere),),
    ),
    Misconfiguration(
        "TLS: port speaks http",
        "port-speaks-http",
        "reference",
        by("http", "https"),
        options={"loopback": "http"},
    ),
]
