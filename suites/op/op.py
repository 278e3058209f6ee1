"""The OpenID Provider under judgement: what it publishes, logins at it, and ways to provoke it."""

from dataclasses import dataclass
from typing import Self

from fakes.relying_party.party import AuthorizationRequest, with_query
from fakes.user.browser import Browser, Landing
from fakes.user.login import LoginDriver, LoginFailed
from fakes.wire.client import Headers, Reply
from fakes.wire.purposes import Purpose
from suites.op.client import ProviderClient
from suites.op.documents import PAUSE_S
from suites.op.login import (
    Login,
    breaks_down,
    login_stopped,
    members_of,
    not_understood,
    outcome_in_words,
    presume_seen,
    read_login,
)
from suites.op.memory import remembered
from suites.op.provider import Provider
from suites.op.userinfo import claims_in
from suites.targets.target import Target
from suites.verdicts.expect import (
    BrokeDown,
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    presuming,
    reaching,
)


@dataclass(frozen=True, eq=False)
class Op(ProviderClient):
    """A provider under judgement, as one of its clients meets it: what checks get."""

    @classmethod
    def at(cls, target: Target, driver: LoginDriver) -> Self:
        """The application's own client and its user, at a provider that nobody asked yet."""
        provider = Provider(target, driver)
        provider.recognise()
        target = provider.target
        browser = Browser(provider.http, (target.host, target.redirect_uri))
        return cls(provider, target, browser)

    def attempt(self, method: str = "", /, **changes: str | None) -> Login:
        """A login by `method` (default: the target's), from request to tokens, remembered.

        `changes` replace parameters of the authorization request. Raises Mismatch if the provider
        does not let it succeed, NotApplicable if it says that the client may not use another
        method than its own, NotRun without credentials, ExchangeError.
        """
        with reaching("login"):
            return self._attempted(method or self.target.auth_method, **changes)

    @remembered
    def _attempted(self, method: str, /, **changes: str | None) -> Login:
        return self._attempt(method, changes, self.browser)

    def login(self, method: str = "", /, **changes: str | None) -> Login:
        """As `attempt`, for checks that build on a login. Raises NotRun in place of Mismatch."""
        with presuming():
            return self.attempt(method, **changes)

    def login_with_access_token(self, **changes: str | None) -> Login:
        """A login that gave an access token, by any method that the client may use."""
        try:
            return self.login("pkce", **changes)
        except NotApplicable:
            return self.login("implicit", response_type="id_token token", **changes)

    def separate_login(self) -> Login:
        """A login in a browser of its own, by a code if the client may have one; remembered.

        No other login builds on its session, so a check may burn its code: a provider may well
        revoke everything that the session gave (RFC 6749 section 4.1.2). Raises NotRun.
        """
        return self._separated()[1]

    def separate_browser(self) -> Browser:
        """The browser of the separate login. Raises NotRun."""
        return self._separated()[0]

    def _separated(self) -> tuple[Browser, Login]:
        try:
            method = self.login("pkce").method
        except NotApplicable:
            method = self.target.auth_method
        with presuming():
            return self._separate(method)

    @remembered
    def _separate(self, method: str) -> tuple[Browser, Login]:
        browser = self.new_browser()
        return browser, self._attempt(method, {}, browser)

    def _attempt(self, method: str, changes: dict[str, str | None], browser: Browser) -> Login:
        """A login, tried again once in a run, after a pause, where the provider broke down.

        One that breaks down at both tries lets nobody in: Raises Mismatch.
        """
        try:
            return self._log_in(method, changes, browser)
        except BrokeDown as broke:
            if self.provider.tried_again:
                raise
            self.provider.tried_again = True
            text = f"{broke} The login was tried again once, {PAUSE_S:g} s later."
            self.provider.remark("tried-again", text)
            self.target.clock.wait(PAUSE_S)
        try:
            return self._log_in(method, changes, browser)
        except BrokeDown as again:
            said = f": {again.said}" if again.said else ""
            told = f"HTTP {again.status}, as {PAUSE_S:g} s before{said}"
            where = f"{again.place} response"
            raise Mismatch("an answer, and no error of the server", told, where) from again

    def _log_in(self, method: str, changes: dict[str, str | None], browser: Browser) -> Login:
        request = self.rp.authorization_request(method, **changes)
        try:
            landing = self.visit(request, browser)
        except LoginFailed as failure:
            landing = failure.landing
            unread = not_understood(failure)
            if unread is not None:
                raise unread from failure
            began = self.endpoint("authorization_endpoint")
            broke = breaks_down(failure, began, browser.visited)
            stopped = login_stopped(failure, began)
            if method == self.target.auth_method and not broke:
                raise stopped from failure
            if (failure.obstacle or failure.refused) and not broke:
                raise NotRun(str(stopped)) from failure
        return self.read(request, landing, method)

    def read(self, request: AuthorizationRequest, landing: Landing, method: str = "") -> Login:
        """The login that a request led to, never remembered; a code is exchanged.

        Raises Mismatch if it did not succeed, NotApplicable if it was by another method than the
        target's and the provider refuses that, NotRun if it ended on a page that nobody saw.
        """
        presume_seen(landing)
        method = method or self.target.auth_method
        own = method == self.target.auth_method
        clock = self.target.clock
        return read_login(method, request, landing, own=own, clock=clock, exchange=self.exchange)

    def authorize(
        self, method: str = "", /, *, browser: Browser | None = None, **changes: str | None
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
        self, method: str = "", /, *, browser: Browser | None = None, **changes: str | None
    ) -> tuple[AuthorizationRequest, Landing]:
        """As `authorize`, but stops at the first page."""
        if browser is None:
            self.login()
        request = self.rp.authorization_request(method or self.target.auth_method, **changes)
        return request, self.send(request, browser or self.browser)

    def fresh_code(
        self, *, browser: Browser | None = None, **changes: str | None
    ) -> tuple[AuthorizationRequest, str]:
        """An authorization code that nobody used. Raises NotRun if none is given."""
        self.login("pkce")
        request, landing = self.authorize("pkce", browser=browser, **changes)
        code = landing.params.get("code", "")
        if not code:
            raise NotRun(f"No authorization code was given: {outcome_in_words(landing)}")
        return request, code

    def exchange(self, request: AuthorizationRequest, code: str, /, **changes: str | None) -> Reply:
        """Sends the token request for `code`; `changes` replace form fields."""
        headers, form = self.rp.token_request(request, code, **changes)
        return self.token_request(form, headers=headers)

    def token_request(self, form: list[tuple[str, str]], *, headers: Headers = ()) -> Reply:
        """A POST of `form` to the token endpoint; what it gives is revoked after the run."""
        url = self.endpoint("token_endpoint")
        reply = self.http.send(
            "POST", url, purpose=Purpose.TOKEN_REQUEST, headers=headers, form=form
        )
        tokens = members_of(reply) if reply.status == 200 else {}
        # What a refresh gives without a new refresh token ends with the one that was used.
        if "refresh_token" in tokens or ("grant_type", "refresh_token") not in form:
            self.note_tokens(tokens)
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
        url = with_query(self.endpoint("userinfo_endpoint"), (query or {}).items())
        bearer = [("authorization", f"Bearer {token}")] if token else []
        return self.http.send(
            method, url, purpose=Purpose.USERINFO_REQUEST, headers=[*bearer, *headers], form=form
        )

    def userinfo_reply(self, **changes: str | None) -> Reply:
        """The response to the access token of a login with `changes`, remembered."""
        return self._answer_to(self.login_with_access_token(**changes).access_token)

    @remembered
    def _answer_to(self, token: str) -> Reply:
        return self.userinfo(token)

    def claims_of_userinfo(self, **changes: str | None) -> Document:
        """The claims at the UserInfo endpoint, signed or not (Core 5.3.2). Raises NotRun."""
        reply = self.userinfo_reply(**changes)
        with presuming():
            return claims_in(reply, "UserInfo response")
