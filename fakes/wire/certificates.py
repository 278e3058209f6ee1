"""A throw-away certificate authority: signs any host name, trusted by nobody else."""

import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import trustme


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerTls:
    """What a server shows and takes in a TLS handshake: its certificate, versions and ciphers.

    `ciphers` are in OpenSSL's words; with `trusted=False` an authority signs that nobody knows.
    `clients` are the authorities, as PEM, of the certificates that clients may show; with none of
    them no client is asked for one.
    """

    names: tuple[str, ...]
    expires: datetime | None = None
    trusted: bool = True
    oldest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2
    newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    ciphers: str = ""
    key: trustme.KeyType = trustme.KeyType.ECDSA
    clients: tuple[str, ...] = ()


@cache
def authority() -> trustme.CA:
    """The one authority of this process."""
    return trustme.CA(organization_name="ssoproof throw-away CA")


def authority_pem() -> str:
    """The authority's certificate as PEM text, for whoever has to trust it."""
    return authority().cert_pem.bytes().decode()


def server_context(tls: ServerTls) -> ssl.SSLContext:
    """The server side's context with a certificate as `tls` says."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if tls.ciphers:
        context.set_ciphers(tls.ciphers)
    with warnings.catch_warnings():
        # Python warns of versions before 1.2, which a fault offers on purpose.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = tls.oldest
        context.maximum_version = tls.newest
    for pem in tls.clients:
        context.verify_mode = ssl.CERT_OPTIONAL
        context.load_verify_locations(cadata=pem)
    signer = authority() if tls.trusted else trustme.CA(organization_name="nobody knows")
    signer.issue_cert(
        *tls.names,
        not_before=datetime(2000, 1, 1, tzinfo=UTC) if tls.expires else None,
        not_after=tls.expires,
        key_type=tls.key,
    ).configure_cert(context)
    return context
