"""Logging in as a user would: the seam, and the driver that fills in plain HTML forms."""

from dataclasses import dataclass
from typing import Protocol

from fakes.user.browser import Browser, Landing
from fakes.user.forms import MOST_TAGS, Form, read_until, title_of, visible_text

MOST_STEPS = 10
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and a password of a test user."""

    username: str
    password: str


class LoginFailed(Exception):
    """The login stopped on a page; the message says where, with what fields, and what to do."""

    def __init__(self, landing: Landing, why: str, remedy: str) -> None:
        forms = "; ".join(form.describe() for form in landing.forms[:MOST_TOLD]) or "no form"
        page = f"HTTP {landing.reply.status}, “{title_of(landing.text)[:60]}”"
        where = f"{landing.reply.url.partition('?')[0][:120]} ({page})"
        forms = forms[:160]
        if read_until(landing.text) < len(landing.text):
            forms += f" (only its first {MOST_TAGS:,} tags are read)"
        super().__init__(f"{why} The login stopped at {where} with {forms}. {remedy}")
        self.landing = landing
        # Whether the provider took the name or the password for wrong, so that nobody is logged in.
        self.refused = remedy == REFUSED


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

        Raises LoginFailed, ExchangeError.
        """

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        """The page `landing` as a PNG; nothing if the driver does not draw pages."""

    def close(self) -> None:
        """Ends what the driver started."""


class Told:
    """What a provider was told during one run, so that it is told no wrong password a second time.

    Each try could lock the user out. A password that was right before is asked for again where a
    request wants another user, or a stronger login: that is no refusal of it.
    """

    def __init__(self) -> None:
        self._refused: set[Credentials] = set()
        self._accepted: set[Credentials] = set()

    def done(self, landing: Landing, told: set[str], credentials: Credentials) -> Landing:
        """`landing`, where the login left the provider; a password that led there is right."""
        if credentials.password in told and "error" not in landing.params:
            self._accepted.add(credentials)
        return landing

    def once(
        self, landing: Landing, form: Form, told: set[str], credentials: Credentials
    ) -> dict[str, str]:
        """What a user types into `form` of the page `landing`, noted in `told`.

        Raises LoginFailed if the page asks for what it was told before.
        """
        filled = fill(form, credentials)
        if form.password and credentials.password in told and credentials in self._accepted:
            raise LoginFailed(landing, f"The login was asked for again. {saying(landing)}", ANOTHER)
        if form.password and credentials.password in told:
            self._refused.add(credentials)
            raise LoginFailed(landing, f"The password was not accepted. {saying(landing)}", REFUSED)
        if form.password and credentials in self._refused:
            raise LoginFailed(landing, "The password was refused before, it is not sent.", REFUSED)
        if form.username and not form.password and credentials.username in told:
            why = f"The user name was not accepted. {saying(landing)}"
            raise LoginFailed(landing, why, REFUSED)
        told.update(filled.values())
        return filled


class FormDriver:
    """Fills in HTML forms over HTTP: login in one or several steps, consent, and auto-submit."""

    def __init__(self) -> None:
        self._told = Told()

    def see(self, browser: Browser, landing: Landing, *, watch: str) -> Landing:
        return landing

    def picture(self, browser: Browser, landing: Landing) -> bytes:
        return b""

    def close(self) -> None:
        pass

    def log_in(
        self, browser: Browser, landing: Landing, credentials: Credentials, *, watch: str
    ) -> Landing:
        told: set[str] = set()
        for _ in range(MOST_STEPS):
            if landing.left:
                return self._told.done(landing, told, credentials)
            form = form_to_answer(landing.forms, browser, watch)
            if form is None:
                raise LoginFailed(landing, saying(landing), NO_FORM)
            filled = self._told.once(landing, form, told, credentials)
            landing = browser.submit(form.ticked(everything=not filled), filled, watch=watch)
        if landing.left:
            return self._told.done(landing, told, credentials)
        raise LoginFailed(landing, f"It was not done after {MOST_STEPS} pages.", NO_FORM)


NO_FORM = (
    "If this page needs JavaScript, use the browser driver: install the extra `browser` and "
    'Chromium, and give --login browser (or login = "browser" in targets.toml). If it asks for a '
    "second factor or a new password, use a test user without."
)
ANOTHER = "The request may want another user, or a stronger login, than this one's."
REFUSED = "Check OIDC_USERNAME and OIDC_PASSWORD, and that the user may use the client."


def saying(landing: Landing) -> str:
    """What a page says, as a sentence."""
    return f"The page says: “{visible_text(landing.text)}”."


def form_to_answer(forms: list[Form], browser: Browser, watch: str) -> Form | None:
    """The form to fill in: with a password, else a user name, else a button, else by script.

    A form that leads out of the provider is not one.
    """
    inside = [form for form in forms if not browser.leaves(form.sent_to(None)[0], watch)]
    for wanted in (by_password, by_username, by_button, by_script, by_link):
        for form in inside:
            if wanted(form):
                return form
    return None


def by_password(form: Form) -> bool:
    return form.password is not None


def by_username(form: Form) -> bool:
    return form.username is not None


def by_button(form: Form) -> bool:
    """Whether the form changes something, and asks for nothing but a button that goes on."""
    return form.method == "POST" and form.asks_nothing and form.agreeing_button() is not None


def by_script(form: Form) -> bool:
    """Whether the form has no button, so that a script of the page submits it."""
    return form.method == "POST" and form.asks_nothing and not form.buttons


def by_link(form: Form) -> bool:
    """Whether the form is a mere link to the next page; one with a choice is something else."""
    chooses = form.field("select", "radio") is not None
    return form.asks_nothing and not chooses and form.agreeing_button() is not None


def fill(form: Form, credentials: Credentials) -> dict[str, str]:
    """What a user types into `form`."""
    filled = {}
    if form.username:
        filled[form.username.name] = credentials.username
    if form.password:
        filled[form.password.name] = credentials.password
    return filled
