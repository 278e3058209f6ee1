"""Wrong responses, and wrong ways to deliver them."""

from starlette.responses import Response

from fakes.faults import fault, ids
from fakes.saml.homes import SamlProvider
from fakes.saml.model import Arrived, Element, Refused, ServiceProvider
from fakes.saml.names import ASSERTION, POST, REDIRECT, SAML
from fakes.wire.request import Request

AREA, LOGIN = "saml-response", "saml-login"
ISSUER = f"{{{ASSERTION}}}Issuer"


class Changing(SamlProvider):
    """A response that is changed before it is signed."""

    def response(
        self, sp: ServiceProvider, request: Arrived, url: str, assertion: Element
    ) -> Element:
        root = super().response(sp, request, url, assertion)
        self.change(root)
        return root

    def change(self, root: Element) -> None:
        """Makes it wrong."""


@fault(caught_by=ids(AREA, "in-response-to"))
class ResponseToNothing(Changing):
    """The response names no request."""

    def change(self, root: Element) -> None:
        del root.attrib["InResponseTo"]


@fault(caught_by=ids(AREA, "in-response-to"))
class ResponseToAnother(Changing):
    """The response names another request."""

    def change(self, root: Element) -> None:
        root.set("InResponseTo", self.new_id())


@fault(caught_by=ids(AREA, "destination"))
class ResponseForAnotherPlace(Changing):
    """The response has the destination of another service provider."""

    def change(self, root: Element) -> None:
        root.set("Destination", "https://other.mycompany.com/saml/acs")


@fault(caught_by=ids(AREA, "destination"))
class ResponseForNoPlace(Changing):
    """The response is signed, and has no destination."""

    def change(self, root: Element) -> None:
        del root.attrib["Destination"]


@fault(caught_by=ids(AREA, "issuer"))
class ResponseOfAnother(Changing):
    """The response names another identity provider."""

    def change(self, root: Element) -> None:
        root.find(ISSUER).text = "https://other.mycompany.com"


@fault(caught_by=ids(AREA, "issuer"))
class IssuerInAnotherFormat(Changing):
    """The Issuer of the response says that it is an e-mail address."""

    def change(self, root: Element) -> None:
        told = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
        root.find(ISSUER).set("Format", told)


@fault(caught_by=ids(AREA, "issue-instant"))
class ResponseOfAnHourAgo(Changing):
    """The response says that it was made an hour ago."""

    def change(self, root: Element) -> None:
        root.set("IssueInstant", self.instant(-3600))


@fault(caught_by=ids(AREA, "issue-instant"))
class ResponseInLocalTime(Changing):
    """The response is of a local time."""

    def change(self, root: Element) -> None:
        root.set("IssueInstant", root.get("IssueInstant").replace("Z", "+01:00"))


@fault(caught_by=ids(AREA, "version"))
class ResponseOfAnotherVersion(Changing):
    """The response is of version 1.1."""

    def change(self, root: Element) -> None:
        root.set("Version", "1.1")


@fault(caught_by=ids(AREA, "ids"))
class SameIds(Changing):
    """All responses have the same ID."""

    def change(self, root: Element) -> None:
        root.set("ID", "_response")


@fault(caught_by=ids(AREA, "ids"))
class NumberedIds(Changing):
    """IDs of responses begin with a digit."""

    def change(self, root: Element) -> None:
        root.set("ID", "1" + self.new_id())


@fault(caught_by=ids(AREA, "one-assertion"))
class TwoAssertions(Changing):
    """The response has an encrypted assertion beside the other."""

    def change(self, root: Element) -> None:
        root.append(SAML.EncryptedAssertion())


@fault(caught_by=ids(AREA, "signature"))
class ResponseChangedAfterwards(SamlProvider):
    """The response is changed after it was signed."""

    def signed_response(self, message: Element) -> Element:
        root = super().signed_response(message)
        root.set("Consent", "urn:oasis:names:tc:SAML:2.0:consent:obtained")
        return root


@fault(caught_by=ids(LOGIN, "response-by-post"))
class ResponseByRedirect(SamlProvider):
    """The response is sent by redirect."""

    def deliver(self, url: str, message: Element, relay_state: str | None) -> Response:
        return self.redirect(url, message, relay_state)


@fault(caught_by=ids(LOGIN, "relay-state"))
class RelayStateCut(SamlProvider):
    """RelayState is cut."""

    def deliver(self, url: str, message: Element, relay_state: str | None) -> Response:
        return super().deliver(url, message, relay_state and relay_state[:64])


@fault(caught_by=ids(LOGIN, "relay-state"))
class RelayStateLost(SamlProvider):
    """RelayState is lost."""

    def deliver(self, url: str, message: Element, relay_state: str | None) -> Response:
        return super().deliver(url, message, None)


@fault(caught_by=ids(LOGIN, "not-cached"))
class ResponseKeptByCaches(SamlProvider):
    """The page with the response may be kept."""

    def deliver(self, url: str, message: Element, relay_state: str | None) -> Response:
        page = super().deliver(url, message, relay_state)
        page.headers["cache-control"] = "private"
        return page


class TakingOneBinding(SamlProvider):
    """Requests by one binding alone are taken, whatever is published."""

    takes = REDIRECT

    def arrived(self, request: Request) -> Arrived:
        arrived = super().arrived(request)
        if arrived.binding != self.takes:
            raise Refused("This binding is not supported.")
        return arrived


@fault(caught_by=ids(LOGIN, "post"))
class PostNotTaken(TakingOneBinding):
    """Requests by POST are refused."""


@fault(caught_by=ids(LOGIN, "redirect"))
class RedirectNotTaken(TakingOneBinding):
    """Requests by redirect are refused."""

    takes = POST
