"""A SAML identity provider behind, and the service provider that the provider before it is."""

import base64
from typing import ClassVar
from urllib.parse import urlencode

from lxml import etree
from starlette.responses import RedirectResponse, Response

from fakes.clock import Clock
from fakes.engine.model import User
from fakes.engine.pages import form_post_page
from fakes.federation.saml_response import SamlResponse, read
from fakes.federation.upstream import Elsewhere, Entry, Identity
from fakes.keys import rsa_key
from fakes.saml.encoding import deflated, instant
from fakes.saml.model import Element, ServiceProvider
from fakes.saml.names import PERSISTENT, POST, SAML, SAMLP
from fakes.saml.provider import SamlProvider
from fakes.wire.request import Request

KEY = "service provider of a connection"


class SamlUpstream(Elsewhere):
    """Requests go there by redirect, or by a form if it is set so; responses come back by a form.

    `certified` is the certificate that was entered for it; a fault puts another `party` there.
    """

    kind = "samlp"
    by_form = False
    party: ClassVar[type[SamlProvider]] = SamlProvider

    def __init__(self, base: str, entry: Entry, users: tuple[User, ...], clock: Clock) -> None:
        super().__init__(base, entry, users, clock)
        sp = ServiceProvider(
            entity_id=entry.called,
            acs_url=entry.callback,
            slo_url=entry.callback,
            key=rsa_key(KEY).public_key(),
        )
        self.provider = self.party(base, sp, users, clock)
        self.certified = SamlProvider.certificates(self.provider)[0]

    def answer(self, request: Request) -> Response:
        return self.provider.answer_to(request)

    @property
    def sign_on_url(self) -> str:
        return f"{self.base}{self.party.sso_path}"

    def lead(self, key: str, hint: str, *, anew: bool) -> Response:
        """An AuthnRequest (Core 3.4.1), by the binding that is set."""
        message = self.request(key, anew=anew)
        if self.by_form:
            told = base64.b64encode(etree.tostring(message)).decode()
            return form_post_page(self.sign_on_url, [("SAMLRequest", told), ("RelayState", key)])
        query = urlencode([("SAMLRequest", deflated(message)), ("RelayState", key)])
        headers = {"cache-control": "no-store"}
        return RedirectResponse(f"{self.sign_on_url}?{query}", 302, headers)

    def request(self, key: str, *, anew: bool) -> Element:
        """A request for a name that stays the same, and is nobody's address (Core 8.3.7)."""
        return SAMLP.AuthnRequest(
            SAML.Issuer(self.entry.called),
            SAMLP.NameIDPolicy(Format=PERSISTENT),
            ID=request_id(key),
            Version="2.0",
            IssueInstant=instant(self.clock.now()),
            Destination=self.sign_on_url,
            AssertionConsumerServiceURL=self.entry.callback,
            ProtocolBinding=POST,
            **({"ForceAuthn": "true"} if anew else {}),
        )

    def identity(self, request: Request, key: str) -> Identity:
        root = read(dict(request.form).get("SAMLResponse", ""))
        response = SamlResponse(root, self.entry, self.certified, self.clock.now())
        return response.identity(request_id(key))


def request_id(key: str) -> str:
    """The ID of the request under which a user waits."""
    return f"_{key}"


class PostedSamlUpstream(SamlUpstream):
    """An identity provider to which requests go by a form."""

    kind = "saml"
    by_form = True


class PingFederate(SamlProvider):
    """PingFederate, with its endpoint for requests of service providers."""

    sso_path = "/idp/SSO.saml2"


class PingFederateUpstream(SamlUpstream):
    """PingFederate behind."""

    kind = "pingfederate"
    known_as = "sso.mycompany.com"
    party = PingFederate
