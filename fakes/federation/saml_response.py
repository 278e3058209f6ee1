"""A SAML response as a service provider judges it, in the order of Auth0's own library.

That order decides which of several faults is told.
"""

import base64
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.x509 import Certificate, load_der_x509_certificate

from fakes.federation.upstream import SKEW_S, Entry, Failure, Identity, UpstreamFailed
from fakes.saml.encoding import parsed
from fakes.saml.model import Element
from fakes.saml.names import ASSERTION, DISPLAY_NAME, DSIG, MAIL, PROTOCOL, STATUS
from fakes.saml.signing import signed_root

SUCCESS = f"{STATUS}Success"


def read(sent: str) -> Element:
    """The root of a response as it was sent. Raises UpstreamFailed."""
    try:
        root = parsed(base64.b64decode(sent, validate=True))
    except ValueError:
        raise UpstreamFailed(Failure.UNSOLICITED) from None
    if root.tag != f"{{{PROTOCOL}}}Response":
        raise UpstreamFailed(Failure.UNSOLICITED)
    return root


class SamlResponse:
    """A response for what is entered as `entry`, whose signer has the certificate `certified`."""

    def __init__(self, root: Element, entry: Entry, certified: Certificate, now: float) -> None:
        self.root, self.entry, self.certified, self.now = root, entry, certified, now

    def identity(self, asked: str) -> Identity:
        """Who it tells of, in answer to the request `asked`. Raises UpstreamFailed."""
        if self.root.get("InResponseTo") != asked:
            raise UpstreamFailed(Failure.UNSOLICITED)
        self._presume_meant("Destination", self.root.get("Destination"), Failure.DESTINATION)
        self._presume_success()
        assertion = self._signed_assertion()
        self._presume_valid(assertion)
        name = assertion.findtext(f".//{{{ASSERTION}}}NameID", "")
        told = {
            one.get("Name"): one.findtext(f"{{{ASSERTION}}}AttributeValue", "")
            for one in assertion.iter(f"{{{ASSERTION}}}Attribute")
        }
        claims = {"email": told.get(MAIL, ""), "name": told.get(DISPLAY_NAME, "")}
        return Identity(name, {key: value for key, value in claims.items() if value})

    def _presume_meant(self, name: str, url: str | None, failure: Failure) -> None:
        """That what says where it is for says that it is for here (Core 3.2.2)."""
        if url is not None and url != self.entry.callback:
            raise UpstreamFailed(failure, **{name.lower(): url, "configured": self.entry.callback})

    def _presume_success(self) -> None:
        codes = [one.get("Value", "") for one in self.root.iter(f"{{{PROTOCOL}}}StatusCode")]
        if codes[:1] != [SUCCESS]:
            top, *below = [one.removeprefix(STATUS) for one in codes] or [""]
            raise UpstreamFailed(Failure.REFUSED_THERE, said=(below or [top])[0], top=top)

    def _signed_assertion(self) -> Element:
        """The assertion of what is signed, by whoever has the certificate that was entered."""
        if self.root.find(f".//{{{DSIG}}}Signature") is None:
            raise UpstreamFailed(Failure.UNSIGNED)
        shown = self.root.findtext(f".//{{{DSIG}}}X509Certificate", "")
        if shown:
            self._presume_entered(shown)
        key = self.certified.public_key()
        signed = signed_root(self.root, key) if isinstance(key, RSAPublicKey) else None
        if signed is None:
            raise UpstreamFailed(Failure.SIGNATURE)
        named = f"{{{ASSERTION}}}Assertion"
        assertion = signed if signed.tag == named else signed.find(named)
        if assertion is None:
            raise UpstreamFailed(Failure.SIGNATURE)
        return assertion

    def _presume_entered(self, shown: str) -> None:
        configured, calculated = thumbprint(self.certified), ""
        try:
            calculated = thumbprint(load_der_x509_certificate(base64.b64decode(shown)))
        except ValueError:
            raise UpstreamFailed(Failure.SIGNATURE) from None
        if configured != calculated:
            raise UpstreamFailed(Failure.CERTIFICATE, configured=configured, calculated=calculated)

    def _presume_valid(self, assertion: Element) -> None:
        """Times, audience and recipient (Core 2.5.1, Profiles 4.1.4.3)."""
        conditions = assertion.find(f"{{{ASSERTION}}}Conditions")
        begins, ends = (moment(conditions, name) for name in ("NotBefore", "NotOnOrAfter"))
        too_early = begins is not None and self.now + SKEW_S < begins
        if too_early or (ends is not None and self.now - SKEW_S >= ends):
            raise UpstreamFailed(Failure.EXPIRED)
        if assertion.findtext(f".//{{{ASSERTION}}}Audience", "") != self.entry.called:
            raise UpstreamFailed(Failure.AUDIENCE, configured=self.entry.called)
        data = assertion.find(f".//{{{ASSERTION}}}SubjectConfirmationData")
        recipient = None if data is None else data.get("Recipient")
        self._presume_meant("Recipient", recipient, Failure.RECIPIENT)


def moment(conditions: Element | None, name: str) -> float | None:
    """A time of the conditions in seconds since the epoch, if it is there."""
    told = None if conditions is None else conditions.get(name)
    return datetime.fromisoformat(told).timestamp() if told else None


def thumbprint(cert: Certificate) -> str:
    """How Auth0 and others name a certificate: its SHA-1, in capital letters."""
    return cert.fingerprint(SHA1()).hex().upper()  # noqa: S303 - a name, and no proof of anything
