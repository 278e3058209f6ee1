"""Logouts that are not done, not answered, or done for anybody."""

from starlette.responses import Response

from fakes.engine.pages import page
from fakes.faults import fault, ids
from fakes.saml.homes import SamlProvider
from fakes.saml.model import Arrived, Element, Refused, ServiceProvider
from fakes.saml.names import ASSERTION

AREA = "saml-logout"


@fault(caught_by=ids(AREA, "answered"))
class LogoutNotAnswered(SamlProvider):
    """After a logout the user is left on a page."""

    def redirect(self, url: str, message: Element, relay_state: str | None) -> Response:
        return page("Signed out", "<p>You are signed out.</p>")


@fault(caught_by=ids(AREA, "answered"))
class LogoutFails(SamlProvider):
    """A logout is answered by an error, although it was done."""

    def logout_response(self, request: Arrived, sp: ServiceProvider) -> Element:
        return self.answer("LogoutResponse", request, sp.slo_url, self.status("Responder"))


@fault(caught_by=ids(AREA, "ends-session"))
class SessionStays(SamlProvider):
    """A logout ends nothing."""

    def end_sessions(self, arrived: Arrived) -> None:
        pass


@fault(caught_by=ids(AREA, "in-response-to"))
class LogoutResponseToNothing(SamlProvider):
    """The response to a logout names no request."""

    def logout_response(self, request: Arrived, sp: ServiceProvider) -> Element:
        root = super().logout_response(request, sp)
        del root.attrib["InResponseTo"]
        return root


@fault(caught_by=ids(AREA, "issuer"))
class LogoutResponseOfAnother(SamlProvider):
    """The response to a logout names another identity provider."""

    def logout_response(self, request: Arrived, sp: ServiceProvider) -> Element:
        root = super().logout_response(request, sp)
        root.find(f"{{{ASSERTION}}}Issuer").text = "https://other.mycompany.com"
        return root


@fault(caught_by=ids(AREA, "relay-state"))
class LogoutRelayStateLost(SamlProvider):
    """RelayState of a logout is lost."""

    def redirect(self, url: str, message: Element, relay_state: str | None) -> Response:
        return super().redirect(url, message, None)


@fault(caught_by=ids(AREA, "signed"))
class LogoutResponseUnsigned(SamlProvider):
    """The response to a logout is not signed."""

    def with_signature(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return pairs


@fault(caught_by=ids(AREA, "unsigned-request"))
class LogoutForAnybody(SamlProvider):
    """Unsigned requests end sessions too."""

    def presume_logout_signed(self, arrived: Arrived) -> None:
        self.authentic(arrived, self.sp.key)


@fault(caught_by=ids(AREA, "unsigned-request wrong-key"))
class SessionEndedByARefusal(SamlProvider):
    """A logout that is refused on a page has ended the session before."""

    def presume_logout_signed(self, arrived: Arrived) -> None:
        try:
            super().presume_logout_signed(arrived)
        except Refused:
            self.end_sessions(arrived)
            raise
