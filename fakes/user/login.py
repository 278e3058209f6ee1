"""Logging in as a user would: the seam, and the driver that fills in plain HTML forms."""

from collections.abc import Callable
from typing import Protocol

from fakes.user.answering import Move, next_move
from fakes.user.attempts import BY_HAND, Attempt, Credentials, LoginFailed, Told, fill
from fakes.user.browser import Browser, Landing
from fakes.user.places import Place
from fakes.wire.errors import Undecided
from fakes.wire.purposes import Purpose

__all__ = ["BrowserMissing", "Credentials", "FormDriver", "LoginDriver", "LoginFailed", "fill"]

MOST_STEPS = 10
NEGOTIATES = 401


class BrowserMissing(Exception):
    """Playwright or Chromium is not installed; the message says how to install it."""


class BrowserStopped(Undecided):
    """Chromium ended, or was ended, at a page; the message names it, and says why."""


Until = Callable[[str], object]


def never(text: str) -> bool:
    """No text is what is waited for."""
    return False


class LoginDriver(Protocol):
    """Leads a browser from a provider's page to the application."""

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        """What a user sees at `landing`: the page, or the way out, that its scripts make of it."""

    def show(
        self, browser: Browser, landing: Landing, *, watch: str = "", until: Until = never
    ) -> Landing:
        """What becomes of a page of the application, in the window of `browser`, which stays.

        It is waited for until the page has come to rest, or shows what is waited for. Raises
        ExchangeError.
        """

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        """From the page `landing` until the browser leaves for the application.

        Raises LoginFailed, ExchangeError.
        """

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        """The page `landing` as a PNG; nothing if the driver does not draw pages."""

    def close(self) -> None:
        """Ends what the driver started."""


class FormDriver:
    """Fills in HTML forms over HTTP: login in one or several steps, consent, and auto-submit."""

    def __init__(self) -> None:
        self.told = Told()

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        return past_negotiation(browser, landing, watch)

    def show(
        self, browser: Browser, landing: Landing, *, watch: str = "", until: Until = never
    ) -> Landing:
        return landing

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        return b""

    def close(self) -> None:
        pass

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        attempt = self.told.attempt(credentials)
        for _ in range(MOST_STEPS):
            if landing.left:
                return attempt.done(landing)
            landing = step(browser, past_negotiation(browser, landing, watch), attempt, watch)
        if landing.left:
            return attempt.done(landing)
        raise LoginFailed(landing, f"It was not done after {MOST_STEPS} pages.", BY_HAND)


def first_move(browser: Browser, landing: Landing, credentials: Credentials, *, watch: str) -> Move:
    """What the user would do first on the page `landing`; it is not done.

    Raises LoginFailed where there is nothing that a user could do, or should.
    """
    place = Place.at(landing, landing.forms, browser, watch)
    return next_move(place, Told().attempt(credentials))


def step(browser: Browser, landing: Landing, attempt: Attempt, watch: str) -> Landing:
    """Where the next thing leads that a user does on the page `landing`.

    Raises LoginFailed, ExchangeError.
    """
    if landing.left:
        return landing
    place = Place.at(landing, landing.forms, browser, watch)
    return made(browser, next_move(place, attempt), watch)


def made(browser: Browser, move: Move, watch: str) -> Landing:
    """Where a move leads. Raises ExchangeError."""
    if move.form is None:
        return browser.open(move.link, purpose=Purpose.PAGE, watch=watch)
    form = move.form.ticked(everything=not move.filled)
    return browser.submit(form, move.filled, button=move.button, watch=watch)


def past_negotiation(browser: Browser, landing: Landing, watch: str) -> Landing:
    """The page after one that asks for a ticket of the network, which nobody here has.

    Such a page has status 401 (RFC 4559 section 4), and a form that a script sends on.
    """
    if landing.left or landing.reply.status != NEGOTIATES or len(landing.forms) != 1:
        return landing
    form = landing.forms[0]
    leads_on = form.method == "POST" and form.asks_nothing and form.sent_by_script
    if not leads_on or browser.leaves(form.sent_to(None)[0], watch):
        return landing
    return browser.submit(form, {}, watch=watch)
