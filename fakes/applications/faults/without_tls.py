"""TLS of the provider that is not verified, or done without."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, fields

from fakes.applications.homes import Full
from fakes.applications.provider import PROTECTED
from fakes.faults import fault, ids
from fakes.wire.network import Connection

# X509_V_FLAG_NO_CHECK_TIME of OpenSSL, for which Python has no name.
WHENEVER = 0x200000


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosened(Connection):
    """A connection that is less careful about certificates."""

    loosen: Callable[[ssl.SSLContext], None]

    def shared_tls(self) -> ssl.SSLContext:
        context = self.tls()
        self.loosen(context)
        return context


class Careless(Full):
    """Asks its provider by such a connection."""

    def loosen(self, context: ssl.SSLContext) -> None:
        """Takes something from what is verified."""

    def _unbiased(self) -> Connection:
        careful = super()._unbiased()
        known = {one.name: getattr(careful, one.name) for one in fields(careful)}
        return Loosened(loosen=self.loosen, **known)


@fault(caught_by=ids("rp-tls", "unknown-authority other-host expired"))
class AnyCertificate(Careless):
    """The certificate of the provider is not verified."""

    def loosen(self, context: ssl.SSLContext) -> None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE


@fault(caught_by=["rp-tls/other-host"])
class CertificateOfAnyHost(Careless):
    """A certificate need not be that of the provider's host."""

    def loosen(self, context: ssl.SSLContext) -> None:
        context.check_hostname = False


@fault(caught_by=["rp-tls/expired"])
class CertificateForEver(Careless):
    """A certificate does not end."""

    def loosen(self, context: ssl.SSLContext) -> None:
        context.verify_flags = ssl.VerifyFlags(context.verify_flags | WHENEVER)


def all_but(member: str) -> tuple[str, ...]:
    """The endpoints that need TLS, without one of them."""
    return tuple(one for one in PROTECTED if one != member)


@fault(caught_by=["rp-tls/token-endpoint"])
class CodesInTheClear(Full):
    """A token endpoint without TLS will do."""

    protected = all_but("token_endpoint")


@fault(caught_by=["rp-tls/userinfo-endpoint"])
class AccessTokensInTheClear(Full):
    """A UserInfo endpoint without TLS will do."""

    protected = all_but("userinfo_endpoint")


@fault(caught_by=["rp-tls/jwks-uri"])
class KeysInTheClear(Full):
    """Keys are read without TLS."""

    protected = all_but("jwks_uri")


@fault(caught_by=["rp-tls/authorization-endpoint"])
class UsersInTheClear(Full):
    """Users are sent to an authorization endpoint without TLS."""

    protected = all_but("authorization_endpoint")
