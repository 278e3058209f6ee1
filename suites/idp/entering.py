"""What to enter at an identity provider, so that it can be judged: `--print-settings`.

It is the metadata of the service provider (Metadata for SAML 2.0, section 2.4.4).
"""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree

from suites.idp.embedded import EMBEDDED
from suites.idp.names import DS, MD, NAMESPACES, POST, REDIRECT, SAMLP
from suites.idp.reading import Element
from suites.idp.settings import of_environment, of_table
from suites.idp.target import SamlTarget
from suites.targets.reading import SAML, tables_described
from suites.targets.sources import Wanted

# Who asks what to register may not have the identity provider's metadata yet, nor its own URL.
UNKNOWN = "https://IDENTITY-PROVIDER/metadata"
YOURS = "https://HOST"
LASTS = timedelta(days=3650)
PREFIXES = {name: NAMESPACES[name] for name in ("md", "ds")}


def metadata_to_register(wanted: Wanted) -> str:
    """For each identity provider that is described, the metadata to register at it.

    No secret is in it. Raises SettingsError.
    """
    return "\n\n".join(document_of(one) for one in idps_described(wanted))


def idps_described(wanted: Wanted) -> list[SamlTarget]:
    """Those of the file that are named, all of a named file, or that of the environment."""
    if wanted.names or wanted.named:
        tables = tables_described(wanted.file, SAML, wanted.names, EMBEDDED)
        return [of_table(name, spared(one), wanted.file, {}) for name, one in tables.items()]
    told = {name: text for name, text in wanted.environment.items() if text}
    if not {"SAML_METADATA_URL", "SAML_METADATA_FILE"} & set(told):
        told["SAML_METADATA_URL"] = UNKNOWN
    one = of_environment({"HOST": YOURS} | told)
    return [one] if one else []


def spared(table: Mapping[str, object]) -> dict[str, object]:
    """A table without what it takes from variables: nobody is logged in."""
    return {key: value for key, value in table.items() if not key.endswith("_env")}


def document_of(target: SamlTarget) -> str:
    """The metadata, with a comment that says what to do with them."""
    root = metadata_of(target, datetime.now(UTC))
    etree.indent(root)
    told = f"Register this service provider at the identity provider. {how_it_asks(target)}"
    return f"<!-- {told} -->\n{etree.tostring(root, encoding='unicode')}"


def how_it_asks(target: SamlTarget) -> str:
    """What its requests are, as a sentence."""
    if target.key is None:
        return "Its requests are not signed: SAML_SP_KEY_FILE is not set."
    return "Its requests are signed by SAML_SP_KEY_FILE, whose certificate is below."


def metadata_of(target: SamlTarget, now: datetime) -> Element:
    """The metadata of a service provider; its certificate is made for its key, and begins `now`."""
    root = etree.Element(f"{MD}EntityDescriptor", entityID=target.entity_id, nsmap=PREFIXES)
    signs = str(target.key is not None).lower()
    attributes = {
        "AuthnRequestsSigned": signs,
        "WantAssertionsSigned": "true",
        "protocolSupportEnumeration": SAMLP[1:-1],
    }
    role = etree.SubElement(root, f"{MD}SPSSODescriptor", attributes)
    if target.key is not None:
        info = etree.SubElement(role, f"{MD}KeyDescriptor", use="signing")
        for name in ("KeyInfo", "X509Data", "X509Certificate"):
            info = etree.SubElement(info, f"{DS}{name}")
        made = certificate_for(target.key, target.host, now)
        info.text = base64.b64encode(made.public_bytes(Encoding.DER)).decode()
    leave = {"Binding": REDIRECT, "Location": target.slo_url}
    etree.SubElement(role, f"{MD}SingleLogoutService", leave)
    enter = {"Binding": POST, "Location": target.acs_url, "index": "0", "isDefault": "true"}
    etree.SubElement(role, f"{MD}AssertionConsumerService", enter)
    return root


def certificate_for(key: RSAPrivateKey, host: str, now: datetime) -> x509.Certificate:
    """A certificate that a key signed for itself: SAML takes no more of it than the key."""
    name = (urlsplit(host).hostname or "service provider")[:64]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + LASTS)
        .sign(key, SHA256())
    )
