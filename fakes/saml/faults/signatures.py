"""Wrong signatures of assertions."""

from base64 import b64encode
from copy import deepcopy
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod

from fakes.faults import fault, ids
from fakes.keys import rsa_key
from fakes.saml.homes import SamlProvider
from fakes.saml.model import Arrived, Element, Session
from fakes.saml.names import ASSERTION, DSIG
from fakes.saml.signing import certificate, with_signature

AREA = "saml-assertion"
SIGNATURE = f"{{{DSIG}}}Signature"


@fault(caught_by=ids(AREA, "signed"))
class NothingSigned(SamlProvider):
    """Neither the assertion nor the response is signed."""

    def signed_assertion(self, arrived: Arrived, url: str, session: Session) -> Element:
        return self.assertion(self.sp, arrived, url, session)

    def signed_response(self, message: Element) -> Element:
        return message


@fault(caught_by=[*ids(AREA, "signed own-signature"), "saml-response/signature"])
class SignedByAnotherKey(SamlProvider):
    """Assertions are signed with a key that is not published."""

    def signed(self, root: Element) -> Element:
        if root.tag.endswith("EntityDescriptor"):
            return super().signed(root)
        now = self.clock.now()
        name, bits = "another saml key", 2048
        return with_signature(root, rsa_key(name, bits), certificate(name, bits, now, now + 86_400))


@fault(caught_by=ids(AREA, "own-signature"))
class AssertionChangedAfterwards(SamlProvider):
    """The assertion is changed after it was signed, and the response signed around it."""

    def signed_assertion(self, arrived: Arrived, url: str, session: Session) -> Element:
        root = super().signed_assertion(arrived, url, session)
        root.find(f".//{{{ASSERTION}}}AttributeValue").text = "mallory@example.com"
        return root


@fault(caught_by=ids(AREA, "algorithm"))
class SignedBySha1(SamlProvider):
    """Assertions are signed by RSA with SHA-1."""

    def signed(self, root: Element) -> Element:
        if root.tag.endswith("EntityDescriptor"):
            return super().signed(root)
        method, digest = SignatureMethod.RSA_SHA1.value, DigestAlgorithm.SHA1.value
        return with_signature(root, self.key(), self.certificates()[0], method, digest)


@fault(caught_by=[*ids(AREA, "signed own-signature reference"), "saml-response/signature"])
class ReferenceToElsewhere(SamlProvider):
    """Signatures name another element than the one that they are in."""

    def signed(self, root: Element) -> Element:
        made = super().signed(root)
        if not root.tag.endswith("EntityDescriptor"):
            made.find(f"{SIGNATURE}//{{{DSIG}}}Reference").set("URI", "#_elsewhere")
        return made


@fault(caught_by=[*ids(AREA, "signed own-signature transforms"), "saml-response/signature"])
class OddTransform(SamlProvider):
    """Signatures have a transform by XPath."""

    def signed(self, root: Element) -> Element:
        made = super().signed(root)
        if not root.tag.endswith("EntityDescriptor"):
            steps = made.find(f"{SIGNATURE}//{{{DSIG}}}Transforms")
            odd = etree.Element(f"{{{DSIG}}}Transform")
            odd.set("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116")
            steps.append(odd)
        return made


@fault(caught_by=[*ids(AREA, "signed own-signature"), "saml-response/signature"])
class DigestOfAnObject(SamlProvider):
    """What is signed is changed, and its new digest put beside what the signature is about."""

    def signed(self, root: Element) -> Element:
        if root.tag.endswith("EntityDescriptor"):
            return super().signed(root)
        made = super().signed(root)
        value = made.find(f"{{{ASSERTION}}}AttributeStatement//{{{ASSERTION}}}AttributeValue")
        if value is None:
            made.set("Consent", "urn:oasis:names:tc:SAML:2.0:consent:obtained")
        else:
            value.text = "mallory@example.com"
        bare = deepcopy(made)
        bare.remove(bare.find(SIGNATURE))
        digest = sha256(etree.tostring(bare, method="c14n", exclusive=True)).digest()
        place = etree.Element(f"{{{DSIG}}}Object")
        etree.SubElement(place, f"{{{DSIG}}}DigestValue").text = b64encode(digest).decode()
        made.find(SIGNATURE).insert(0, place)
        return made


@fault(caught_by=[*ids(AREA, "signed own-signature"), "saml-response/signature"])
class NotEnveloped(SamlProvider):
    """Signatures do not say that they themselves are left out of what they are about."""

    def signed(self, root: Element) -> Element:
        if root.tag.endswith("EntityDescriptor"):
            return super().signed(root)
        made = super().signed(root)
        steps = made.find(f"{SIGNATURE}//{{{DSIG}}}Transforms")
        steps.remove(steps[0])
        info = made.find(f"{SIGNATURE}/{{{DSIG}}}SignedInfo")
        text = etree.tostring(info, method="c14n", exclusive=True)
        value = self.key().sign(text, PKCS1v15(), SHA256())
        info.getnext().text = b64encode(value).decode()
        return made
