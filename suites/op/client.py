"""One client at a provider, and its user: who they are to it, and how they ask."""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import replace
from typing import Any, Self, TypeVar

from fakes.relying_party.listener import Listener
from fakes.relying_party.party import AuthorizationRequest, RelyingParty
from fakes.user.browser import Browser, Landing
from fakes.user.login import LoginDriver
from fakes.wire.client import Headers
from fakes.wire.client_certificates import ClientCertificate
from suites.checks.check import SAFE, STATEFUL
from suites.op.controls import Controls
from suites.op.documents import Published
from suites.op.ledger import Ledger
from suites.op.listening import listener_for
from suites.protocol.cleaning import note_session, note_tokens
from suites.protocol.clients.registration import registration
from suites.targets.permission import refusal
from suites.targets.target import Target
from suites.verdicts.expect import NeedsReview, NotApplicable, NotRun

T = TypeVar("T")
# The endpoints that a client calls itself.
DIRECT = (
    "token_endpoint",
    "userinfo_endpoint",
    "introspection_endpoint",
    "revocation_endpoint",
    "pushed_authorization_request_endpoint",
)


class Asking(Published):
    """A provider as one of its clients meets it, with the browser of the client's user."""

    def __init__(self, target: Target, driver: LoginDriver) -> None:
        super().__init__(target)
        self.driver = driver
        self.rp = relying_party(target)
        self.browser = self.new_browser()
        self.ledger = Ledger()
        self.controls = Controls()
        self.logins = 0
        self._listener: Listener | None = None
        self._shows = False
        self._whole = self
        self._owner = self

    def close(self) -> None:
        super().close()
        if self._listener is not None:
            self._listener.stop()

    @property
    def listener(self) -> Listener:
        """Endpoints of a relying party that the provider can call. Raises NotRun if it cannot."""
        whole = self._whole
        if whole._listener is None:
            whole._listener = listener_for(self.target, self.journal)
        return whole._listener

    def presume_allowed(self, run_class: str) -> None:
        """Raises NotRun if what is about to be done was not allowed for this target."""
        published: list[str] = []
        if run_class != SAFE and self.target.allowed_hosts is not None:
            urls = [*self.discovery.values(), *(self.aliases.values() if self._shows else ())]
            published = [url for url in urls if isinstance(url, str)]
        why = refusal(self.target, run_class, published)
        if why:
            raise NotRun(why)

    @property
    def aliases(self) -> dict[str, Any]:
        """The endpoints for clients that show a certificate (RFC 8705 section 5)."""
        aliases = self.discovery.get("mtls_endpoint_aliases")
        return aliases if isinstance(aliases, dict) else {}

    def endpoint(self, member: str) -> str:
        """As published; its alias for a client that shows a certificate, if there is one."""
        alias = self.aliases.get(member) if self._shows and member in DIRECT else None
        return alias if isinstance(alias, str) else super().endpoint(member)

    def showing(self, certificate: ClientCertificate) -> Self:
        """The same client, which shows a certificate in its TLS handshakes (RFC 8705).

        Raises NotRun where the hosts of the aliases were not allowed.
        """
        other = copy(self)
        other.client = self.client.showing(certificate)
        other._shows = True
        other.presume_allowed(STATEFUL)
        return other

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """As for the published documents, but each client and user has memories of its own."""
        user = self.target.credentials.username if self.target.credentials else ""
        return super().once((self.target.client_id, user, key), make)

    def for_client(
        self,
        client_id: str,
        client_secret: str = "",
        *,
        redirect_uri: str = "",
        method: str = "",
        token_endpoint_auth_method: str = "",
    ) -> Self:
        """The same provider, browser and session, asked by another of its clients.

        `method` is its auth method, `pkce` if nothing is said; how it proves itself at the token
        endpoint is `client_secret_basic` with a secret and `none` without, if nothing is said.
        """
        other = copy(self)
        other.target = replace(
            self.target,
            client_id=client_id,
            client_secret=client_secret,
            callback=redirect_uri or self.target.redirect_uri,
            auth_method=method or "pkce",
            token_endpoint_auth_method=token_endpoint_auth_method,
        )
        other.rp = relying_party(other.target)
        return other

    def for_other_user(self) -> Self:
        """The same provider and client, asked by the second user in a browser of their own.

        Raises NotApplicable if none is known.
        """
        if self.target.other_credentials is None:
            raise NotApplicable("No second user is known.")
        other = copy(self)
        other.target = replace(self.target, credentials=self.target.other_credentials)
        other.browser = self.new_browser()
        other._owner = other
        return other

    def registered(self, **metadata: Any) -> Self:
        """As `for_client`, for a client that the harness registers with `metadata`; remembered.

        Raises NotApplicable if clients cannot register themselves, NotRun if it is refused or if
        nothing may be created at this target.
        """
        made = registration(self, **metadata)
        return self.for_client(
            made.client_id,
            made.client_secret,
            redirect_uri=made.sent["redirect_uris"][0],
            token_endpoint_auth_method=made.token_endpoint_auth_method,
        )

    def to_review(self, what: str, landing: Landing, browser: Browser | None = None) -> NeedsReview:
        """What to raise where a person has to look at a page: `what` says at what on it."""
        return NeedsReview(what, self.driver.picture(browser or self.browser, landing))

    def new_browser(self, headers: Headers = ()) -> Browser:
        """A browser of somebody who has not logged in; `headers` are added to its requests."""
        return Browser(self.client, (self.target.host, self.target.redirect_uri), headers)

    def expendable_browser(self) -> Browser:
        """A browser whose session any check may spoil; the same for every client."""
        return super().once("expendable browser", self.new_browser)

    def visit(self, request: AuthorizationRequest, browser: Browser) -> Landing:
        """Sends an authorization request, and answers what the provider asks (login, consent).

        Raises NotRun without credentials, LoginFailed, ExchangeError.
        """
        return self._answer(request, self.send(request, browser), browser)

    def _answer(self, request: AuthorizationRequest, landing: Landing, browser: Browser) -> Landing:
        answerable = landing.forms or landing.scripted
        if landing.left or not answerable or landing.reply.status >= 400:
            return landing
        credentials = self.target.credentials
        if credentials is None:
            raise NotRun("The provider asks for a login: set OIDC_USERNAME and OIDC_PASSWORD.")
        if landing.asks_for_password:
            self.note_login(browser)
        landing = self.driver.log_in(browser, landing, credentials, watch=request.redirect_uri)
        note_tokens(self, landing.params)
        return landing

    def note_login(self, browser: Browser) -> None:
        """Counts a password that is sent from `browser`, and notes the session that it opens."""
        browser.before_login = len(browser.cookies_set)
        self._whole.logins += 1
        note_session(self._owner, browser)

    def send(
        self, request: AuthorizationRequest, browser: Browser, *, post: bool = False
    ) -> Landing:
        """Sends an authorization request, by GET or POST, and answers nothing that is asked."""
        endpoint = self.endpoint("authorization_endpoint")
        url, form = (endpoint, request.pairs) if post else (request.url(endpoint), None)
        purpose = "authorization request"
        landing = browser.open(url, purpose=purpose, form=form, watch=request.redirect_uri)
        landing = self.driver.see(browser, landing, watch=request.redirect_uri)
        note_tokens(self, landing.params)
        return landing


def relying_party(target: Target) -> RelyingParty:
    """The application in front of `target`."""
    return RelyingParty(
        client_id=target.client_id,
        redirect_uri=target.redirect_uri,
        scopes=" ".join(target.profile.scopes),
        client_secret=target.client_secret,
        issuer=target.issuer,
        token_endpoint_auth_method=target.token_endpoint_auth_method,
        clock=target.clock,
    )
