"""Defects of TLS and certificates, and of cookies and CORS."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import trustme
from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Authorization, User
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.certificates import ServerTls
from fakes.wire.request import Request

WEAK = "DEFAULT:@SECLEVEL=0"
# Says of every provider that cannot be reached why it could not be.
UNREACHED = "discovery/status"


@fault(caught_by=["transport/tls-version", "transport/tls-1-1", UNREACHED])
class OldTlsOnly(Reference):
    """The server speaks TLS 1.1 and nothing newer."""

    def tls(self) -> ServerTls:
        old = ssl.TLSVersion.TLSv1_1
        return replace(super().tls(), oldest=old, newest=old, ciphers=WEAK)


@fault(caught_by=["transport/tls-1-3"])
class NoTls13(Reference):
    """The server speaks TLS 1.2 at most."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), newest=ssl.TLSVersion.TLSv1_2)


@fault(caught_by=["transport/tls-1-0", "transport/tls-1-1"])
class OldTlsToo(Reference):
    """The server speaks TLS 1.0 and everything newer."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), oldest=ssl.TLSVersion.TLSv1, ciphers=WEAK)


@fault(caught_by=["transport/tls-1-1"])
class Tls11Too(Reference):
    """The server speaks TLS 1.1 and everything newer."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), oldest=ssl.TLSVersion.TLSv1_1, ciphers=WEAK)


@fault(caught_by=["transport/forward-secrecy"])
class StaticRsa(Reference):
    """The server agrees to a key exchange with its RSA key."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), key=trustme.KeyType.RSA, ciphers="DEFAULT")


@fault(caught_by=["transport/certificate-trusted", UNREACHED])
class UntrustedCertificate(Reference):
    """An authority that nobody knows signs the certificate."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), trusted=False)


@fault(caught_by=["transport/certificate-host", UNREACHED])
class CertificateOfAnotherHost(Reference):
    """The certificate names another host."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), names=("other.example.com",))


@fault(caught_by=["transport/certificate-valid", UNREACHED])
class ExpiredCertificate(Reference):
    """The certificate expired yesterday."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), expires=datetime.now(UTC) - timedelta(days=1))


@fault(caught_by=["transport/certificate-host"])
class CertificateWithoutNames(Reference):
    """The certificate names the host as its common name alone, which Python takes still."""

    def tls(self) -> ServerTls:
        tls = super().tls()
        return replace(tls, names=(), common_name=tls.names[0])


@fault(caught_by=["transport/certificate-trusted", UNREACHED])
class IntermediateNotSent(Reference):
    """The server sends its certificate without that of the authority in between."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), intermediate=True)


@fault(caught_by=["transport/certificate-valid", UNREACHED])
class CertificateOfTomorrow(Reference):
    """The certificate is valid from tomorrow on."""

    def tls(self) -> ServerTls:
        begins = datetime.now(UTC) + timedelta(days=1)
        return replace(super().tls(), begins=begins, expires=begins + timedelta(days=90))


@fault(caught_by=["transport/certificate-lasts"])
class CertificateEndsSoon(Reference):
    """The certificate expires in three days."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), expires=datetime.now(UTC) + timedelta(days=3))


@fault(caught_by=["transport/cookie-secure"])
class CookieWithoutSecure(Reference):
    """The session cookie goes over plain http too."""

    @property
    def secure(self) -> str:
        return ""


@fault(caught_by=["transport/cookie-http-only"])
class CookieForScripts(Reference):
    """Scripts can read the session cookie."""

    def session_cookie(self, value: str, lifetime: str = "") -> str:
        return super().session_cookie(value, lifetime).replace("; HttpOnly", "")


@fault(caught_by=["transport/cookie-same-site"])
class CookieWithoutSameSite(Reference):
    """The session cookie does not say which sites may send it."""

    def session_cookie(self, value: str, lifetime: str = "") -> str:
        return super().session_cookie(value, lifetime).replace("; SameSite=Lax", "")


@fault(caught_by=["transport/session-fixation"])
class CookieFromBeforeTheLogin(Reference):
    """The login makes a session of the cookie that was there before."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if b'type="password"' in response.body and not request.cookie(self.cookie):
            response.headers.append("set-cookie", self.session_cookie(self.random()))

    def user_of(self, request: Request) -> User | None:
        self.early = request.cookie(self.cookie)
        return super().user_of(request)

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        response = super().logged_in(authorization, user)
        self.sessions[self.early] = list(self.sessions.values())[-1]
        return response


@fault(caught_by=["transport/cors-userinfo"])
class NoCorsAtUserinfo(Reference):
    """No script of another origin can read UserInfo."""

    def cross_origin(self) -> tuple[str, ...]:
        return tuple(url for url in super().cross_origin() if url != self.endpoints["userinfo"])


@fault(caught_by=["transport/cors-userinfo-preflight"])
class NoTokenAcrossOrigins(Reference):
    """No script of another origin may send an Authorization header."""

    def preflight(self, request: Request, route: Route) -> Response:
        response = super().preflight(request, route)
        if "access-control-allow-headers" in response.headers:
            response.headers["access-control-allow-headers"] = "content-type"
        return response


@fault(caught_by=["transport/cors-token"])
class NoCorsAtTheTokenEndpoint(Reference):
    """No script of another origin can read a token response."""

    def cross_origin(self) -> tuple[str, ...]:
        return tuple(url for url in super().cross_origin() if url != self.endpoints["token"])


@fault(caught_by=["transport/cors-jwks", "transport/cors-discovery"])
class NoCorsAtTheMetadata(Reference):
    """No script of another origin can read what the provider publishes."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if request.url in (self.endpoints["jwks"], self.discovery_url()):
            del response.headers["access-control-allow-origin"]


@fault(caught_by=["transport/cors-authorization"])
class CorsAtTheAuthorizationEndpoint(Reference):
    """Scripts of every origin can read what the authorization endpoint answers."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if request.url == self.endpoints["authorization"]:
            response.headers["access-control-allow-origin"] = "*"


@fault(
    caught_by=[
        "transport/cors-credentials-metadata",
        "transport/cors-credentials-token",
        "transport/cors-credentials-userinfo",
    ]
)
class CredentialsForEveryOrigin(Reference):
    """Scripts of every origin may send the user's cookies along."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if "origin" in request.headers and request.url in self.cross_origin():
            response.headers["access-control-allow-origin"] = request.headers["origin"]
            response.headers["access-control-allow-credentials"] = "true"
