"""Single logout, as the service provider asks for it (Profiles section 4.4)."""

from dataclasses import dataclass
from functools import partial

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from lxml import etree

from fakes.user.browser import Browser, Landing, address_with
from fakes.user.logging_out import say_yes
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose
from suites.idp.answers import SamlAnswer, SamlLogin, saml_message_in
from suites.idp.names import NAMESPACES, REDIRECT, SAML, SAMLP
from suites.idp.provider import IdentityProvider
from suites.idp.reading import Element
from suites.idp.requests import by_redirect, new_id
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.verdicts.expect import Mismatch, NotRun, Verdict, presuming

RELAY_STATE = "of-the-logout"
ANSWERED = "saml-logout/answered"
STAYS = "A session of the test user stayed at the identity provider; it ends by its lifetime."


def saml_logout_request(idp: IdentityProvider, login: SamlLogin, identifier: str) -> Element:
    """A request to end the session of a login (Core 3.7.1)."""
    attributes = {
        "ID": identifier,
        "Version": "2.0",
        "IssueInstant": idp.instant(),
        "Destination": idp.metadata().location("SingleLogoutService", REDIRECT),
    }
    prefixes = {name: NAMESPACES[name] for name in ("saml", "samlp")}
    root = etree.Element(f"{SAMLP}LogoutRequest", attributes, nsmap=prefixes)
    etree.SubElement(root, f"{SAML}Issuer").text = idp.target.entity_id
    name = login.name_id
    etree.SubElement(root, f"{SAML}NameID", dict(name.attrib)).text = name.text
    for index in login.session_indexes:
        etree.SubElement(root, f"{SAMLP}SessionIndex").text = index
    return root


def send_logout(
    idp: IdentityProvider,
    browser: Browser,
    root: Element,
    key: RSAPrivateKey | None,
    relay_state: str | None = None,
) -> Landing:
    """Where a browser is led by a logout request, signed with `key`. Raises ExchangeError."""
    url = idp.metadata().location("SingleLogoutService", REDIRECT)
    pairs = by_redirect(etree.tostring(root), relay_state, key)
    address = url + ("&" if "?" in url else "?") + address_with("", pairs)[1:]
    watch = idp.target.slo_url
    landing = browser.open(address, purpose=Purpose.LOGOUT_REQUEST, watch=watch)
    return idp.driver.see(browser, landing, watch=watch)


def logout_answer(landing: Landing) -> SamlAnswer | None:
    """The response to a logout; None if the browser was not led back with one. Raises Mismatch."""
    return saml_message_in(landing, "LogoutResponse")


@dataclass(frozen=True, slots=True)
class SamlLogout:
    """A logout in a browser of its own: what was asked, and where it led."""

    browser: Browser
    id: str
    landing: Landing

    def answer(self) -> SamlAnswer:
        """The response to it. Raises Mismatch."""
        answer = logout_answer(self.landing)
        if answer is None:
            told = outcome_in_words(self.landing)
            raise Mismatch("a LogoutResponse", told, "logout")
        return answer


@remembered
def saml_logout(idp: IdentityProvider) -> SamlLogout:
    """A user logs in, and the service provider ends the session. Raises NotRun, ExchangeError."""
    idp.login()
    browser, identifier = idp.new_browser(), new_id()
    with presuming():
        login = idp.attempt(browser=browser)
        root = saml_logout_request(idp, login, identifier)
    landing, watch = send_logout(idp, browser, root, idp.key, RELAY_STATE), idp.target.slo_url
    landing = say_yes(browser, landing, watch, partial(idp.driver.see, browser, watch=watch))
    return SamlLogout(browser, identifier, landing)


def presume_logout_works(idp: IdentityProvider) -> None:
    """Raises NotRun unless a correct request ends a session: no refusal counts without that."""
    with presuming():
        answer = saml_logout(idp).answer()
    if not answer.is_success:
        raise NotRun(f"A correct logout is answered by {answer.in_words}.", judge=ANSWERED)


def leave(idp: IdentityProvider) -> list[str]:
    """Ends the session of the run's own browser. Returns a sentence if it stayed."""
    if not idp.has_session:
        return []
    try:
        with presuming():
            login = idp.again()
            root = saml_logout_request(idp, login, new_id())
            if not root.get("Destination"):
                return [STAYS]
            landing = send_logout(idp, idp.browser, root, idp.key)
            answer = logout_answer(landing)
    except (Verdict, ExchangeError):
        return [STAYS]
    return [] if answer is not None and answer.is_success else [STAYS]
