"""The OpenID Provider under judgement: what is known about it, and ways to provoke it.

Everything that several checks read is fetched once and remembered, together with the exchanges
that prove it.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from fakes.browser import Browser, Landing, RedirectLoop
from fakes.client import Headers, HttpClient, Reply
from fakes.journal import Journal
from fakes.login import LoginDriver, LoginFailed
from fakes.redaction import Redactor
from fakes.relying_party import AuthorizationRequest, RelyingParty
from suites.expect import (
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    expect_json_object,
    expect_status,
    presume,
    reaching,
)
from suites.login import Login, outcome_in_words, read_login
from suites.target import Target

T = TypeVar("T")


class Op:
    """One target during one run. Checks get it as their only argument."""

    def __init__(self, target: Target, driver: LoginDriver) -> None:
        self.target = target
        self.driver = driver
        secrets = [target.client_secret]
        if target.credentials is not None:
            secrets.append(target.credentials.password)
        self.journal = Journal(target.name, Redactor(*secrets))
        self.client = HttpClient(target.connection, self.journal)
        self.rp = RelyingParty(
            client_id=target.client_id,
            redirect_uri=target.redirect_uri,
            scopes=" ".join(target.profile.scopes),
            client_secret=target.client_secret,
        )
        self.browser = self.new_browser()
        self.logins = 0
        self._memory: dict[Hashable, tuple[Any, Exception | None, list[str]]] = {}

    def close(self) -> None:
        self.client.close()

    def today(self) -> date:
        """The date by the target's clock, in UTC."""
        return datetime.fromtimestamp(self.target.clock.now(), UTC).date()

    def new_browser(self) -> Browser:
        """A browser of somebody who has not logged in."""
        return Browser(self.client, (self.target.host, self.target.redirect_uri))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns or raises, made the first time and remembered with its evidence."""
        if key not in self._memory:
            value, error = None, None
            with self.journal.scope() as ids:
                try:
                    value = make()
                except Exception as caught:  # noqa: BLE001 - whatever it is, it is raised again
                    error = caught
            self._memory[key] = (value, error, ids)
        value, error, ids = self._memory[key]
        self.journal.touch(ids)
        if error is not None:
            raise error.with_traceback(None)
        return value

    # What the provider publishes

    @property
    def discovery_url(self) -> str:
        """Discovery section 4: the issuer, a terminating slash removed, and the suffix."""
        return self.target.issuer.rstrip("/") + "/.well-known/openid-configuration"

    def discovery_reply(self) -> Reply:
        """The response at the discovery URL, whatever it is. Raises ExchangeError."""
        return self.fetch(self.discovery_url, purpose="discovery")

    @property
    def discovery(self) -> Document:
        """The discovery document. Raises NotRun if it cannot be read."""
        return presume(lambda: self._json_of(self.discovery_reply(), "discovery document"))

    def listed(self, member: str) -> list[str]:
        """The strings of a list in the discovery document; none if it is missing or malformed."""
        value = self.discovery.get(member)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def endpoint(self, member: str) -> str:
        """An endpoint of the discovery document. Raises NotRun if it is missing or no string."""
        return presume(lambda: self.discovery.string(member))

    def jwks_reply(self) -> Reply:
        """The response at jwks_uri, whatever it is. Raises NotRun, ExchangeError."""
        return self.fetch(self.endpoint("jwks_uri"), purpose="JWK Set")

    @property
    def jwks(self) -> Document:
        """The JWK Set. Raises NotRun if it cannot be read."""
        return presume(lambda: self._json_of(self.jwks_reply(), "JWK Set"))

    def _json_of(self, reply: Reply, name: str) -> Document:
        expect_status(reply, 200, where=name)
        return expect_json_object(reply, where=name)

    def fetch(self, url: str, *, purpose: str, headers: Headers = ()) -> Reply:
        """A GET whose response is remembered. Raises ExchangeError."""
        key = ("fetch", url, tuple(headers))
        return self.once(
            key, lambda: self.client.send("GET", url, purpose=purpose, headers=headers)
        )

    # Logging in

    def attempt(self, method: str = "", **changes: str | None) -> Login:
        """A login by `method` (default: the target's), from request to tokens, remembered.

        `changes` replace parameters of the authorization request. Raises Mismatch if the provider
        does not let it succeed, NotApplicable if it says that the client may not use another
        method than its own, NotRun without credentials, ExchangeError.
        """
        method = method or self.target.auth_method
        key = ("login", method, tuple(sorted(changes.items())))
        with reaching("login"):
            return self.once(key, lambda: self._attempt(method, changes))

    def login(self, method: str = "", **changes: str | None) -> Login:
        """As `attempt`, for checks that build on a login. Raises NotRun in place of Mismatch."""
        return presume(lambda: self.attempt(method, **changes))

    def login_with_access_token(self) -> Login:
        """A login that gave an access token, by any method that the client may use."""
        try:
            return self.login("pkce")
        except NotApplicable:
            return self.login("implicit", response_type="id_token token")

    def _attempt(self, method: str, changes: dict[str, str | None]) -> Login:
        request = self.rp.authorization_request(method, **changes)
        try:
            landing = self.visit(request, self.browser)
        except LoginFailed as failure:
            landing = failure.landing
            if method == self.target.auth_method:
                raise Mismatch(
                    "the login leads back to the application", str(failure), "login"
                ) from failure
        return read_login(self, method, request, landing)

    def visit(self, request: AuthorizationRequest, browser: Browser) -> Landing:
        """Sends an authorization request, and answers what the provider asks (login, consent).

        Raises NotRun without credentials, LoginFailed, ExchangeError.
        """
        return self._answer(request, self.send(request, browser), browser)

    def _answer(self, request: AuthorizationRequest, landing: Landing, browser: Browser) -> Landing:
        if landing.left or not landing.forms or landing.reply.status >= 400:
            return landing
        credentials = self.target.credentials
        if credentials is None:
            raise NotRun("The provider asks for a login: set OIDC_USERNAME and OIDC_PASSWORD.")
        self.logins += landing.asks_for_password
        return self.driver.log_in(browser, landing, credentials, watch=request.redirect_uri)

    def send(self, request: AuthorizationRequest, browser: Browser) -> Landing:
        """Sends an authorization request and answers nothing that the provider asks."""
        url = request.url(self.endpoint("authorization_endpoint"))
        try:
            return browser.open(url, purpose="authorization request", watch=request.redirect_uri)
        except RedirectLoop as loop:
            raise NotRun(
                f"The authorization endpoint sends the browser in circles: {loop}"
            ) from loop

    # Provoking

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
        """A POST of `form` to the token endpoint."""
        url = self.endpoint("token_endpoint")
        return self.client.send("POST", url, purpose="token request", headers=headers, form=form)

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

    def claims_of_userinfo(self) -> Document:
        """The claims at the UserInfo endpoint for the target's scopes, remembered."""
        token = self.login_with_access_token().access_token

        def read() -> Document:
            return self._json_of(self.userinfo(token), "UserInfo response")

        return presume(lambda: self.once("userinfo", read))
