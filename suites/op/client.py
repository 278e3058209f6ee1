"""One client at a provider, and its user: who they are to it, and how they ask."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeVar

from fakes.keys import SigningKey
from fakes.relying_party.authentication import client_key
from fakes.relying_party.listener import Listener
from fakes.relying_party.party import AuthorizationRequest, RelyingParty, with_query
from fakes.settings.setup import ClientSettings
from fakes.user.browser import Browser, Landing
from fakes.user.login import LoginFailed
from fakes.wire.client import Headers, HttpClient, Reply
from fakes.wire.client_certificates import ClientCertificate
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from suites.checks.words import SAFE, STATEFUL
from suites.op.failed_logins import note_failed, presume_not_failed
from suites.op.ledger import SessionMade, TokenMade
from suites.op.provider import Provider
from suites.targets.permission import refusal
from suites.targets.target import Target
from suites.verdicts.expect import Document, NeedsReview, NotApplicable, NotChosen, NotRun

T = TypeVar("T")
Pairs = Iterable[tuple[str, str]]
NOTHING: Pairs = ()
# The endpoints that a client calls itself.
DIRECT = (
    "token_endpoint",
    "userinfo_endpoint",
    "introspection_endpoint",
    "revocation_endpoint",
    "pushed_authorization_request_endpoint",
)


@dataclass(frozen=True, eq=False)
class ProviderClient:
    """A client of a provider: what is registered of it, its user, the user's browser.

    `target` describes the client and its user. With `certificate` it shows one in its TLS
    handshakes (RFC 8705); `named` is how its assertions name the provider, the issuer if nothing is
    said, `key` what they are signed with. Another client or user is another value, made by
    replacing.
    """

    provider: Provider
    target: Target
    browser: Browser
    certificate: ClientCertificate | None = None
    named: str = ""
    key: SigningKey = field(default_factory=client_key)

    @property
    def journal(self) -> Journal:
        return self.provider.journal

    @cached_property
    def http(self) -> HttpClient:
        """What sends the requests of this client."""
        http = self.provider.http
        return http.showing(self.certificate) if self.certificate else http

    @cached_property
    def rp(self) -> RelyingParty:
        """The application in front of the provider."""
        return RelyingParty(
            client_id=self.target.client_id,
            redirect_uri=self.target.redirect_uri,
            scopes=" ".join(self.target.profile.scopes),
            client_secret=self.target.client_secret,
            issuer=self.named or self.target.issuer,
            token_endpoint_auth_method=self.target.client.token_endpoint_auth_method,
            clock=self.target.clock,
            key=self.key,
        )

    @property
    def discovery_url(self) -> str:
        """As of the provider."""
        return self.provider.discovery_url

    def close(self) -> None:
        """Ends what the run has open at the provider, for all its clients."""
        self.provider.close()

    def today(self) -> date:
        """The date by the target's clock, in UTC."""
        return self.provider.today()

    def state(self) -> dict[str, Any]:
        """What run.json tells of the target: `targets[]` without `duration_s`."""
        target = self.target
        return {
            "name": target.name,
            "issuer": target.issuer,
            "vendor": target.vendor,
            "profile": target.profile.name,
            "auth_method": target.auth_method,
            "needs": target.profile.needs(target.auth_method),
            "settings": target.settings,
            "proxy": ", ".join(sorted(self.provider.http.proxies)),
            "notices": self.provider.notices,
            "requests": self.provider.http.requests,
            "logins": self.provider.logins,
        }

    def discovery_reply(self) -> Reply:
        """As of the provider. Raises ExchangeError."""
        return self.provider.discovery_reply()

    def discovery(self) -> Document:
        """The discovery document. Raises NotRun if it cannot be read."""
        return self.provider.discovery()

    def listed(self, member: str) -> list[str]:
        """The strings of a list in the discovery document; none if it is missing or malformed."""
        return self.provider.listed(member)

    def jwks_reply(self) -> Reply:
        """As of the provider. Raises NotRun, ExchangeError."""
        return self.provider.jwks_reply()

    def jwks(self) -> Document:
        """The JWK Set. Raises NotRun if it cannot be read."""
        return self.provider.jwks()

    def json_of(self, reply: Reply, name: str) -> Document:
        """The JSON object of a response with status 200. Raises Mismatch."""
        return self.provider.json_of(reply, name)

    def fetch(self, url: str, *, purpose: Purpose, headers: Headers = ()) -> Reply:
        """A GET by anybody, whose response is remembered. Raises ExchangeError."""
        return self.provider.fetch(url, purpose=purpose, headers=headers)

    def listener(self) -> Listener:
        """Endpoints of a relying party that the provider can call. Raises NotRun if it cannot."""
        return self.provider.listener()

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """As `Memory.recall`; each client and each user has memories of its own."""
        user = self.target.credentials.username if self.target.credentials else ""
        return self.provider.recall((self.target.client_id, user, key), make)

    def presume_allowed(self, run_class: str) -> None:
        """Raises NotRun if what is about to be done was not allowed for this target."""
        published: list[str] = []
        if run_class != SAFE and self.target.allowed_hosts is not None:
            urls = [*self.discovery().values(), *self._aliases().values()]
            published = [url for url in urls if isinstance(url, str)]
        why = refusal(self.target, run_class, published)
        if why:
            raise NotChosen(why)

    def _aliases(self) -> Mapping[str, Any]:
        """The endpoints for clients that show a certificate (RFC 8705 section 5), if it does."""
        if self.certificate is None:
            return {}
        aliases = self.discovery().get("mtls_endpoint_aliases")
        return aliases if isinstance(aliases, dict) else {}

    def endpoint(self, member: str) -> str:
        """As published; its alias for a client that shows a certificate, if there is one."""
        alias = self._aliases().get(member) if member in DIRECT else None
        return alias if isinstance(alias, str) else self.provider.endpoint(member)

    def showing(self, certificate: ClientCertificate) -> Self:
        """The same client, which shows a certificate in its TLS handshakes (RFC 8705).

        Raises NotRun where the hosts of the aliases were not allowed.
        """
        other = replace(self, certificate=certificate)
        other.presume_allowed(STATEFUL)
        return other

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
        registration = replace(
            self.target,
            client=ClientSettings(
                client_id=client_id,
                client_secret=client_secret,
                callback=redirect_uri or self.target.redirect_uri,
                token_endpoint_auth_method=token_endpoint_auth_method,
            ),
            auth_method=method or "pkce",
        )
        return replace(self, target=registration)

    def for_other_user(self) -> Self:
        """The same provider and client, asked by the second user in a browser of their own.

        Raises NotApplicable if none is known.
        """
        if self.target.other_user.credentials is None:
            raise NotApplicable("No second user is known.")
        target = replace(self.target, user=self.target.other_user)
        return replace(self, target=target, browser=self.new_browser())

    def to_review(self, what: str, landing: Landing, browser: Browser | None = None) -> NeedsReview:
        """What to raise where a person has to look at a page: `what` says at what on it."""
        picture = self.provider.driver.picture(browser or self.browser, landing)
        return NeedsReview(what, picture)

    def new_browser(self, headers: Headers = ()) -> Browser:
        """A browser of somebody who has not logged in; `headers` are added to its requests."""
        return Browser(self.http, (self.target.host, self.target.redirect_uri), headers)

    def note_tokens(self, tokens: Mapping[str, Any]) -> None:
        """Has the refresh token, else the access token, of an answer revoked after the run."""
        value = tokens.get("refresh_token") or tokens.get("access_token")
        if isinstance(value, str) and value:
            self.provider.ledger.note(TokenMade(value, self.target, self.certificate))

    def note_login(self, browser: Browser) -> SessionMade:
        """Counts a password that is sent from `browser`, and notes the session that it opens."""
        browser.before_login = len(browser.cookies_set)
        self.provider.logins += 1
        made = SessionMade(self.target.user, browser)
        self.provider.ledger.note(made)
        return made

    def visit(
        self,
        request: AuthorizationRequest,
        browser: Browser,
        *,
        post: bool = False,
        query: Pairs = NOTHING,
    ) -> Landing:
        """As `send`, and answers what the provider asks (login, consent).

        Raises NotRun without credentials, LoginFailed, ExchangeError.
        """
        landing = self.send(request, browser, post=post, query=query)
        return self._answer(request, landing, browser)

    def _answer(self, request: AuthorizationRequest, landing: Landing, browser: Browser) -> Landing:
        if landing.left or not landing.asks or landing.refuses:
            return landing
        credentials = self.target.credentials
        if credentials is None:
            raise NotRun("The provider asks for a login: set OIDC_USERNAME and OIDC_PASSWORD.")
        presume_not_failed(self, request, landing)
        opened = self.note_login(browser) if landing.asks_for_password else None
        driver = self.provider.driver
        try:
            landing = driver.log_in(browser, landing, credentials, watch=request.redirect_uri)
        except LoginFailed as failure:
            if opened is not None and failure.refused:
                self.provider.ledger.forget(opened)
            note_failed(self, request, failure)
            raise
        finally:
            self.provider.remark_scripts(browser)
        if "error" not in landing.params:
            self.provider.entered.add(credentials.username)
        self.note_tokens(landing.params)
        return landing

    def send(
        self,
        request: AuthorizationRequest,
        browser: Browser,
        *,
        post: bool = False,
        query: Pairs = NOTHING,
    ) -> Landing:
        """Sends an authorization request, by GET or POST, and answers nothing that is asked.

        `query` is what a request by POST has in its URL too.
        """
        endpoint = self.endpoint("authorization_endpoint")
        url, form = request.url(endpoint), None
        if post:
            url, form = with_query(endpoint, query), request.pairs
        purpose = Purpose.AUTHORIZATION_REQUEST
        landing = browser.open(url, purpose=purpose, form=form, watch=request.redirect_uri)
        landing = self.provider.driver.see(browser, landing, watch=request.redirect_uri)
        self.provider.remark_scripts(browser)
        self.note_tokens(landing.params)
        return landing
