"""Certificates that a client shows: of the throw-away authority, or signed by themselves."""

import base64
import hashlib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from jwt.utils import base64url_encode

from fakes.wire.certificates import authority, authority_pem

CLIENT = "CN=client.ssoproof.example,O=ssoproof"
SOMEBODY = "CN=somebody.ssoproof.example,O=ssoproof"
# Each name with the subject, and whether the authority signs it.
KINDS = {
    "certified": (CLIENT, True),
    "renewed": (CLIENT, True),
    "other subject": (SOMEBODY, True),
    "self-signed": (CLIENT, False),
    "other self-signed": (CLIENT, False),
}
SINCE, UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class ClientCertificate:
    """A certificate, and the key by which its client proves in a handshake that it owns it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def subject(self) -> str:
        """As `tls_client_auth_subject_dn` has it (RFC 4514)."""
        return self.certificate.subject.rfc4514_string()

    @property
    def thumbprint(self) -> str:
        return thumbprint_of(self.der)

    @property
    def x5c(self) -> list[str]:
        """As a member of a JWK (RFC 7517 section 4.7)."""
        return [base64.b64encode(self.der).decode()]

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def configure(self, context: ssl.SSLContext) -> None:
        """Has a client with `context` show it when it is asked for a certificate."""
        # Python reads a certificate from a file alone; this one is gone at once.
        with trustme.Blob(self.key_pem + self.pem.encode()).tempfile() as path:
            context.load_cert_chain(path)


@cache
def client_certificate(name: str) -> ClientCertificate:
    """The certificate of this process that is called `name` in KINDS."""
    text, certified = KINDS[name]
    subject, key = x509.Name.from_rfc4514_string(text), ec.generate_private_key(ec.SECP256R1())
    issuer, signer = subject, key
    if certified:
        issuer = x509.load_pem_x509_certificate(authority().cert_pem.bytes()).subject
        signer = authority_key()
    builder = x509.CertificateBuilder(issuer, subject, key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(SINCE).not_valid_after(UNTIL)
    for extension in (
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]),
        # By their names alone those that signed themselves are not told apart.
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
    ):
        builder = builder.add_extension(extension, critical=False)
    return ClientCertificate(builder.sign(signer, SHA256()), key)


def authority_key() -> ec.EllipticCurvePrivateKey:
    """The key of the throw-away authority."""
    key = load_pem_private_key(authority().private_key_pem.bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # the only kind that trustme makes unasked
    return key


def takable_authorities() -> tuple[str, ...]:
    """Whom a server trusts in a handshake so that it gets to see every certificate of KINDS.

    Python takes none whose signature it cannot follow: what signed itself is trusted as it is.
    """
    alone = [name for name, (_, certified) in KINDS.items() if not certified]
    return (authority_pem(), *(client_certificate(name).pem for name in alone))


def thumbprint_of(der: bytes) -> str:
    """`x5t#S256` of a certificate (RFC 8705 section 3.1)."""
    return base64url_encode(hashlib.sha256(der).digest()).decode()
