"""Defects in how the certificates of clients are checked."""

from typing import Any

from cryptography import x509

from fakes.engine.endpoint import Rejected
from fakes.engine.model import AccessToken, Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["mtls/same-subject"])
class CertificatesOfAnyIssuer(Reference):
    """Nobody looks at who signed the certificate of a client."""

    def is_certified(self, certificate: x509.Certificate) -> bool:
        return True


@fault(caught_by=["mtls/other-subject"])
class CertificatesOfAnySubject(Reference):
    """Every certificate of the trusted authority proves every client."""

    def is_subject(self, client: Client, certificate: x509.Certificate) -> bool:
        return True


@fault(caught_by=["mtls/no-certificate"])
class CertificateIsOptional(Reference):
    """A client that shows no certificate is believed."""

    def check_certificate(self, client: Client, shown: bytes) -> None:
        if shown:
            super().check_certificate(client, shown)


@fault(caught_by=["mtls/invalid-client"])
class MissingCertificateIsAnInvalidGrant(Reference):
    """A client without a certificate is told that its code is wrong."""

    def check_certificate(self, client: Client, shown: bytes) -> None:
        if not shown:
            raise Rejected("invalid_grant", "The code is wrong.")
        super().check_certificate(client, shown)


@fault(caught_by=["mtls/self-signed-client"])
class SelfSignedCertificatesRefused(Reference):
    """The method for registered certificates is offered, and takes none of them."""

    def is_registered(self, client: Client, certificate: x509.Certificate, shown: bytes) -> bool:
        return False


@fault(caught_by=["mtls/other-self-signed"])
class SelfSignedCertificatesByName(Reference):
    """Of a registered certificate the subject alone is compared."""

    def is_registered(self, client: Client, certificate: x509.Certificate, shown: bytes) -> bool:
        return any(self.has_subject(one, certificate) for one in self.client_jwks(client))

    def has_subject(self, key: dict[str, Any], certificate: x509.Certificate) -> bool:
        pem = f"-----BEGIN CERTIFICATE-----\n{key['x5c'][0]}\n-----END CERTIFICATE-----\n"
        return x509.load_pem_x509_certificate(pem.encode()).subject == certificate.subject


@fault(caught_by=["mtls/userinfo"])
class BoundTokensNeverWork(Reference):
    """UserInfo refuses every token that is bound to a certificate."""

    def check_binding(self, request: Request, token: str) -> None:
        if token in self.certificates:
            raise Rejected("invalid_token", "The token is bound.", 401)


@fault(caught_by=["mtls/bound-without-certificate"])
class BoundTokensWithoutCertificate(Reference):
    """A bound token works where no certificate is shown."""

    def check_binding(self, request: Request, token: str) -> None:
        if request.certificate:
            super().check_binding(request, token)


@fault(caught_by=["mtls/bound-other-certificate", "mtls/bound-same-subject"])
class BoundTokensWithAnyCertificate(Reference):
    """A bound token works with whatever certificate is shown."""

    def check_binding(self, request: Request, token: str) -> None:
        if not request.certificate:
            super().check_binding(request, token)


@fault(caught_by=["mtls/bound-same-subject"])
class BoundTokensBySubject(Reference):
    """A token is bound to the subject of a certificate, as far as UserInfo is concerned."""

    def bind(self, request: Request, client: Client, answer: dict[str, Any]) -> dict[str, Any]:
        self.subject_shown = self.subject_of(request)
        return super().bind(request, client, answer)

    def subject_of(self, request: Request) -> x509.Name | None:
        shown = request.certificate
        return x509.load_der_x509_certificate(shown).subject if shown else None

    def check_binding(self, request: Request, token: str) -> None:
        if self.subject_of(request) != getattr(self, "subject_shown", None):
            super().check_binding(request, token)


@fault(caught_by=["mtls/invalid-token"])
class WrongCertificateIsForbidden(Reference):
    """A certificate that does not fit is answered with HTTP 403."""

    def check_binding(self, request: Request, token: str) -> None:
        if not self.fits(request, token):
            raise Rejected("insufficient_scope", "The certificate is wrong.", 403)


@fault(caught_by=["mtls/introspection", "dpop/introspection"])
class IntrospectionHidesTheCertificate(Reference):
    """An introspection response does not say to what the token is bound."""

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        told = super().introspected(token)
        told.pop("cnf", None)
        return told


@fault(
    caught_by=[
        "mtls/bound-without-certificate",
        "mtls/bound-other-certificate",
        "mtls/bound-same-subject",
        "mtls/introspection",
        "mtls/refresh-binding",
    ]
)
class TokensAreNotBound(Reference):
    """Bound tokens are promised, and none is."""

    def bind(self, request: Request, client: Client, answer: dict[str, Any]) -> dict[str, Any]:
        return answer


@fault(caught_by=["mtls/refresh-binding"])
class RefreshTokensWithAnyCertificate(Reference):
    """The refresh token of a public client works with any certificate, or none."""

    def check_refresh_binding(self, request: Request, token: str) -> None:
        pass
