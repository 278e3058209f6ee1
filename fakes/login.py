"""Logging in as a user would: the seam, and the driver that fills in plain HTML forms."""

from dataclasses import dataclass
from typing import Protocol

from fakes.browser import Browser, Landing
from fakes.forms import Form, title_of, visible_text

MOST_STEPS = 10


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and a password of a test user."""

    username: str
    password: str


class LoginFailed(Exception):
    """The login stopped on a page; the message says where, with what fields, and what to do."""

    def __init__(self, landing: Landing, why: str, remedy: str) -> None:
        forms = "; ".join(form.describe() for form in landing.forms) or "no form"
        title = title_of(landing.text)
        where = f"{landing.reply.url.partition('?')[0]} (HTTP {landing.reply.status}, “{title}”)"
        super().__init__(f"{why} The login stopped at {where} with {forms}. {remedy}")
        self.landing = landing


class BrowserMissing(Exception):
    """Playwright or Chromium is not installed; the message says how to install it."""


class LoginDriver(Protocol):
    """Leads a browser from a provider's page to the application."""

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        """What a user sees at `landing`: the page, or the way out, that its scripts make of it."""

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        """From the page `landing` until the browser leaves for the application.

        Raises LoginFailed, ExchangeError, RedirectLoop.
        """

    def close(self) -> None:
        """Ends what the driver started."""


class FormDriver:
    """Fills in HTML forms over HTTP: login in one or several steps, consent, and auto-submit."""

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        return landing

    def close(self) -> None:
        pass

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        answered: set[str] = set()
        for _ in range(MOST_STEPS):
            if landing.left:
                return landing
            form = form_to_answer(landing.forms)
            if form is None:
                raise LoginFailed(landing, refusal(landing), NO_FORM)
            filled = fill(form, credentials)
            step = f"{sorted(filled)} {form.describe()}"
            if filled and step in answered:
                raise LoginFailed(landing, "The page asked for the same again.", REFUSED)
            answered.add(step)
            landing = browser.submit(form, filled, watch=watch)
        if landing.left:
            return landing
        raise LoginFailed(landing, f"It was not done after {MOST_STEPS} pages.", NO_FORM)


NO_FORM = (
    "If this page needs JavaScript, use the browser driver: install the extra `browser` and "
    'Chromium, and give --login browser (or login = "browser" in targets.toml).'
)
REFUSED = "Check OIDC_USERNAME and OIDC_PASSWORD, and that the user may use the client."


def refusal(landing: Landing) -> str:
    """What a page without a usable form says."""
    return f"The page says: “{visible_text(landing.text)}”."


def form_to_answer(forms: list[Form]) -> Form | None:
    """The form of the login: with a password, else with a user name, else with a button."""
    posting = [form for form in forms if form.method == "POST"]
    for wanted in (lambda f: f.password, lambda f: f.username, lambda f: f in posting):
        for form in forms:
            if wanted(form):
                return form
    return next(iter(forms), None)


def fill(form: Form, credentials: Credentials) -> dict[str, str]:
    """What a user types into `form`; every scope of a consent page is ticked."""
    filled = {f.name: f.value or "on" for f in form.fields if f.type == "checkbox" and f.name}
    if form.username:
        filled[form.username.name] = credentials.username
    if form.password:
        filled[form.password.name] = credentials.password
    return filled
