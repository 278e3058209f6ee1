"""XML signatures as the judge verifies and makes them: cryptography, and C14N by lxml.

Core section 5.4; XML Signature Syntax and Processing. A signature is looked for in the element
that it has to be about, and nowhere else: what it names in its Reference has to be that element.
"""

import base64
import binascii
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

from suites.idp.canonical import CANONICAL, EXCLUSIVE, canonical, canonical_form
from suites.idp.names import DS
from suites.idp.reading import Element, found, text_of
from suites.verdicts.expect import Mismatch, NotRun

MORE = "http://www.w3.org/2001/04/xmldsig-more#"
LATER = "http://www.w3.org/2007/05/xmldsig-more#"
ENC = "http://www.w3.org/2001/04/xmlenc#"
OLD = DS[1:-1]
RSA_SHA256 = f"{MORE}rsa-sha256"
ENVELOPED = f"{OLD}enveloped-signature"
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303 - is verified, and then judged for what it is
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
DIGESTS = {
    f"{OLD}sha1": "sha1",
    f"{ENC}sha256": "sha256",
    f"{MORE}sha384": "sha384",
    f"{ENC}sha512": "sha512",
}
# RSASSA-PSS whose parameters its name tells (RFC 9231 section 2.3.10).
BY_PSS = {f"{LATER}{name}-rsa-MGF1": f"pss-{name}" for name in HASHES}
METHODS = (
    {f"{OLD}rsa-sha1": "rsa-sha1"}
    | BY_PSS
    | {f"{MORE}{kind}-{name}": f"{kind}-{name}" for kind in ("rsa", "ecdsa") for name in HASHES}
)
PublicKey = RSAPublicKey | ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class Signature:
    """A ds:Signature that is a child of the element that it should be about."""

    element: Element
    signs: Element

    @property
    def method(self) -> str:
        """What it is made by, such as `rsa-sha256`; the identifier itself if nobody knows it."""
        told = self._algorithm("ds:SignedInfo/ds:SignatureMethod")
        return METHODS.get(told, told)

    @property
    def digest(self) -> str:
        """By what the element is digested, such as `sha256`."""
        told = self._algorithm("ds:SignedInfo/ds:Reference/ds:DigestMethod")
        return DIGESTS.get(told, told)

    @property
    def references(self) -> list[str]:
        """What it says that it is about."""
        return [one.get("URI", "") for one in found(self.element, "ds:SignedInfo/ds:Reference")]

    @property
    def transforms(self) -> list[str]:
        """What is done to that before it is digested."""
        path = "ds:SignedInfo/ds:Reference/ds:Transforms/ds:Transform"
        return [one.get("Algorithm", "") for one in found(self.element, path)]

    def _algorithm(self, path: str) -> str:
        elements = found(self.element, path)
        return str(elements[0].get("Algorithm", "")) if elements else ""

    def own_keys(self) -> list[PublicKey]:
        """The keys of the certificates that it brings itself: they prove no more than integrity."""
        texts = [text_of(one) for one in found(self.element, ".//ds:X509Certificate")]
        keys = (certificate_in(text, "Signature").public_key() for text in texts)
        return [one for one in keys if isinstance(one, RSAPublicKey | ec.EllipticCurvePublicKey)]

    def fault(self, keys: Iterable[PublicKey]) -> str:
        """Why it does not prove that one of `keys` signed the element; empty if it does.

        Raises NotRun where its algorithms are none that are verified here.
        """
        if len(found(self.element, "ds:SignedInfo")) != 1:
            return "it has not one SignedInfo"
        if self.references != [f"#{self.signs.get('ID')}"]:
            return f"its Reference is {self.references}, and not the element that it is in"
        steps = [one for one in self.transforms if one != ENVELOPED]
        odd = [one for one in steps if one not in CANONICAL]
        if odd:
            return f"a transform is not allowed: {odd[0]}"
        if steps == self.transforms:
            return "no transform takes the signature itself out of what is digested"
        method = found(self.element, "ds:SignedInfo/ds:CanonicalizationMethod")
        expect_known(self.method, METHODS.values())
        expect_known(self.digest, HASHES)
        expect_known(canonical_form(method)[0], CANONICAL)
        return self._fault_of_values(keys)

    def _fault_of_values(self, keys: Iterable[PublicKey]) -> str:
        info = found(self.element, "ds:SignedInfo")[0]
        try:
            told = self._value("ds:SignedInfo/ds:Reference/ds:DigestValue")
            value = self._value("ds:SignatureValue")
        except (binascii.Error, ValueError):
            return "its values cannot be read"
        if told != self._digested():
            return "the element is not the one that was signed: its digest is another"
        text = canonical(info, *canonical_form(found(info, "ds:CanonicalizationMethod")))
        if any(is_by(key, self.method, value, text) for key in keys):
            return ""
        return "no published key made it"

    def _value(self, path: str) -> bytes:
        """What the one element at `path` says. Raises ValueError."""
        (element,) = found(self.element, path)
        return base64.b64decode(text_of(element))

    def _digested(self) -> bytes:
        path = "ds:SignedInfo/ds:Reference/ds:Transforms/ds:Transform"
        steps = [one for one in found(self.element, path) if one.get("Algorithm") != ENVELOPED]
        return hashed(
            self.digest, canonical(self.signs, *canonical_form(steps), without=self.element)
        )


