"""The OpenID Provider under judgement: what it publishes, logins at it, and ways to provoke it."""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from fakes.listener import Listener
from fakes.relying_party import AuthorizationRequest, RelyingParty
from fakes.user.browser import Browser, Landing
from fakes.user.login import LoginDriver, LoginFailed
from fakes.wire.client import Headers, Reply
from suites.controls import Controls
from suites.expect import Document, Mismatch, NotApplicable, NotRun, presume, reaching
from suites.jwt import Jwt
from suites.leaving import members_of, note_session, note_tokens
from suites.ledger import Ledger
from suites.listening import listener_for
from suites.login import Login, outcome_in_words, read_login
from suites.permission import refusal
from suites.published import Published
from suites.registration import registration
from suites.target import Target

T = TypeVar("T")


class Op(Published):
    """One target during one run. Checks get it as their only argument."""

    def __init__(self, target: Target, driver: LoginDriver) -> None:
        super().__init__(target)
        self.driver = driver
        self.rp = relying_party(target)
        self.browser = self.new_browser()
        self.ledger = Ledger()
        self.controls = Controls()
        self.logins = 0
        self._listener: Listener | None = None
        self._whole = self

    def close(self) -> None:
        super().close()
        if self._listener is not None:
            self._listener.stop()

    @property
    def listener(self) -> Listener:
        """Endpoints of a relying party that the provider can call. Raises NotRun if it cannot."""
        whole = self._whole
        if whole._listener is None:
            whole._listener = listener_for(self.target)
        return whole._listener

    def presume_allowed(self, run_class: str) -> None:
        """Raises NotRun if what is about to be done was not allowed for this target."""
        published = [url for url in self.discovery.values() if isinstance(url, str)]
        why = refusal(self.target, run_class, published if self.target.allowed_hosts else ())
        if why:
            raise NotRun(why)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """As for the published documents, but each client has memories of its own."""
        return super().once((self.target.client_id, key), make)

    def for_client(
        self,
        client_id: str,
        client_secret: str = "",
        *,
        redirect_uri: str = "",
        method: str = "",
        token_endpoint_auth_method: str = "",
    ) -> "Op":
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

    def registered(self, **metadata: Any) -> "Op":
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

    def new_browser(self) -> Browser:
        """A browser of somebody who has not logged in."""
        return Browser(self.client, (self.target.host, self.target.redirect_uri))

    def attempt(self, method: str = "", **changes: str | None) -> Login:
        """A login by `method` (default: the target's), from request to tokens, remembered.

        `changes` replace parameters of the authorization request. Raises Mismatch if the provider
        does not let it succeed, NotApplicable if it says that the client may not use another
        method than its own, NotRun without credentials, ExchangeError.
        """
        method = method or self.target.auth_method
        key = ("login", method, tuple(sorted(changes.items())))
        with reaching("login"):
            return self.once(key, lambda: self._attempt(method, changes, self.browser))

    def login(self, method: str = "", **changes: str | None) -> Login:
        """As `attempt`, for checks that build on a login. Raises NotRun in place of Mismatch."""
        return presume(lambda: self.attempt(method, **changes))

    def login_with_access_token(self, **changes: str | None) -> Login:
        """A login that gave an access token, by any method that the client may use."""
        try:
            return self.login("pkce", **changes)
        except NotApplicable:
            return self.login("implicit", response_type="id_token token", **changes)

    def separate_login(self) -> Login:
        """A login in a browser of its own, by a code if the client may have one; remembered.

        Nothing else builds on its session, so a check may burn its code: a provider may well
        revoke everything that the session gave (RFC 6749 section 4.1.2). Raises NotRun.
        """

        def make() -> Login:
            return self._attempt(method, {}, self.new_browser())

        try:
            method = self.login("pkce").method
        except NotApplicable:
            method = self.target.auth_method
        return presume(lambda: self.once("separate login", make))

    def _attempt(self, method: str, changes: dict[str, str | None], browser: Browser) -> Login:
        request = self.rp.authorization_request(method, **changes)
        try:
            landing = self.visit(request, browser)
        except LoginFailed as failure:
            landing = failure.landing
            if method == self.target.auth_method:
                raise Mismatch(
                    "the login leads back to the application", str(failure), "login"
                ) from failure
        return self.read(request, landing, method)

    def read(self, request: AuthorizationRequest, landing: Landing, method: str = "") -> Login:
        """The login that a request led to, never remembered; a code is exchanged.

        Raises Mismatch if it did not succeed, NotApplicable if it was by another method than the
        target's and the provider refuses that.
        """
        method = method or self.target.auth_method
        own = method == self.target.auth_method
        clock = self.target.clock
        return read_login(method, request, landing, own=own, clock=clock, exchange=self.exchange)

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
            self._whole.logins += 1
            note_session(self._whole, browser)
        landing = self.driver.log_in(browser, landing, credentials, watch=request.redirect_uri)
        note_tokens(self, landing.params)
        return landing

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

    def authorize(
        self, method: str = "", *, browser: Browser | None = None, **changes: str | None
    ) -> tuple[AuthorizationRequest, Landing]:
        """An authorization request of a user who is logged in, never remembered.

        `changes` replace parameters (None leaves one out); pages that ask something (a login, a
        consent) are answered. A page that cannot be answered is where it ends. With `browser` it
        is that browser's user who asks.
        """
        request, landing = self.ask(method, browser=browser, **changes)
        try:
            return request, self._answer(request, landing, browser or self.browser)
        except LoginFailed as failure:
            return request, failure.landing

    def ask(
        self, method: str = "", *, browser: Browser | None = None, **changes: str | None
    ) -> tuple[AuthorizationRequest, Landing]:
        """As `authorize`, but stops at the first page."""
        if browser is None:
            self.login()
        request = self.rp.authorization_request(method or self.target.auth_method, **changes)
        return request, self.send(request, browser or self.browser)

    def fresh_code(self, **changes: str | None) -> tuple[AuthorizationRequest, str]:
        """An authorization code that nobody used. Raises NotRun if none is given."""
        self.login("pkce")
        request, landing = self.authorize("pkce", **changes)
        code = landing.params.get("code", "")
        if not code:
            raise NotRun(f"No authorization code was given: {outcome_in_words(landing)}")
        return request, code

    def exchange(self, request: AuthorizationRequest, code: str, **changes: str | None) -> Reply:
        """Sends the token request for `code`; `changes` replace form fields."""
        headers, form = self.rp.token_request(request, code, **changes)
        return self.token_request(form, headers=headers)

    def token_request(self, form: list[tuple[str, str]], *, headers: Headers = ()) -> Reply:
        """A POST of `form` to the token endpoint; what it gives is revoked after the run."""
        url = self.endpoint("token_endpoint")
        reply = self.client.send("POST", url, purpose="token request", headers=headers, form=form)
        if reply.status == 200:
            note_tokens(self, members_of(reply))
        return reply

    def userinfo(
        self,
        token: str = "",
        *,
        method: str = "GET",
        headers: Headers = (),
        form: list[tuple[str, str]] | None = None,
        query: dict[str, str] | None = None,
    ) -> Reply:
        """A UserInfo request with `token` in the Authorization header, if there is one."""
        url = self.endpoint("userinfo_endpoint") + ("?" + urlencode(query) if query else "")
        bearer = [("authorization", f"Bearer {token}")] if token else []
        return self.client.send(
            method, url, purpose="UserInfo request", headers=[*bearer, *headers], form=form
        )

    def userinfo_reply(self, **changes: str | None) -> Reply:
        """The response to the access token of a login with `changes`, remembered."""
        token = self.login_with_access_token(**changes).access_token
        return self.once(("userinfo", token), lambda: self.userinfo(token))

    def claims_of_userinfo(self, **changes: str | None) -> Document:
        """The claims at the UserInfo endpoint, signed or not (Core 5.3.2). Raises NotRun."""
        reply = self.userinfo_reply(**changes)
        where = "UserInfo response"
        if reply.media_type == "application/jwt":
            return presume(lambda: Jwt.parse(reply.text.strip(), where).claims)
        return presume(lambda: self.json_of(reply, where))


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
