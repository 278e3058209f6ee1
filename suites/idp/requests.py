"""What a service provider sends: requests, as documents and by the bindings that carry them."""

import base64
import secrets
import zlib
from dataclasses import dataclass
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree

from fakes.keys import rsa_key
from suites.idp.names import NAMESPACES, SAML, SAMLP
from suites.idp.reading import Element
from suites.idp.signatures import RSA_SHA256

PREFIXES = {name: NAMESPACES[name] for name in ("saml", "samlp")}
Pairs = list[tuple[str, str]]


def new_id() -> str:
    """An identifier with 160 random bits (Core 1.3.4)."""
    return f"_{secrets.token_hex(20)}"


def unregistered_key() -> RSAPrivateKey:
    """A key that nobody registered."""
    return rsa_key("saml unregistered_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthnRequest:
    """An authentication request (Core 3.4.1); an empty member is left out.

    `format` is what a NameIDPolicy asks for, `context` what a RequestedAuthnContext does.
    """

    issuer: str
    acs_url: str
    destination: str
    instant: str
    id: str
    version: str = "2.0"
    force_authn: bool = False
    is_passive: bool = False
    format: str = ""
    context: str = ""

    def document(self) -> Element:
        """It as XML."""
        attributes = {
            "ID": self.id,
            "Version": self.version,
            "IssueInstant": self.instant,
            "Destination": self.destination,
            "AssertionConsumerServiceURL": self.acs_url,
            "ProtocolBinding": "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
            "ForceAuthn": "true" if self.force_authn else "",
            "IsPassive": "true" if self.is_passive else "",
        }
        told = {name: value for name, value in attributes.items() if value}
        root = etree.Element(f"{SAMLP}AuthnRequest", told, nsmap=PREFIXES)
        etree.SubElement(root, f"{SAML}Issuer").text = self.issuer
        if self.format:
            policy = {"Format": self.format, "AllowCreate": "true"}
            etree.SubElement(root, f"{SAMLP}NameIDPolicy", policy)
        if self.context:
            wanted = etree.SubElement(root, f"{SAMLP}RequestedAuthnContext", Comparison="exact")
            etree.SubElement(wanted, f"{SAML}AuthnContextClassRef").text = self.context
        return root


def by_redirect(document: bytes, relay_state: str | None, key: RSAPrivateKey | None) -> Pairs:
    """The parameters of the HTTP-Redirect binding, signed with `key` if one is given (3.4.4.1)."""
    machine = zlib.compressobj(wbits=-15)
    deflated = machine.compress(document) + machine.flush()
    pairs = [("SAMLRequest", base64.b64encode(deflated).decode())]
    if relay_state is not None:
        pairs.append(("RelayState", relay_state))
    if key is None:
        return pairs
    pairs.append(("SigAlg", RSA_SHA256))
    made = key.sign(urlencode(pairs).encode(), PKCS1v15(), SHA256())
    return [*pairs, ("Signature", base64.b64encode(made).decode())]


def by_post(document: bytes, relay_state: str | None) -> Pairs:
    """The parameters of the HTTP-POST binding (3.5.4)."""
    pairs = [("SAMLRequest", base64.b64encode(document).decode())]
    return pairs if relay_state is None else [*pairs, ("RelayState", relay_state)]
