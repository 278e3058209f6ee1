"""The identity provider: its endpoints, and what it decides. Each method is a seam."""

import base64
import secrets
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree
from starlette.responses import RedirectResponse, Response

from fakes.clock import Clock
from fakes.engine.pages import error_page, form_post_page, login_page
from fakes.people import User
from fakes.saml.arriving import Arriving
from fakes.saml.encoding import deflated
from fakes.saml.messages import Messages
from fakes.saml.model import Arrived, Denied, Element, Refused, ServiceProvider, Session
from fakes.saml.names import ASSERTION, PROTOCOL, RSA_SHA256, UNSPECIFIED
from fakes.wire.request import Request

COOKIE = "__Host-idp"
NOT_TO_BE_KEPT = {"cache-control": "no-cache, no-store", "pragma": "no-cache"}


class SamlProvider(Arriving, Messages):
    """One identity provider at `base`, which knows one service provider and some users.

    Where it `speaks_http`, it publishes its metadata without TLS too, and has that told.
    """

    speaks_http = False

    def __init__(
        self,
        base: str,
        sp: ServiceProvider,
        users: tuple[User, ...],
        clock: Clock,
        *,
        wants_signed: bool = False,
    ) -> None:
        self.base, self.sp, self.users, self.clock = base, sp, users, clock
        self.wants_signed = wants_signed
        self._sessions: dict[str, Session] = {}
        self._asked: dict[str, Arrived] = {}

    def answer_to(self, request: Request) -> Response:
        """The response to any request."""
        routes = {
            ("GET", "/saml/metadata"): self.serve_metadata,
            ("GET", self.sso_path): self.sign_on,
            ("POST", self.sso_path): self.sign_on,
            ("POST", "/saml/login"): self.log_in,
            ("GET", "/saml/slo"): self.sign_off,
        }
        path = urlsplit(request.url).path.removeprefix(urlsplit(self.base).path)
        route = routes.get((request.method, path))
        if route is None:
            return error_page("not found", "There is no such page.", 404)
        try:
            return route(request)
        except Refused as told:
            return error_page("invalid request", str(told))

    def serve_metadata(self, request: Request) -> Response:
        body = etree.tostring(self.published(), xml_declaration=True, encoding="utf-8")
        return Response(body, media_type="application/samlmetadata+xml")

    # Signing on

    def sign_on(self, request: Request) -> Response:
        """A request to be told who the user is (Profiles 4.1.4.1)."""
        arrived = self.arrived(request)
        self.presume_request(arrived, "AuthnRequest")
        arrived = self.presume_signed(arrived)
        url = self.acs_url(arrived)
        try:
            self.presume_possible(arrived)
            session = self.session_of(request)
            if session is None or self.must_ask(arrived):
                return self.ask(arrived)
        except Denied as denied:
            error = self.error(arrived, url, denied.top, denied.below)
            return self.deliver(url, self.signed(error), arrived.relay_state)
        return self.enter(arrived, session)

    def presume_request(self, arrived: Arrived, name: str) -> None:
        """A request of this kind, from whom we know, for this place. Raises Refused."""
        if arrived.root.tag != f"{{{PROTOCOL}}}{name}" or not arrived.id:
            raise Refused(f"It is no {name}.")
        if not self.is_known(arrived.text(f"{{{ASSERTION}}}Issuer")):
            raise Refused("The service provider is not known.")
        if not self.speaks(arrived.root.get("Version", "")):
            raise Refused("Only version 2.0 is spoken here.")
        if not self.is_meant(arrived):
            raise Refused("The request was sent to somewhere else.")

    def is_known(self, issuer: str) -> bool:
        return issuer == self.sp.entity_id

    def speaks(self, version: str) -> bool:
        return version == "2.0"

    def is_meant(self, arrived: Arrived) -> bool:
        """Whether its Destination, if it has one, is where it arrived (Core 3.2.1)."""
        return bool(arrived.root.get("Destination", arrived.endpoint) == arrived.endpoint)

    def presume_signed(self, arrived: Arrived) -> Arrived:
        """The message as it is believed. Raises Refused."""
        authentic = self.authentic(arrived, self.sp.key)
        if authentic is None and self.wants_signed:
            raise Refused("The request is not signed.")
        return authentic or arrived

    def acs_url(self, arrived: Arrived) -> str:
        """Where the response is sent. Raises Refused."""
        wanted = arrived.root.get("AssertionConsumerServiceURL", "")
        if wanted and not self.is_registered(wanted):
            raise Refused("The AssertionConsumerServiceURL is not registered.")
        return wanted or self.sp.acs_url

    def is_registered(self, url: str) -> bool:
        return url == self.sp.acs_url

    def presume_possible(self, arrived: Arrived) -> None:
        """That what is asked for can be told. Raises Denied."""
        policy = arrived.root.find(f"{{{PROTOCOL}}}NameIDPolicy")
        wanted = "" if policy is None else policy.get("Format", "")
        if wanted not in ("", UNSPECIFIED, *self.name_id_formats()):
            raise Denied("Requester", "InvalidNameIDPolicy")
        classes = arrived.texts(f"{{{ASSERTION}}}AuthnContextClassRef")
        if classes and self.context_class(arrived) not in classes:
            raise Denied("Responder", "NoAuthnContext")

    def must_ask(self, arrived: Arrived) -> bool:
        """Whether a session is not enough."""
        return arrived.says("ForceAuthn")

    def ask(self, arrived: Arrived) -> Response:
        """Asks for name and password. Raises Denied if nobody may be asked."""
        if arrived.says("IsPassive"):
            raise Denied("Responder", "NoPassive")
        key = secrets.token_urlsafe(16)
        self._asked[key] = arrived
        return login_page(f"{self.base}/saml/login", [("request", key)])

    def log_in(self, request: Request) -> Response:
        """What was typed into the page."""
        params = request.params
        arrived = self._asked.get(params.get("request", ""))
        if arrived is None:
            raise Refused("This login is over.")
        user = next((one for one in self.users if one.username == params.get("username")), None)
        if user is None or user.password != params.get("password"):
            fields = [("request", params["request"])]
            return login_page(f"{self.base}/saml/login", fields, "User name or password is wrong.")
        del self._asked[params["request"]]
        session = Session(self.new_id(), user, self.clock.now())
        response = self.enter(arrived, session)
        key = secrets.token_urlsafe(32)
        self._sessions[key] = session
        response.set_cookie(COOKIE, key, secure=True, httponly=True, samesite="none", path="/")
        return response

    def session_of(self, request: Request) -> Session | None:
        return self._sessions.get(request.cookie(COOKIE))

    def enter(self, arrived: Arrived, session: Session) -> Response:
        """The response that tells who the user is."""
        url = self.acs_url(arrived)
        message = self.response(self.sp, arrived, url, self.signed_assertion(arrived, url, session))
        return self.deliver(url, self.signed_response(message), arrived.relay_state)

    def signed_assertion(self, arrived: Arrived, url: str, session: Session) -> Element:
        return self.signed(self.assertion(self.sp, arrived, url, session))

    def signed_response(self, message: Element) -> Element:
        return self.signed(message)

    def deliver(self, url: str, message: Element, relay_state: str | None) -> Response:
        """The page that posts a message to the service provider (Bindings 3.5.4)."""
        pairs = [("SAMLResponse", base64.b64encode(etree.tostring(message)).decode())]
        if relay_state is not None:
            pairs.append(("RelayState", relay_state))
        page = form_post_page(url, pairs)
        page.headers.update(NOT_TO_BE_KEPT)
        return page

    # Signing off

    def sign_off(self, request: Request) -> Response:
        """A request to end the session (Profiles 4.4.4.1)."""
        arrived = self.arrived(request)
        self.presume_request(arrived, "LogoutRequest")
        self.presume_logout_signed(arrived)
        self.end_sessions(arrived)
        root = self.logout_response(arrived, self.sp)
        return self.redirect(self.sp.slo_url, root, arrived.relay_state)

    def presume_logout_signed(self, arrived: Arrived) -> None:
        """Nobody else may end a session. Raises Refused."""
        if self.authentic(arrived, self.sp.key) is None:
            raise Refused("The request is not signed.")

    def end_sessions(self, arrived: Arrived) -> None:
        indexes = arrived.texts(f"{{{PROTOCOL}}}SessionIndex")
        for key, session in list(self._sessions.items()):
            if not indexes or session.index in indexes:
                del self._sessions[key]

    def redirect(self, url: str, message: Element, relay_state: str | None) -> Response:
        """A message as the query of a redirect, signed (Bindings 3.4.4.1)."""
        pairs = [("SAMLResponse", deflated(message))]
        if relay_state is not None:
            pairs.append(("RelayState", relay_state))
        where = f"{url}?{urlencode(self.with_signature(pairs))}"
        return RedirectResponse(where, 302, NOT_TO_BE_KEPT)

    def with_signature(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        pairs = [*pairs, ("SigAlg", RSA_SHA256)]
        made = self.key().sign(urlencode(pairs).encode(), PKCS1v15(), SHA256())
        return [*pairs, ("Signature", base64.b64encode(made).decode())]
