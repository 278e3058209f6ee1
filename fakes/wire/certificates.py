"""A throw-away certificate authority: signs any host name, trusted by nobody else."""

import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import AuthorityInformationAccessOID

# Where the certificate of an intermediate is said to be.
PLACE = "http://certificates.example.com/intermediate.der"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerTls:
    """What a server shows and takes in a TLS handshake: its certificate, versions and ciphers.

    `ciphers` are in OpenSSL's words; with `trusted=False` an authority signs that nobody knows.
    `clients` are the authorities, as PEM, of the certificates that clients may show; with none of
    them no client is asked for one. `common_name` is that of the certificate, which
    may have no other name. With an `intermediate` the authority signs that, which signs the
    certificate and is not sent.
    """

    names: tuple[str, ...]
    common_name: str | None = None
    begins: datetime | None = None
    expires: datetime | None = None
    trusted: bool = True
    oldest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2
    newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    ciphers: str = ""
    key: trustme.KeyType = trustme.KeyType.ECDSA
    clients: tuple[str, ...] = ()
    intermediate: bool = False


@cache
def authority() -> trustme.CA:
    """The one authority of this process."""
    return trustme.CA(organization_name="ssoproof throw-away CA")


def authority_pem() -> str:
    """The authority's certificate as PEM text, for whoever has to trust it."""
    return authority().cert_pem.bytes().decode()


@lru_cache(maxsize=4)
def trusting(ca_pem: str) -> ssl.SSLContext:
    """A client's context that trusts these authorities, else the system's. They take long to read.

    Nobody may change it: others have it too.
    """
    return ssl.create_default_context(cadata=ca_pem or None)


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
    if tls.intermediate:
        signer = signer.create_child_ca()
    issued = signer.issue_cert(
        *tls.names,
        common_name=tls.common_name,
        not_before=tls.begins or (datetime(2000, 1, 1, tzinfo=UTC) if tls.expires else None),
        not_after=tls.expires,
        key_type=tls.key,
    )
    if tls.intermediate:
        alone = with_place(issued.cert_chain_pems[0].bytes(), signer)
        with trustme.Blob(issued.private_key_pem.bytes() + alone).tempfile() as path:
            context.load_cert_chain(path)
    else:
        issued.configure_cert(context)
    return context


def own_context(path: str) -> ssl.SSLContext:
    """A server's context with the certificate and the key of a PEM file. Raises OSError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # Without one, a key that has a password would have OpenSSL ask for it.
    context.load_cert_chain(path, password="")
    return context


def with_place(pem: bytes, signer: trustme.CA) -> bytes:
    """A certificate that says where its signer's own is (RFC 5280 section 4.2.2.1)."""
    made = x509.load_pem_x509_certificate(pem)
    builder = x509.CertificateBuilder(
        made.issuer, made.subject, made.public_key(), made.serial_number
    )
    builder = builder.not_valid_before(made.not_valid_before_utc)
    builder = builder.not_valid_after(made.not_valid_after_utc)
    for one in made.extensions:
        builder = builder.add_extension(one.value, one.critical)
    place = x509.AccessDescription(
        AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(PLACE)
    )
    builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
    key = load_pem_private_key(signer.private_key_pem.bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # the only kind that trustme makes unasked
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM)