def certificate_in(text: str, where: str) -> x509.Certificate:
    """A certificate as XML has it. Raises Mismatch."""
    try:
        return x509.load_der_x509_certificate(base64.b64decode("".join(text.split())))
    except (binascii.Error, ValueError) as error:
        raise Mismatch("an X.509 certificate in base64", str(error), where) from None


def signature_of(element: Element) -> Signature | None:
    """The signature that an element has as its child; None without one."""
    elements = found(element, "ds:Signature")
    return Signature(elements[0], element) if elements else None


def expect_signed_by(element: Element, keys: Iterable[PublicKey], where: str) -> Signature:
    """The valid signature of an element. Raises Mismatch, NotRun."""
    signature = signature_of(element)
    if signature is None:
        raise Mismatch("a signature", "none", where)
    fault = signature.fault(keys)
    if fault:
        raise Mismatch("a valid signature", f"one that is not: {fault}", where)
    return signature


def expect_known(algorithm: str, known: Collection[str]) -> None:
    """Raises NotRun: what is not verified here may well be right."""
    if algorithm not in known:
        raise NotRun(f"Signatures by {algorithm or 'no algorithm'} are not verified here.")


def hashed(name: str, data: bytes) -> bytes:
    machine = hashes.Hash(HASHES[name])
    machine.update(data)
    return machine.finalize()


def is_by(key: PublicKey, method: str, value: bytes, text: bytes) -> bool:
    """Whether `key` made the signature `value` of `text`."""
    kind, _, name = method.partition("-")
    try:
        if isinstance(key, RSAPublicKey) and kind == "rsa":
            key.verify(value, text, PKCS1v15(), HASHES[name])
        elif isinstance(key, RSAPublicKey) and kind == "pss":
            salt = HASHES[name].digest_size
            key.verify(value, text, PSS(MGF1(HASHES[name]), salt), HASHES[name])
        elif isinstance(key, ec.EllipticCurvePublicKey) and kind == "ecdsa":
            half = len(value) // 2
            numbers = (int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
            key.verify(encode_dss_signature(*numbers), text, ec.ECDSA(HASHES[name]))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def serialized(root: Element) -> bytes:
    """A document as it is sent."""
    text: bytes = etree.tostring(root)
    return text


def query_fault(url: str, keys: Iterable[PublicKey]) -> str:
    """Why the query of `url` is not signed by one of `keys`; empty if it is (Bindings 3.4.4.1).

    Raises NotRun where its algorithm is none that is verified here.
    """
    parts = dict(part.partition("=")[::2] for part in urlsplit(url).query.split("&"))
    if "Signature" not in parts or "SigAlg" not in parts:
        return "it has no Signature"
    names = ("SAMLRequest", "SAMLResponse", "RelayState", "SigAlg")
    text = "&".join(f"{name}={parts[name]}" for name in names if name in parts)
    told = unquote_plus(parts["SigAlg"])
    method = METHODS.get(told, told)
    expect_known(method, METHODS.values())
    try:
        value = base64.b64decode(unquote_plus(parts["Signature"]))
    except (binascii.Error, ValueError):
        return "its Signature is no base64"
    if any(is_by(key, method, value, text.encode()) for key in keys):
        return ""
    return "no published key made its signature"


def enveloped(root: Element, key: RSAPrivateKey) -> Element:
    """A copy of a request with an enveloped signature behind its Issuer."""
    root = etree.fromstring(etree.tostring(root))
    digest = hashed("sha256", canonical(root))
    template = (
        f'<ds:Signature xmlns:ds="{OLD}"><ds:SignedInfo>'
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>'
        f'<ds:SignatureMethod Algorithm="{RSA_SHA256}"/>'
        f'<ds:Reference URI="#{root.get("ID")}"><ds:Transforms>'
        f'<ds:Transform Algorithm="{ENVELOPED}"/><ds:Transform Algorithm="{EXCLUSIVE}"/>'
        f'</ds:Transforms><ds:DigestMethod Algorithm="{ENC}sha256"/>'
        f"<ds:DigestValue>{base64.b64encode(digest).decode()}</ds:DigestValue>"
        "</ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>"
    )
    element = etree.fromstring(template)
    text = canonical(element[0])
    made = key.sign(text, PKCS1v15(), hashes.SHA256())
    element[1].text = base64.b64encode(made).decode()
    root.insert(1, element)
    return root
