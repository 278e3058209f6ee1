"""TLS facts about a server, by handshakes of our own: what it negotiates, what it shows.

Facts only; what is required of them is for others to say.
"""

import ssl
import warnings
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from fakes.wire.network import Connection
from fakes.wire.tunnel import connected

LONGEST_HANDSHAKE_S = 10.0
# Level 0 lets OpenSSL offer what it holds for insecure, which is what a probe is for.
EVERYTHING = "ALL:@SECLEVEL=0"
HOSTNAME_MISMATCH = 62


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
        """Whether the certificate names the host, whoever signed it. Raises NoHandshake."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        shown = self.shake_hands().certificate
        context.load_verify_locations(cadata=shown)
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        return self._verification(context)[0] != HOSTNAME_MISMATCH

    def validity(self) -> tuple[datetime, datetime]:
        """From when until when the certificate is valid. Raises NoHandshake."""
        try:
            shown = x509.load_der_x509_certificate(self.shake_hands().certificate)
        except ValueError as error:
            raise NoHandshake(f"{self.name}: the certificate cannot be read: {error}") from error
        return shown.not_valid_before_utc, shown.not_valid_after_utc

    def _verification(self, context: ssl.SSLContext) -> tuple[int, str]:
        try:
            self._handshake(context)
        except NoHandshake as failure:
            cause = failure.__cause__
            if not isinstance(cause, ssl.SSLCertVerificationError):
                raise
            return cause.verify_code, cause.verify_message
        return 0, ""

    def _handshake(self, context: ssl.SSLContext) -> Handshake:
        limit_s = min(LONGEST_HANDSHAKE_S, self.connection.timeout_s)
        self.connection.pace.take_turn()
        try:
            with (
                connected(self.connection, self.host, self.port, limit_s) as plain,
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
