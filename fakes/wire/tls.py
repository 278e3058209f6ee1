"""TLS facts about a server, by handshakes of our own: what it negotiates, what it shows.

Facts only; what is required of them is for others to say.
"""

import socket
import ssl
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from fakes.wire.client_certificates import client_certificate
from fakes.wire.network import Connection
from fakes.wire.proxying.tunnel import connected

LONGEST_HANDSHAKE_S = 10.0
# Level 0 lets OpenSSL offer what it holds for insecure, which is what a probe is for.
EVERYTHING = "ALL:@SECLEVEL=0"
# X509_V_ERR_HOSTNAME_MISMATCH, and X509_V_ERR_IP_ADDRESS_MISMATCH for a host that is an address.
MISMATCHES = (62, 64)
# How a server of TLS answers HTTP without it.
WRONG_PORT = b"HTTP/1.1 400"
# What a server says of a client's certificate that it does not take (RFC 8446 section 6.2).
UNWELCOME = ("UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_UNKNOWN", "UNSUPPORTED_CERTIFICATE")


class NoHandshake(Exception):
    """The handshake did not succeed; the message names host, port and cause."""


class CannotOffer(Exception):
    """This machine's TLS library cannot offer what was to be probed; the message says what."""


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a handshake led to: `version` as in `TLSv1.3`, the cipher suite, the certificate."""

    version: str
    cipher: str
    certificate: bytes


@dataclass(frozen=True, slots=True)
class TlsProbe:
    """A server that is reached as `connection` says; each probe raises ProxyFailed if a proxy on
    the way does not lead there.
    """

    connection: Connection
    host: str
    port: int

    @property
    def name(self) -> str:
        return self.host if self.port == 443 else f"{self.host}:{self.port}"

    def shake_hands(self) -> Handshake:
        """With whatever certificate the server has. Raises NoHandshake."""
        return self._handshake(without_trust())

    def offer(self, version: ssl.TLSVersion, ciphers: str = EVERYTHING) -> Handshake:
        """With this version of TLS and these ciphers only. Raises NoHandshake, CannotOffer."""
        context = without_trust()
        try:
            context.set_ciphers(ciphers)
            restrict(context, version)
            say_hello(context)
        except (ssl.SSLError, ValueError) as error:
            raise CannotOffer(
                f"{ssl.OPENSSL_VERSION} on this machine cannot offer {version.name}: {error}"
            ) from error
        return self._handshake(context)

    def chain_error(self) -> str:
        """Why the certificate's chain is not trusted, whatever its names; empty if it is.

        Raises NoHandshake if there is no handshake for another reason.
        """
        context = self.connection.tls()
        context.check_hostname = False
        return self._verification(context)[1]

    def covers_host(self) -> bool:
        """Whether the certificate names the host, whoever signed it. Raises NoHandshake.

        A common name is no name of a host (RFC 9525 section 2).
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.hostname_checks_common_name = False
        shown = self.shake_hands().certificate
        context.load_verify_locations(cadata=shown)
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        return self._verification(context)[0] not in MISMATCHES

    def validity(self) -> tuple[datetime, datetime]:
        """From when until when the certificate is valid. Raises NoHandshake."""
        shown = self.certificate()
        return shown.not_valid_before_utc, shown.not_valid_after_utc

    def names(self) -> list[str]:
        """The names of hosts that the certificate has. Raises NoHandshake."""
        try:
            found = self.certificate().extensions.get_extension_for_class(
                x509.SubjectAlternativeName
            )
        except (x509.ExtensionNotFound, ValueError):
            return []
        return [str(one.value) for one in found.value]

    def signer(self) -> tuple[str, str]:
        """Who signed the certificate, and where the signer's own is; empty if it does not say.

        The place is Authority Information Access (RFC 5280 section 4.2.2.1). Raises NoHandshake.
        """
        shown = self.certificate()
        with suppress(x509.ExtensionNotFound, ValueError):
            found = shown.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
            for one in found.value:
                if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS:
                    return shown.issuer.rfc4514_string(), str(one.access_location.value)
        return shown.issuer.rfc4514_string(), ""

    def certificate(self) -> x509.Certificate:
        """The certificate that the server shows. Raises NoHandshake."""
        try:
            return x509.load_der_x509_certificate(self.shake_hands().certificate)
        except ValueError as error:
            raise NoHandshake(f"{self.name}: the certificate cannot be read: {error}") from error

    def is_in_bundle(self) -> bool:
        """Whether the bundle of trusted authorities has the very certificate that the server shows.

        Raises NoHandshake.
        """
        try:
            bundle = Path(self.connection.ca_bundle).read_bytes()
            return self.certificate() in x509.load_pem_x509_certificates(bundle)
        except (OSError, ValueError):
            return False

    def speaks_http(self) -> bool:
        """Whether the port answers HTTP that is sent without TLS.

        Servers of TLS answer 400 to it, to say that it is the wrong port.
        """
        told = b""
        try:
            with self._plain() as plain:
                plain.sendall(f"HEAD / HTTP/1.0\r\nHost: {self.host}\r\n\r\n".encode("ascii"))
                while len(told) < len(WRONG_PORT) and (more := plain.recv(1)):
                    told += more
        except (OSError, ValueError):
            return False
        return told.startswith(b"HTTP/") and told[8:] != WRONG_PORT[8:]

    def wants_certificate(self) -> bool:
        """Whether a handshake fails without a client's certificate, and otherwise with one."""
        context = without_trust()
        client_certificate("self-signed").configure(context)
        try:
            self.shake_hands()
        except NoHandshake as without:
            try:
                self._handshake(context)
            except NoHandshake as shown:
                return any(word in str(shown) and word not in str(without) for word in UNWELCOME)
            return True
        return False

    def _verification(self, context: ssl.SSLContext) -> tuple[int, str]:
        try:
            self._handshake(context)
        except NoHandshake as failure:
            cause = failure.__cause__
            if not isinstance(cause, ssl.SSLCertVerificationError):
                raise
            return cause.verify_code, cause.verify_message
        return 0, ""

    def _plain(self) -> socket.socket:
        limit_s = min(LONGEST_HANDSHAKE_S, self.connection.timeout_s)
        self.connection.pace.take_turn()
        return connected(self.connection, self.host, self.port, limit_s)

    def _handshake(self, context: ssl.SSLContext) -> Handshake:
        try:
            with (
                self._plain() as plain,
                context.wrap_socket(plain, server_hostname=self.host) as tls,
            ):
                cipher = tls.cipher()
                shown = tls.getpeercert(binary_form=True) or b""
                return Handshake(tls.version() or "", cipher[0] if cipher else "", shown)
        except (OSError, ValueError) as error:
            raise NoHandshake(f"{self.name}: {error}") from error


def without_trust() -> ssl.SSLContext:
    """A client's context that takes any certificate: it is looked at, and nothing is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def restrict(context: ssl.SSLContext, version: ssl.TLSVersion) -> None:
    """Lets `context` speak one version of TLS only. Raises ValueError."""
    with warnings.catch_warnings():
        # Python warns of versions before 1.2, which are what is looked for.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = version
        context.maximum_version = version


def say_hello(context: ssl.SSLContext) -> None:
    """Makes the first message of a handshake and keeps it. Raises SSLError if it cannot."""
    try:
        context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="host").do_handshake()
    except ssl.SSLWantReadError:
        return
