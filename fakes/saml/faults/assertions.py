"""Wrong assertions: for somebody else, at another time, about nobody."""

from fakes.faults import fault, ids
from fakes.people import User
from fakes.saml.homes import SamlProvider
from fakes.saml.model import Arrived, Element, ServiceProvider, Session
from fakes.saml.names import ASSERTION, SAML

AREA = "saml-assertion"
OTHER = "https://other.mycompany.com/saml"


class ChangingAssertion(SamlProvider):
    """An assertion that is changed before it is signed."""

    def assertion(
        self, sp: ServiceProvider, request: Arrived, url: str, session: Session
    ) -> Element:
        root = super().assertion(sp, request, url, session)
        self.change(root)
        return root

    def change(self, root: Element) -> None:
        """Makes it wrong."""


@fault(caught_by=ids(AREA, "issuer"))
class AssertionOfAnother(ChangingAssertion):
    """The assertion names another identity provider."""

    def change(self, root: Element) -> None:
        root.find(f"{{{ASSERTION}}}Issuer").text = OTHER


@fault(caught_by=ids(AREA, "audience"))
class AudienceOfAnother(SamlProvider):
    """The assertion is for another service provider."""

    def audience(self, sp: ServiceProvider) -> str:
        return OTHER


@fault(caught_by=ids(AREA, "audience"))
class AudienceOfEverybody(SamlProvider):
    """The assertion is for everybody."""

    def conditions(self, sp: ServiceProvider) -> Element:
        return SAML.Conditions(**self.validity())


@fault(caught_by=ids(AREA, "valid-now"))
class ConditionsEnded(SamlProvider):
    """The conditions of the assertion have ended."""

    def validity(self) -> dict[str, str]:
        return {"NotBefore": self.instant(-600), "NotOnOrAfter": self.instant(-300)}


@fault(caught_by=ids(AREA, "valid-now"))
class ConditionsNotYet(SamlProvider):
    """The conditions of the assertion begin in an hour."""

    def validity(self) -> dict[str, str]:
        return {"NotBefore": self.instant(3600), "NotOnOrAfter": self.instant(7200)}


class ChangingConfirmation(SamlProvider):
    """What confirms the subject is changed."""

    changes: dict[str, str | None] = {}  # noqa: RUF012 - of a class that is not changed

    def confirmation(self, request: Arrived, url: str) -> dict[str, str]:
        told = super().confirmation(request, url) | self.changes
        return {name: value for name, value in told.items() if value is not None}


@fault(caught_by=ids(AREA, "recipient"))
class RecipientIsAnother(ChangingConfirmation):
    """The recipient is another service provider."""

    changes = {"Recipient": f"{OTHER}/acs"}  # noqa: RUF012 - as above


@fault(caught_by=ids(AREA, "in-response-to"))
class AssertionForAnyRequest(ChangingConfirmation):
    """The assertion names no request."""

    changes = {"InResponseTo": None}  # noqa: RUF012 - as above


@fault(caught_by=ids(AREA, "not-expired"))
class ConfirmedForEver(ChangingConfirmation):
    """The confirmation has no end."""

    changes = {"NotOnOrAfter": None}  # noqa: RUF012 - as above


@fault(caught_by=ids(AREA, "not-expired"))
class ConfirmationEnded(SamlProvider):
    """The confirmation has ended."""

    def confirmation(self, request: Arrived, url: str) -> dict[str, str]:
        told = super().confirmation(request, url)
        return told | {"NotOnOrAfter": self.instant(-60)}


@fault(caught_by=ids(AREA, "short-lived"))
class ConfirmedForADay(SamlProvider):
    """The confirmation is good for a day."""

    def confirmation(self, request: Arrived, url: str) -> dict[str, str]:
        told = super().confirmation(request, url)
        return told | {"NotOnOrAfter": self.instant(86_400)}


@fault(caught_by=ids(AREA, "no-beginning"))
class ConfirmationBegins(SamlProvider):
    """The confirmation has a beginning."""

    def confirmation(self, request: Arrived, url: str) -> dict[str, str]:
        return super().confirmation(request, url) | {"NotBefore": self.instant(-5)}


@fault(caught_by=ids(AREA, "bearer"))
class ConfirmedByAKey(ChangingAssertion):
    """The subject is confirmed by a key that it holds."""

    def change(self, root: Element) -> None:
        one = root.find(f".//{{{ASSERTION}}}SubjectConfirmation")
        one.set("Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")


@fault(caught_by=ids(AREA, "name-id"))
class NameIdEmpty(SamlProvider):
    """The NameID is empty."""

    def name_id(self, sp: ServiceProvider, kind: str, user: User) -> Element:
        return SAML.NameID("", Format=kind)


@fault(caught_by=ids(AREA, "email"))
class EmailNotTold(SamlProvider):
    """Nothing tells the user's e-mail address."""

    def name_id_formats(self) -> list[str]:
        return super().name_id_formats()[1:]

    def attributes(self, user: User) -> list[tuple[str, str]]:
        return super().attributes(user)[1:]


@fault(caught_by=ids(AREA, "authn-statement"))
class AuthenticationNotTold(ChangingAssertion):
    """The assertion does not tell how the user was authenticated."""

    def change(self, root: Element) -> None:
        root.remove(root.find(f"{{{ASSERTION}}}AuthnStatement"))


@fault(caught_by=ids(AREA, "authn-instant"))
class AuthenticatedTomorrow(ChangingAssertion):
    """The user is said to have been authenticated tomorrow."""

    def change(self, root: Element) -> None:
        told = self.instant(86_400)
        root.find(f"{{{ASSERTION}}}AuthnStatement").set("AuthnInstant", told)


@fault(caught_by=ids(AREA, "session-index"))
class SessionWithoutIndex(ChangingAssertion):
    """The session has no index."""

    def change(self, root: Element) -> None:
        del root.find(f"{{{ASSERTION}}}AuthnStatement").attrib["SessionIndex"]
