"""What the identity provider says: metadata, responses, assertions. Each method is a seam."""

import base64
import hashlib
import secrets
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from fakes.clock import Clock
from fakes.keys import rsa_key
from fakes.people import User
from fakes.saml.encoding import instant
from fakes.saml.model import Arrived, Element, ServiceProvider, Session
from fakes.saml.names import (
    BEARER,
    DISPLAY_NAME,
    DS,
    EMAIL,
    MAIL,
    MD,
    PASSWORD_OVER_TLS,
    PERSISTENT,
    POST,
    PROTOCOL,
    REDIRECT,
    SAML,
    SAMLP,
    STATUS,
    TRANSIENT,
    UNSPECIFIED,
    URI_NAMES,
)
from fakes.saml.signing import DAY_S, certificate, with_signature

LIFETIME_S = 300
KEY, BITS = "saml identity provider", 2048


class Messages:
    """The documents of one identity provider at `base`."""

    base: str
    clock: Clock
    wants_signed: bool
    key_called = (KEY, BITS)
    sso_path = "/saml/sso"

    @property
    def entity_id(self) -> str:
        return f"{self.base}/saml/metadata"

    def key(self) -> RSAPrivateKey:
        """What it signs with."""
        return rsa_key(*self.key_called)

    def certificates(self) -> list[x509.Certificate]:
        """What it publishes of its keys."""
        begins = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
        return [certificate(*self.key_called, begins, begins + 20 * 365 * DAY_S)]

    def instant(self, seconds: float = 0) -> str:
        """A time, so many seconds from now (Core 1.3.3)."""
        return instant(self.clock.now() + seconds)

    def new_id(self) -> str:
        """An identifier with 160 random bits (Core 1.3.4)."""
        return f"_{secrets.token_hex(20)}"

    def signed(self, root: Element) -> Element:
        """`root` with its signature."""
        return with_signature(root, self.key(), self.certificates()[0])

    # Metadata

    def metadata(self) -> Element:
        """The metadata (Metadata section 2.4.3)."""
        role = MD.IDPSSODescriptor(
            *(self.key_descriptor(one) for one in self.certificates()),
            *self.logout_services(),
            *(MD.NameIDFormat(one) for one in self.name_id_formats()),
            *self.sign_on_services(),
            protocolSupportEnumeration=PROTOCOL,
            WantAuthnRequestsSigned="true" if self.wants_signed else "false",
        )
        root = MD.EntityDescriptor(role, entityID=self.entity_id, ID=self.new_id())
        root.set("validUntil", self.instant(7 * DAY_S))
        return root

    def key_descriptor(self, cert: x509.Certificate) -> Element:
        text = base64.b64encode(cert.public_bytes(Encoding.DER)).decode()
        info = DS.KeyInfo(DS.X509Data(DS.X509Certificate(text)))
        return MD.KeyDescriptor(info, use="signing")

    def name_id_formats(self) -> list[str]:
        return [EMAIL, PERSISTENT, TRANSIENT]

    def sign_on_services(self) -> list[Element]:
        url = f"{self.base}{self.sso_path}"
        return [MD.SingleSignOnService(Binding=one, Location=url) for one in (REDIRECT, POST)]

    def logout_services(self) -> list[Element]:
        url = f"{self.base}/saml/slo"
        return [MD.SingleLogoutService(Binding=REDIRECT, Location=url)]

    def published(self) -> Element:
        """The metadata as it is served."""
        return self.signed(self.metadata())

    # Responses

    def response(
        self, sp: ServiceProvider, request: Arrived, url: str, assertion: Element
    ) -> Element:
        """A response that says yes (Profiles 4.1.4.2)."""
        return self.answer("Response", request, url, self.status("Success"), assertion)

    def error(self, request: Arrived, url: str, top: str, below: str) -> Element:
        """A response that says no."""
        return self.answer("Response", request, url, self.status(top, below))

    def logout_response(self, request: Arrived, sp: ServiceProvider) -> Element:
        """What a logout is answered by (Profiles 4.4.4.2)."""
        return self.answer("LogoutResponse", request, sp.slo_url, self.status("Success"))

    def answer(self, name: str, request: Arrived, url: str, *parts: Element) -> Element:
        """A message in answer to `request`, for `url` (Core 3.2.2)."""
        return getattr(SAMLP, name)(
            SAML.Issuer(self.entity_id),
            *parts,
            ID=self.new_id(),
            Version="2.0",
            IssueInstant=self.instant(),
            InResponseTo=request.id,
            Destination=url,
        )

    def status(self, top: str, below: str = "") -> Element:
        inner = [SAMLP.StatusCode(Value=STATUS + below)] if below else []
        return SAMLP.Status(SAMLP.StatusCode(*inner, Value=STATUS + top))

    # Assertions

    def assertion(
        self, sp: ServiceProvider, request: Arrived, url: str, session: Session
    ) -> Element:
        """Who `session` is of, for one service provider (Profiles 4.1.4.2)."""
        return SAML.Assertion(
            SAML.Issuer(self.entity_id),
            self.subject(sp, request, url, session.user),
            self.conditions(sp),
            self.authn_statement(request, session),
            SAML.AttributeStatement(
                *(self.attribute(name, value) for name, value in self.attributes(session.user))
            ),
            ID=self.new_id(),
            Version="2.0",
            IssueInstant=self.instant(),
        )

    def subject(self, sp: ServiceProvider, request: Arrived, url: str, user: User) -> Element:
        data = SAML.SubjectConfirmationData(**self.confirmation(request, url))
        confirmation = SAML.SubjectConfirmation(data, Method=BEARER)
        return SAML.Subject(self.name_id(sp, self.name_id_format(request), user), confirmation)

    def confirmation(self, request: Arrived, url: str) -> dict[str, str]:
        """By what the bearer of the assertion is confirmed."""
        return {
            "InResponseTo": request.id,
            "NotOnOrAfter": self.instant(LIFETIME_S),
            "Recipient": url,
        }

    def name_id_format(self, request: Arrived) -> str:
        """The format that was asked for, else the first that is known (Core 3.4.1.1)."""
        policy = request.root.find(f"{{{PROTOCOL}}}NameIDPolicy")
        wanted = "" if policy is None else policy.get("Format", "")
        return self.name_id_formats()[0] if wanted in ("", UNSPECIFIED) else str(wanted)

    def name_id(self, sp: ServiceProvider, kind: str, user: User) -> Element:
        """The user's name in one format (Core 8.3)."""
        if kind == TRANSIENT:
            value = self.new_id()
        elif kind == PERSISTENT:
            named = f"{sp.entity_id} {user.username}".encode()
            value = hashlib.sha256(named).hexdigest()
        else:
            value = str(user.claims["email"])
        return SAML.NameID(value, Format=kind)

    def conditions(self, sp: ServiceProvider) -> Element:
        """When the assertion is good, and for whom (Core 2.5.1)."""
        return SAML.Conditions(
            SAML.AudienceRestriction(SAML.Audience(self.audience(sp))), **self.validity()
        )

    def audience(self, sp: ServiceProvider) -> str:
        return sp.entity_id

    def validity(self) -> dict[str, str]:
        return {"NotBefore": self.instant(-5), "NotOnOrAfter": self.instant(LIFETIME_S)}

    def authn_statement(self, request: Arrived, session: Session) -> Element:
        """How and when the user was authenticated (Core 2.7.2)."""
        context = SAML.AuthnContext(SAML.AuthnContextClassRef(self.context_class(request)))
        when = self.instant(session.at - self.clock.now())
        return SAML.AuthnStatement(context, AuthnInstant=when, SessionIndex=session.index)

    def context_class(self, request: Arrived) -> str:
        """How every user signs in here."""
        return PASSWORD_OVER_TLS

    def attributes(self, user: User) -> list[tuple[str, str]]:
        """What is told of a user."""
        return [(MAIL, user.claims["email"]), (DISPLAY_NAME, user.claims["name"])]

    def attribute(self, name: str, value: str) -> Element:
        return SAML.Attribute(SAML.AttributeValue(value), Name=name, NameFormat=URI_NAMES)
