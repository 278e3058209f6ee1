"""Logging out as an application asks for it: RP-Initiated Logout 1.0, and Cognito's own form."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from fakes.relying_party.party import AuthorizationRequest, with_query
from fakes.user.addresses import begins
from fakes.user.browser import Browser, Landing
from fakes.user.logging_out import say_yes
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose
from suites.op.jwt import Jwt
from suites.op.login import Login, outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.responses import is_response_at
from suites.protocol.session.cookies import Cookie, cookies_of
from suites.protocol.signatures.id_tokens import audiences
from suites.protocol.signatures.signatures import expect_signature
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotChosen,
    NotRun,
    Tolerated,
    expect_decided,
    presuming,
)

STATE = "ssoproof-state.1"
WITHOUT_URL_TOO = "which fails without a URL, too"
STILL_LOGGED_IN = ("consent_required", "interaction_required")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutOutcome:
    """What followed a logout request: where it led at once, and where after every question."""

    first: Landing
    last: Landing

    @property
    def asked(self) -> bool:
        """Whether the user was asked something."""
        return self.first is not self.last

    @property
    def refused(self) -> bool:
        """Whether the provider shows an error."""
        return not self.last.left and self.last.reply.status >= 400

    def returned_to(self, url: str) -> bool:
        return self.last.left and begins(self.last.url, url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logout:
    """A user who logged in and out again.

    `hint` is the ID Token of the `login`, `cookies` are those of the browser before the logout,
    `tried` are the logout URLs of the application that were asked for until one worked,
    `known_before` and `known_after` whether the provider knew the user. `code` is one that nobody
    exchanged, with its request, if the client may have codes.
    """

    browser: Browser
    login: Login
    hint: Jwt
    cookies: list[Cookie]
    tried: dict[str, LogoutOutcome]
    known_before: bool
    known_after: bool
    code: tuple[AuthorizationRequest, str] | None

    @property
    def url(self) -> str:
        """The logout URL that worked. Raises NotRun if none did."""
        for url, end in self.tried.items():
            if end.returned_to(url):
                return url
        raise NotRun(
            "No logout URL of the application works: see logout/returns-host.",
            judge="logout/returns-host",
        )


@remembered
def rp_initiated_logout(op: Op) -> Logout:
    """A logout with `id_token_hint` and a logout URL of the application, remembered."""
    browser, login = login_in_new_browser(op)
    hint = sound_hint(op, login)
    known_before = knows_user(op, browser)
    code = unused_code(op, browser)
    cookies = cookies_of(browser)
    tried: dict[str, LogoutOutcome] = {}
    for url in op.target.post_logout_redirect_uris:
        tried[url] = log_out(
            op, browser, id_token_hint=hint.raw, post_logout_redirect_uri=url, state=STATE
        )
        if tried[url].returned_to(url):
            break
    return Logout(
        browser=browser,
        login=login,
        hint=hint,
        cookies=cookies,
        tried=tried,
        known_before=known_before,
        known_after=knows_user(op, browser),
        code=code,
    )


def unused_code(op: Op, browser: Browser) -> tuple[AuthorizationRequest, str] | None:
    """A code of the session in `browser`, and its request; None if there are no codes."""
    try:
        op.login("pkce")
    except (NotApplicable, NotRun):
        return None
    request, landing = op.authorize("pkce", browser=browser)
    code = landing.params.get("code", "")
    return (request, code) if code else None


@remembered
def logout_without_parameters(op: Op) -> tuple[Browser, Landing, bool]:
    """The browser of a user who logged in, what a logout request without parameters showed, and
    whether the provider still knew the user then; remembered.
    """
    browser, _ = login_in_new_browser(op)
    if not knows_user(op, browser):
        raise NotRun("prompt=none does not work after a login: it proves nothing here.")
    return browser, ask_to_log_out(op, browser, ""), knows_user(op, browser)


@remembered
def logout_without_hint(op: Op) -> Landing:
    """Where a logout request leads that names the URL that worked, and nothing else; remembered."""
    left = rp_initiated_logout(op)
    return ask_to_log_out(op, left.browser, left.url, post_logout_redirect_uri=left.url)


@remembered
def fails_without_url(op: Op) -> bool:
    """Whether a logout that names no URL fails like that with one: then no URL is why.

    A logout that ended the session, and led nowhere, did not fail.
    """
    left = rp_initiated_logout(op)
    if left.known_before and not left.known_after:
        return False
    end = log_out(op, left.browser, id_token_hint=left.hint.raw)
    return end.refused or (left.known_after and knows_user(op, left.browser))


def login_in_new_browser(op: Op) -> tuple[Browser, Login]:
    """A login of its own in a browser of its own. Raises NotRun if it does not succeed."""
    op.login()
    browser = op.new_browser()
    request, landing = op.authorize(browser=browser)
    with presuming():
        return browser, op.read(request, landing)


def sound_hint(op: Op, login: Login) -> Jwt:
    """The ID Token of a login, which the provider can take for its own.

    It may have further audiences (Core section 2). Raises NotRun if the provider cannot take it:
    which claim or signature is wrong, other checks say.
    """
    hint = login.id_token
    with presuming():
        mine = op.target.client_id in audiences(hint.claims)
        if hint.claims["iss"] != op.target.issuer or not mine or "crit" in hint.header:
            raise NotRun("The ID Token of the login is not one that vouches for a logout.")
        expect_signature(op, hint, where="ID Token, signature")
    return hint


def knows_user(op: Op, browser: Browser) -> bool:
    """Whether the provider has a session in `browser`: prompt=none says so (Core 3.1.2.1)."""
    _, landing = op.ask(browser=browser, prompt="none")
    if not landing.left:
        # No page is right here; one that names the user may be a list of accounts to choose from.
        expect_decided(landing.reply)
        return False
    return landing.params.get("error", STILL_LOGGED_IN[0]) in STILL_LOGGED_IN


def log_out(op: Op, browser: Browser, *, post: bool = False, **params: str) -> LogoutOutcome:
    """Sends a logout request with `params`, and says yes to whatever is asked.

    Raises NotRun if the provider is out of order.
    """
    watch = params.get("post_logout_redirect_uri") or params.get("logout_uri", "")
    first = ask_to_log_out(op, browser, watch, post=post, **params)
    return LogoutOutcome(first=first, last=confirm_logout(browser, first, watch))


def ask_to_log_out(
    op: Op, browser: Browser, watch: str, *, post: bool = False, **params: str
) -> Landing:
    """Sends a logout request by GET or POST, and answers nothing that is asked."""
    endpoint = op.endpoint("end_session_endpoint")
    url = endpoint if post else with_query(endpoint, params.items())
    form = list(params.items()) if post else None
    landing = browser.open(url, purpose=Purpose.LOGOUT_REQUEST, form=form, watch=watch)
    landing = op.provider.driver.see(browser, landing, watch=watch)
    if not landing.left:
        expect_decided(landing.reply)
    return landing


def confirm_logout(browser: Browser, landing: Landing, watch: str) -> Landing:
    """Where it leads to say yes to the questions of a logout.

    Raises NotRun if the provider is out of order.
    """

    def decided(landing: Landing) -> Landing:
        if not landing.left:
            expect_decided(landing.reply)
        return landing

    return say_yes(browser, landing, watch, decided)


def expect_return(
    end: LogoutOutcome,
    url: str,
    *,
    where: str = "logout request with id_token_hint",
    fails_anyhow: Callable[[], bool] = lambda: False,
) -> None:
    """The user was led to `url`. Raises NotRun where a script would have to lead them on.

    `fails_anyhow` says whether a logout that names no URL fails as well; the place tells it then.
    """
    if end.returned_to(url):
        return
    if end.last.scripted and not (end.last.rendered or end.last.forms):
        raise NotChosen("The page after the logout needs a script: the browser driver can run it.")
    told = outcome_in_words(end.last)
    with suppress(NotRun, ExchangeError):  # what was found stands without it
        if fails_anyhow():
            where = f"{where}, {WITHOUT_URL_TOO}"
    raise Mismatch(f"a redirect to {url}", told, where)


def expect_not_led_to(op: Op, end: LogoutOutcome, wrong: str, where: str) -> None:
    """The user was not led to the `wrong` URL, asked before or not (section 3 knows no exception).

    To lead to the application instead is another matter (section 4).
    """
    if end.last.left and not led_to_application(op, end):
        exact = end.last.url.startswith(wrong)
        told = wrong if exact else end.last.url.partition("?")[0].partition("#")[0]
        raise Mismatch("no redirect to it", f"a redirect to {told}", where)


def led_to_application(op: Op, end: LogoutOutcome) -> bool:
    """Whether the user was led to a logout URL of the application."""
    urls = op.target.post_logout_redirect_uris
    return end.last.left and any(
        is_response_at(end.last, one) for url in urls for one in (url, url.rstrip("/") + "/")
    )


def expect_no_return(end: LogoutOutcome, where: str) -> None:
    """The user stayed at the provider; to have been asked before makes it half as bad."""
    if not end.last.left:
        return
    told = f"a redirect to {end.last.url.partition('?')[0].partition('#')[0]}"
    expected = "a page of the provider, and no redirect"
    if end.asked:
        raise Tolerated(expected, told, where, "The user was asked before.")
    raise Mismatch(expected, told, where)
