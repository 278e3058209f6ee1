"""The metadata of an identity provider, read (Metadata for SAML 2.0, section 2.4.3)."""

from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from suites.idp.names import MD, SAMLP
from suites.idp.reading import Element, found, read_xml, text_of, the_one
from suites.idp.signatures import PublicKey, certificate_in
from suites.verdicts.expect import Mismatch

WHERE = "metadata"
ONE_ALONE = "the metadata of one identity provider: a file of a federation has many"


@dataclass(frozen=True, slots=True)
class IdpMetadata:
    """What one entity says about itself as an identity provider; `entity` is its descriptor."""

    document: Element
    entity: Element
    role: Element

    @property
    def entity_id(self) -> str:
        return str(self.entity.get("entityID", ""))

    @property
    def wants_signed(self) -> bool:
        """Whether requests have to be signed."""
        return self.role.get("WantAuthnRequestsSigned", "") in ("true", "1")

    @property
    def formats(self) -> list[str]:
        """The formats of NameIDs that it says it knows."""
        return [text_of(one) for one in found(self.role, "md:NameIDFormat")]

    @property
    def endpoints(self) -> list[tuple[str, str, str]]:
        """Each endpoint: what it is for, its binding, and where it is."""
        return [
            (str(one.tag).rpartition("}")[2], one.get("Binding", ""), one.get(name, ""))
            for one in self.role
            if isinstance(one.tag, str)
            for name in ("Location", "ResponseLocation")
            if one.get(name) is not None
        ]

    def location(self, service: str, binding: str) -> str:
        """Where a service is by a binding; empty if it is not."""
        for one in found(self.role, f"md:{service}"):
            if one.get("Binding") == binding:
                return str(one.get("Location", ""))
        return ""

    @property
    def signing_keys(self) -> list[PublicKey]:
        """The keys that it may sign with."""
        keys = (one.public_key() for one in self.certificates)
        return [key for key in keys if isinstance(key, RSAPublicKey | ec.EllipticCurvePublicKey)]

    @property
    def certificates(self) -> list[x509.Certificate]:
        """Those of its keys for signatures. Raises Mismatch if one cannot be read."""
        return [
            certificate_in(text_of(one), WHERE)
            for descriptor in found(self.role, "md:KeyDescriptor")
            if descriptor.get("use", "signing") == "signing"
            for one in found(descriptor, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")
        ]


def read_metadata(data: bytes) -> IdpMetadata:
    """The metadata in a document. Raises Mismatch."""
    root = read_xml(data, WHERE)
    alone = root.tag == f"{MD}EntityDescriptor"
    entities = [root] if alone else found(root, ".//md:EntityDescriptor")
    with_role = [(one, role) for one in entities for role in roles_of(one)]
    if len(with_role) > 1:
        raise Mismatch(ONE_ALONE, f"{len(with_role)} identity providers", WHERE)
    roles = [role for _, role in with_role]
    role = the_one(roles, "IDPSSODescriptor that supports SAML 2.0", WHERE)
    return IdpMetadata(root, with_role[0][0], role)


def roles_of(entity: Element) -> list[Element]:
    """The descriptors of an identity provider that speaks SAML 2.0."""
    return [
        one
        for one in found(entity, "md:IDPSSODescriptor")
        if SAMLP[1:-1] in one.get("protocolSupportEnumeration", "").split()
    ]
