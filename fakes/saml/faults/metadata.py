"""Wrong metadata."""

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from starlette.responses import Response

from fakes.engine.pages import page
from fakes.faults import fault, ids
from fakes.keys import rsa_key
from fakes.saml.homes import SamlProvider
from fakes.saml.model import Element
from fakes.saml.names import METADATA, POST
from fakes.saml.signing import DAY_S, certificate
from fakes.wire.request import Request

AREA = "saml-metadata"
ROLE = f"{{{METADATA}}}IDPSSODescriptor"


@fault(caught_by=ids(AREA, "readable"))
class MetadataOfAnotherVersion(SamlProvider):
    """The metadata are those of an identity provider for SAML 1.1."""

    def metadata(self) -> Element:
        root = super().metadata()
        old = "urn:oasis:names:tc:SAML:1.1:protocol"
        root.find(ROLE).set("protocolSupportEnumeration", old)
        return root


@fault(caught_by=ids(AREA, "readable"))
class MetadataArePages(SamlProvider):
    """Where the metadata should be, there is a page."""

    def serve_metadata(self, request: Request) -> Response:
        return page("Metadata", "<p>Download them from the console.<br></p>")


@fault(caught_by=ids(AREA, "entity-id"))
class EntityIdIsNoUri(SamlProvider):
    """The entity ID is a word."""

    @property
    def entity_id(self) -> str:
        return "mycompany"


@fault(caught_by=ids(AREA, "entity-id"))
class EntityIdTooLong(SamlProvider):
    """The entity ID has more characters than it may."""

    @property
    def entity_id(self) -> str:
        return super().entity_id + "/" + "x" * 1024


@fault(caught_by=ids(AREA, "sign-on-service", "redirect-binding"))
class NoSignOnService(SamlProvider):
    """The metadata have no service for sign-on."""

    def sign_on_services(self) -> list[Element]:
        return []


@fault(caught_by=ids(AREA, "redirect-binding"))
class SignOnByPostAlone(SamlProvider):
    """Requests are taken by POST alone."""

    def sign_on_services(self) -> list[Element]:
        return [one for one in super().sign_on_services() if one.get("Binding") == POST]


@fault(caught_by=ids(AREA, "endpoints-https"))
class LogoutWithoutTls(SamlProvider):
    """An endpoint is published without TLS."""

    def logout_services(self) -> list[Element]:
        service = super().logout_services()[0]
        service.set("Binding", "urn:oasis:names:tc:SAML:2.0:bindings:SOAP")
        service.set("Location", service.get("Location").replace("https:", "http:"))
        return [*super().logout_services(), service]


@fault(caught_by=ids(AREA, "protected"))
class MetadataInTheClear(SamlProvider):
    """The metadata are not signed, and come without TLS."""

    speaks_http = True

    def published(self) -> Element:
        return self.metadata()


@fault(caught_by=ids(AREA, "signature"))
class MetadataChangedAfterwards(SamlProvider):
    """The metadata are changed after they were signed."""

    def published(self) -> Element:
        root = super().published()
        root.set("validUntil", self.instant(8 * DAY_S))
        return root


@fault(caught_by=ids(AREA, "valid-until"))
class MetadataOutOfDate(SamlProvider):
    """The metadata were good until yesterday."""

    def metadata(self) -> Element:
        root = super().metadata()
        root.set("validUntil", self.instant(-DAY_S))
        return root


@fault(caught_by=ids(AREA, "name-id-formats"))
class NameIdFormatsNotTold(SamlProvider):
    """The metadata tell no format of a NameID."""

    def metadata(self) -> Element:
        root = super().metadata()
        role = root.find(ROLE)
        for one in role.findall(f"{{{METADATA}}}NameIDFormat"):
            role.remove(one)
        return root


@fault(
    caught_by=[
        *ids(AREA, "signing-key"),
        *ids("saml-assertion", "signed own-signature"),
        *ids("saml-response", "signature"),
        *ids("saml-logout", "signed"),
    ]
)
class KeyForEncryptionAlone(SamlProvider):
    """The metadata publish their key for encryption alone."""

    def key_descriptor(self, cert: x509.Certificate) -> Element:
        told = super().key_descriptor(cert)
        told.set("use", "encryption")
        return told


@fault(caught_by=ids(AREA, "key-strength"))
class ShortKey(SamlProvider):
    """It signs with an RSA key of 1024 bits."""

    def key(self) -> RSAPrivateKey:
        return rsa_key("short saml key", 1024)

    def certificates(self) -> list[x509.Certificate]:
        now = self.clock.now()
        return [certificate("short saml key", 1024, now - DAY_S, now + 365 * DAY_S)]


@fault(caught_by=ids(AREA, "certificate-valid"))
class ExpiredCertificate(SamlProvider):
    """The certificate has expired."""

    def certificates(self) -> list[x509.Certificate]:
        now = self.clock.now()
        name, bits = self.key_called
        return [certificate(name, bits, now - 365 * DAY_S, now - 2 * DAY_S)]


@fault(caught_by=ids(AREA, "certificate-valid"))
class CertificateOfTomorrow(SamlProvider):
    """The certificate begins in some days."""

    def certificates(self) -> list[x509.Certificate]:
        now = self.clock.now()
        name, bits = self.key_called
        return [certificate(name, bits, now + 5 * DAY_S, now + 365 * DAY_S)]


@fault(caught_by=ids(AREA, "certificate-ends"))
class CertificateEndsSoon(SamlProvider):
    """The certificate ends in ten days."""

    def certificates(self) -> list[x509.Certificate]:
        now = self.clock.now()
        name, bits = self.key_called
        return [certificate(name, bits, now - 365 * DAY_S, now + 10 * DAY_S)]
