"""The identity provider under judgement: its metadata, logins at it, and refusals by it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from lxml import etree

from fakes.user.browser import Browser, Landing, address_with
from fakes.user.login import FormDriver, LoginDriver, LoginFailed
from fakes.wire.client import Form, HttpClient, Reply
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.checks.words import SAFE
from suites.idp.answers import SamlLogin, read_saml_login
from suites.idp.metadata import WHERE, IdpMetadata, read_metadata
from suites.idp.names import POST, REDIRECT
from suites.idp.requests import AuthnRequest, by_post, by_redirect, new_id
from suites.idp.signatures import enveloped
from suites.idp.target import SamlTarget
from suites.op.login import login_stopped, not_understood
from suites.op.memory import Memory, remembered
from suites.targets.permission import refusal, within_bounds, wrong_password
from suites.verdicts.expect import (
    BrokeDown,
    NotApplicable,
    NotChosen,
    NotRun,
    expect_status,
    is_breakdown,
    presuming,
    reaching,
)

NEEDS = [
    "saml-metadata/readable",
    "saml-metadata/signing-key",
    "saml-login/*",
    "saml-assertion/signed",
    "saml-assertion/audience",
    "saml-assertion/recipient",
    "saml-assertion/in-response-to",
    "saml-assertion/not-expired",
    "saml-assertion/email",
]
SERVICE = "SingleSignOnService"


class IdentityProvider:
    """One identity provider during one run."""

    def __init__(self, target: SamlTarget, driver: LoginDriver | None = None) -> None:
        """`driver` logs the user in; by forms alone if there is none."""
        self.target = target = within_bounds(target)
        self.driver: LoginDriver = driver or FormDriver()
        self.journal = Journal(target.name, Redactor(*target.secrets))
        self.http = HttpClient(target.connection, self.journal, self._guard)
        self.recall = Memory(self.journal).recall
        self.browser = self.new_browser()
        self.logins = 0
        self.has_session = False
        self.proved: set[tuple[str, ...]] = set()

    def _guard(self, form: Form, passwords: Any) -> None:
        why = wrong_password(self.target, form, passwords)
        if why:
            raise NotChosen(why)

    # What a run wants of a subject

    def today(self) -> date:
        """The date by the target's clock, in UTC."""
        return datetime.fromtimestamp(self.target.clock.now(), UTC).date()

    def presume_allowed(self, run_class: str) -> None:
        """Raises NotRun if what a check of `run_class` does was not allowed."""
        urls: list[str] = []
        if run_class != SAFE and self.target.allowed_hosts is not None:
            urls = [location for _, _, location in self.metadata().endpoints]
        why = refusal(self.target, run_class, urls)
        if why:
            raise NotChosen(why)

    def state(self) -> dict[str, Any]:
        """What run.json tells of it: `targets[]` without `duration_s`."""
        target = self.target
        return {
            "name": target.name,
            "issuer": target.issuer,
            "vendor": "",
            "profile": target.profile.name,
            "auth_method": "saml",
            "needs": NEEDS,
            "settings": target.settings,
            "proxy": ", ".join(sorted(self.http.proxies)),
            "notices": target.connection.notices,
            "requests": self.http.requests,
            "logins": self.logins,
        }

    def close(self) -> None:
        """Closes every connection to it."""
        self.http.close()

    # What it publishes

    def metadata_reply(self) -> Reply | None:
        """The response with the metadata; None if they are in a file. Raises ExchangeError."""
        if self.target.metadata_file:
            return None
        return metadata_reply(self)

    def expect_metadata(self) -> IdpMetadata:
        """The metadata. Raises Mismatch."""
        return expect_metadata(self)

    def metadata(self) -> IdpMetadata:
        """As `expect_metadata`, for checks that build on them. Raises NotRun."""
        with presuming():
            return self.expect_metadata()

    def endpoint(self, binding: str) -> str:
        """Where authentication requests are taken. Raises NotApplicable if not by this binding."""
        location = self.metadata().location(SERVICE, binding)
        if not location:
            name = binding.rpartition(":")[2]
            raise NotApplicable(f"The metadata have no {SERVICE} by {name}.")
        return location

    @property
    def binding(self) -> str:
        """The binding by which ordinary requests are sent."""
        return REDIRECT if self.metadata().location(SERVICE, REDIRECT) else POST

    # Requests

    def new_browser(self) -> Browser:
        """A browser of somebody who has not logged in."""
        target = self.target
        return Browser(self.http, (target.acs_url, target.slo_url))

    def request(self, binding: str = "", **changes: Any) -> AuthnRequest:
        """A correct request, with `changes` of its members."""
        request = AuthnRequest(
            issuer=self.target.entity_id,
            acs_url=self.target.acs_url,
            destination=self.endpoint(binding or self.binding),
            instant=self.instant(),
            id=new_id(),
        )
        return replace(request, **changes)

    def instant(self) -> str:
        """Now, as SAML writes it (Core 1.3.3)."""
        now = datetime.fromtimestamp(self.target.clock.now(), UTC)
        return now.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def key(self) -> RSAPrivateKey:
        """What the service provider signs with. Raises NotRun without one where it is needed."""
        if self.target.key is None:
            raise NotRun("Requests have to be signed here: set SAML_SP_KEY_FILE.")
        return self.target.key

    def signing_key(self) -> RSAPrivateKey | None:
        """The key that ordinary requests are signed with; None without one.

        A provider may want signatures whatever its metadata say (Metadata 2.4.3), and one that is
        there does no harm.
        """
        return self.target.key

    def send(
        self,
        request: AuthnRequest,
        browser: Browser,
        *,
        binding: str = "",
        relay_state: str | None = None,
        document: bytes = b"",
        unsigned: bool = False,
    ) -> Landing:
        """Sends a request and answers nothing that is asked.

        It is signed if there is a key, unless it is to be `unsigned`. A `document` in its place
        goes as it is. Raises ExchangeError.
        """
        binding = binding or self.binding
        root, key = request.document(), None if unsigned else self.signing_key()
        if binding == REDIRECT:
            form = by_redirect(document or etree.tostring(root), relay_state, key)
        else:
            if key is not None:
                root = enveloped(root, key)
            form = by_post(document or etree.tostring(root), relay_state)
        return self.carry(form, browser, binding, request.acs_url)

    def carry(self, form: Form, browser: Browser, binding: str, watch: str = "") -> Landing:
        """Brings the parameters of a binding to the identity provider. Raises ExchangeError."""
        url, watch = self.endpoint(binding), watch or self.target.acs_url
        purpose = Purpose.AUTHENTICATION_REQUEST
        if binding == REDIRECT:
            joint = "&" if "?" in url else "?"
            address = url + joint + address_with("", form)[1:]
            landing = browser.open(address, purpose=purpose, watch=watch)
        else:
            landing = browser.open(url, purpose=purpose, form=form, watch=watch)
        return self.driver.see(browser, landing, watch=watch)

    def answered(self, landing: Landing, browser: Browser, watch: str) -> Landing:
        """Where the user is led who answers what a page asks.

        Raises NotRun without credentials, LoginFailed, ExchangeError.
        """
        if landing.left or not landing.asks or landing.refuses:
            return landing
        credentials = self.target.credentials
        if credentials is None:
            raise NotRun("The provider asks for a login: set OIDC_USERNAME and OIDC_PASSWORD.")
        browser.before_login = len(browser.cookies_set)
        self.logins += landing.asks_for_password
        self.has_session = True
        return self.driver.log_in(browser, landing, credentials, watch=watch)

    # Logins

    def attempt(
        self,
        binding: str = "",
        relay_state: str | None = None,
        browser: Browser | None = None,
        **changes: Any,
    ) -> SamlLogin:
        """A login, in the run's browser if none is given, whose failure is a finding.

        Raises Mismatch, NotRun.
        """
        binding, browser = binding or self.binding, browser or self.browser
        request = self.request(binding, **changes)
        with reaching("login"):
            landing = self.send(request, browser, binding=binding, relay_state=relay_state)
            try:
                landing = self.answered(landing, browser, request.acs_url)
            except LoginFailed as failure:
                landing = failure.landing
                unread = not_understood(failure)
                if unread is not None:
                    raise unread from failure
                if not is_breakdown(landing.reply.status):
                    raise login_stopped(failure) from failure
        if not landing.left and is_breakdown(landing.reply.status):
            raise BrokeDown("authorization", landing.reply.status)
        return read_saml_login(request, landing, self.target.clock.now())

    def login(self) -> SamlLogin:
        """The login that checks look at; it is made once. Raises NotRun if it does not succeed."""
        with presuming():
            return first_login(self)

    def again(self, **changes: Any) -> SamlLogin:
        """Another login, after one that worked. Raises Mismatch, NotRun."""
        self.login()
        return self.attempt(**changes)


@remembered
def metadata_reply(idp: IdentityProvider) -> Reply:
    """The response with the metadata. Raises ExchangeError."""
    return idp.http.send("GET", idp.target.issuer, purpose=Purpose.SAML_METADATA)


@remembered
def expect_metadata(idp: IdentityProvider) -> IdpMetadata:
    """The metadata. Raises Mismatch."""
    with reaching(WHERE):
        reply = idp.metadata_reply()
    if reply is None:
        return read_metadata(idp.target.metadata)
    expect_status(reply, 200, where=WHERE)
    return read_metadata(reply.body)


@remembered
def first_login(idp: IdentityProvider) -> SamlLogin:
    """A login by the ordinary binding. Raises Mismatch, NotRun."""
    return idp.attempt()
