"""Requests that are not read as they say, or answered where they should be refused."""

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree
from starlette.responses import Response

from fakes.faults import fault, ids
from fakes.people import User
from fakes.saml.homes import SamlProvider
from fakes.saml.model import Arrived, Denied, Element, Refused, ServiceProvider
from fakes.saml.names import ASSERTION, PERSISTENT, POST, TRANSIENT
from fakes.saml.signing import signed_root
from fakes.wire.request import Request

AREA, ATTACKS = "saml-request", "saml-attacks"
SIGNED = "signed"


@fault(caught_by=ids(AREA, "force-authn"))
class ForceAuthnForgotten(SamlProvider):
    """A session is enough where a new login is asked for."""

    def must_ask(self, arrived: Arrived) -> bool:
        return False


@fault(caught_by=ids(AREA, "is-passive"))
class PageForPassiveRequests(SamlProvider):
    """A login page is shown where none is to be."""

    def ask(self, arrived: Arrived) -> Response:
        arrived.root.attrib.pop("IsPassive", None)
        return super().ask(arrived)


@fault(caught_by=ids(AREA, "no-passive-status"))
class OtherStatusForNobody(SamlProvider):
    """That nobody is signed in is told as a failure."""

    def ask(self, arrived: Arrived) -> Response:
        try:
            return super().ask(arrived)
        except Denied:
            raise Denied("Responder", "AuthnFailed") from None


@fault(caught_by=ids(AREA, "no-passive-status"))
class StatusInShort(SamlProvider):
    """A status below another is told without the name that it has in the specification."""

    def status(self, top: str, below: str = "") -> Element:
        made = super().status(top, below)
        for one in made[0]:
            one.set("Value", below)
        return made


@fault(caught_by=ids(AREA, "unknown-context"))
class ContextForgotten(SamlProvider):
    """The class of authentication that is asked for is not looked at."""

    def presume_possible(self, arrived: Arrived) -> None:
        for one in arrived.root.iter(f"{{{ASSERTION}}}AuthnContextClassRef"):
            one.text = self.context_class(arrived)
        super().presume_possible(arrived)


@fault(caught_by=ids(AREA, "format-persistent format-transient"))
class FormatForgotten(SamlProvider):
    """Users are named by their e-mail address, whatever is asked for."""

    def name_id_format(self, request: Arrived) -> str:
        return self.name_id_formats()[0]


@fault(caught_by=ids(AREA, "format-email"))
class EmailFormatUnspecified(SamlProvider):
    """An e-mail address is told in no format."""

    def name_id(self, sp: ServiceProvider, kind: str, user: User) -> Element:
        made = super().name_id(sp, kind, user)
        if kind not in (PERSISTENT, TRANSIENT):
            del made.attrib["Format"]
        return made


@fault(caught_by=ids(AREA, "odd-id"))
class IdsCut(SamlProvider):
    """IDs of requests are kept in a column of 64 characters."""

    def arrived(self, request: Request) -> Arrived:
        arrived = super().arrived(request)
        arrived.root.set("ID", arrived.id[:64])
        return arrived


@fault(caught_by=[*ids(AREA, "unknown-issuer"), *ids(ATTACKS, "comment-in-issuer")])
class AnyIssuer(SamlProvider):
    """Every service provider is answered."""

    def is_known(self, issuer: str) -> bool:
        return True


@fault(caught_by=ids(AREA, "wrong-destination"))
class DestinationForgotten(SamlProvider):
    """The destination of a request is not looked at."""

    def is_meant(self, arrived: Arrived) -> bool:
        return True


@fault(caught_by=ids(AREA, "other-version"))
class AnyVersion(SamlProvider):
    """Requests of every version are answered."""

    def speaks(self, version: str) -> bool:
        return True


@fault(caught_by=ids(AREA, "unsigned unsigned-post"), requests=SIGNED)
class UnsignedTaken(SamlProvider):
    """Unsigned requests are taken, although signed ones are demanded."""

    def presume_signed(self, arrived: Arrived) -> Arrived:
        return self.authentic(arrived, self.sp.key) or arrived


@fault(caught_by=ids(AREA, "unsigned-post"), requests=SIGNED)
class UnsignedTakenByPost(SamlProvider):
    """Unsigned requests are taken by POST."""

    def presume_signed(self, arrived: Arrived) -> Arrived:
        if arrived.binding == POST:
            return self.authentic(arrived, self.sp.key) or arrived
        return super().presume_signed(arrived)


@fault(
    caught_by=[*ids(AREA, "wrong-key changed-relay-state"), *ids("saml-logout", "wrong-key")],
    requests=SIGNED,
)
class QueryNotVerified(SamlProvider):
    """A signature in a query is not verified."""

    def authentic_query(self, arrived: Arrived, key: RSAPublicKey) -> Arrived | None:
        return arrived if "Signature" in dict(arrived.pairs) else None


@fault(
    caught_by=[*ids(AREA, "wrong-key-post changed-post"), *ids(ATTACKS, "wrapped-request")],
    requests=SIGNED,
)
class DocumentNotVerified(SamlProvider):
    """A signature in a document is not verified."""

    def authentic_document(self, arrived: Arrived, key: RSAPublicKey) -> Arrived:
        return arrived


@fault(caught_by=ids(ATTACKS, "wrapped-request"), requests=SIGNED)
class SignatureOfAnything(SamlProvider):
    """A signature of any element is taken for one of the whole."""

    def authentic_document(self, arrived: Arrived, key: RSAPublicKey) -> Arrived:
        if signed_root(arrived.root, key) is None:
            raise Refused("The signature is wrong.")
        return arrived


@fault(caught_by=ids(ATTACKS, "entities"))
class EntitiesExpanded(SamlProvider):
    """Entities of a request are expanded."""

    def read(self, data: bytes) -> Element:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=True, no_network=True))


@fault(caught_by=ids(ATTACKS, "comment-in-issuer"))
class TextBeforeComments(SamlProvider):
    """Of an element the text before its first comment is read."""

    def read(self, data: bytes) -> Element:
        root = super().read(data)
        for one in root.iter(f"{{{ASSERTION}}}Issuer"):
            del one[:]
        return root
