"""Wrong signatures of assertions."""

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
