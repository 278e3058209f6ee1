"""XML signatures as the fake makes and verifies them, by signxml (Core section 5.4)."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidInput
from signxml.exceptions import InvalidSignature as WrongSignature
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from fakes.keys import rsa_key
from fakes.saml.model import Element
from fakes.saml.names import DSIG, EXCLUSIVE

DAY_S = 86_400


@cache
def certificate(name: str, bits: int, begins: float, ends: float) -> x509.Certificate:
    """A certificate that the key called `name` signed for itself; times are in seconds."""
    key = rsa_key(name, bits)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.fromtimestamp(begins, UTC))
        .not_valid_after(datetime.fromtimestamp(ends, UTC) + timedelta(seconds=1))
        .sign(key, SHA256())
    )


class OldSigner(XMLSigner):
    """Signs by SHA-1 too, which signxml does for nobody unless it is told to."""

    def check_deprecated_methods(self) -> None:
        """Nothing is too old for it."""


def with_signature(
    root: Element,
    key: RSAPrivateKey,
    cert: x509.Certificate,
    method: str = SignatureMethod.RSA_SHA256.value,
    digest: str = DigestAlgorithm.SHA256.value,
) -> Element:
    """A copy of `root` with its signature behind its Issuer, where the schema wants it."""
    place = etree.Element(f"{{{DSIG}}}Signature", {"Id": "placeholder"}, nsmap={"ds": DSIG})
    root.insert(0 if root.tag.endswith("EntityDescriptor") else 1, place)
    signer = OldSigner(
        signature_algorithm=SignatureMethod(method),
        digest_algorithm=DigestAlgorithm(digest),
        c14n_algorithm=EXCLUSIVE,
    )
    return signer.sign(root, key=key, cert=[cert], reference_uri=f"#{root.get('ID')}")


def signed_root(root: Element, key: RSAPublicKey) -> Element | None:
    """What a signature somewhere in `root` is about; None if it is not one of `key`."""
    # Any certificate over the key does: what counts is the key that is registered.
    issued = certificate_over(key)
    config = SignatureConfiguration(require_x509=True, ignore_ambiguous_key_info=True)
    try:
        result = XMLVerifier().verify(
            etree.tostring(root), x509_cert=issued, expect_config=config, id_attribute="ID"
        )
    except (InvalidInput, WrongSignature, InvalidSignature, ValueError):
        return None
    return None if isinstance(result, list) else result.signed_xml


def certificate_over(key: RSAPublicKey) -> x509.Certificate:
    """A certificate with a public key, by one of ours: signxml takes it in no other way."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "registered key")])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key)
        .serial_number(1)
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .sign(rsa_key("registrar"), SHA256())
    )
