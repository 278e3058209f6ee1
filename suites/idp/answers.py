"""What an identity provider sends to its service provider, read (Core 3.2.2, Profiles 4.1.4.2)."""

import base64
import binascii
import zlib
from dataclasses import dataclass

from fakes.user.browser import Landing
from suites.idp.names import EMAIL_ATTRIBUTES, EMAIL_FORMAT, SAML, SAMLP, STATUS
from suites.idp.reading import LARGEST, Element, found, read_xml, text_of, the_one
from suites.idp.requests import AuthnRequest
from suites.op.login import outcome_in_words
from suites.verdicts.expect import Mismatch, NotRun

ENCRYPTED = "The assertion is encrypted: register the service provider without a key for that."


@dataclass(frozen=True, slots=True)
class SamlAnswer:
    """A message that arrived at the service provider: its root, and the RelayState with it."""

    landing: Landing
    root: Element

    @property
    def relay_state(self) -> str | None:
        return self.landing.params.get("RelayState")

    @property
    def codes(self) -> list[str]:
        """The status codes of the message itself, the top one first (Core 3.2.2.2)."""
        top = found(self.root, "samlp:Status/samlp:StatusCode")[:1]
        codes = (below for one in top for below in one.iter(f"{SAMLP}StatusCode"))
        return [str(one.get("Value", "")) for one in codes]

    @property
    def statuses(self) -> list[str]:
        """The status codes as people read them: without the part that all have in common."""
        return [one.removeprefix(STATUS) for one in self.codes]

    @property
    def is_success(self) -> bool:
        return self.codes[:1] == [f"{STATUS}Success"]

    @property
    def in_words(self) -> str:
        """What it says, for messages."""
        told = text_of(next(iter(found(self.root, "samlp:Status/samlp:StatusMessage")), None))
        return f"a response of status {' / '.join(self.statuses)}" + (f" ({told})" if told else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlLogin:
    """A login that succeeded: what was asked, and what was answered, at what time by our clock."""

    request: AuthnRequest
    answer: SamlAnswer
    received_at: float

    @property
    def response(self) -> Element:
        return self.answer.root

    @property
    def assertion(self) -> Element:
        """The one assertion. Raises Mismatch, NotRun if it is encrypted."""
        plain = found(self.response, "saml:Assertion")
        if not plain and found(self.response, "saml:EncryptedAssertion"):
            raise NotRun(ENCRYPTED)
        if not plain:
            raise Mismatch("an Assertion", "none", "response")
        return plain[0]

    @property
    def name_id(self) -> Element:
        """The NameID of the subject. Raises Mismatch."""
        elements = found(self.assertion, "saml:Subject/saml:NameID")
        return the_one(elements, "NameID", "assertion, Subject")

    @property
    def session_indexes(self) -> list[str]:
        statements = found(self.assertion, "saml:AuthnStatement")
        return [one.get("SessionIndex") for one in statements if one.get("SessionIndex")]

    @property
    def confirmation(self) -> Element:
        """What confirms the bearer of the assertion. Raises Mismatch."""
        path = "saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
        elements = [
            one
            for one in found(self.assertion, path)
            if one.getparent().get("Method") == "urn:oasis:names:tc:SAML:2.0:cm:bearer"
        ]
        if not elements:
            raise Mismatch("a bearer SubjectConfirmation", "none", "assertion, Subject")
        return elements[0]

    def email_addresses(self) -> list[str]:
        """What is told of the user's e-mail address: by an attribute, or as the NameID."""
        told = [
            text_of(value)
            for one in self.assertion.iter(f"{SAML}Attribute")
            if one.get("Name", "").lower() in EMAIL_ATTRIBUTES
            for value in found(one, "saml:AttributeValue")
        ]
        names = found(self.assertion, "saml:Subject/saml:NameID")
        told += [text_of(one) for one in names if one.get("Format") == EMAIL_FORMAT]
        return [one for one in told if "@" in one]


def saml_message_in(landing: Landing, *names: str) -> SamlAnswer | None:
    """The message with which a browser was sent to the service provider; None without one.

    Raises Mismatch if it cannot be read, or is none of those called `names`.
    """
    sent = landing.params.get("SAMLResponse") if landing.left else None
    if sent is None:
        return None
    where = "response"
    try:
        data = base64.b64decode("".join(sent.split()))
        # By the HTTP-Redirect binding it is deflated.
        if landing.mode == "query":
            data = zlib.decompressobj(-15).decompress(data, LARGEST)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise Mismatch("a SAMLResponse in base64", str(error), where) from None
    root = read_xml(data, where)
    if root.tag not in [f"{SAMLP}{name}" for name in names]:
        raise Mismatch(f"a {' or '.join(names)}", str(root.tag), where)
    return SamlAnswer(landing, root)


def read_saml_login(request: AuthnRequest, landing: Landing, received_at: float) -> SamlLogin:
    """The login that ended at `landing`. Raises Mismatch if it did not succeed."""
    answer = saml_message_in(landing, "Response")
    if answer is None:
        raise Mismatch("a Response to the service provider", outcome_in_words(landing), "login")
    if not answer.is_success:
        raise Mismatch("a Response that says Success", answer.in_words, "login")
    return SamlLogin(request=request, answer=answer, received_at=received_at)
