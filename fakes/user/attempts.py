"""One attempt at a login, and what a run remembers of those before it.

A password that was refused is not sent again: each try could lock the user out. It counts as
refused only if the form that it was typed into comes back, and nothing else explains that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fakes.clock import Clock, RealClock
from fakes.user.browser import Landing
from fakes.user.buttons import Button
from fakes.user.codes import OneTimeCodes
from fakes.user.forms import MOST_TAGS, Form, read_until, title_of, visible_text
from fakes.user.obstacles import (
    AUTHENTICATOR,
    WRONG,
    Obstacle,
    has_captcha,
    message_of_login_form,
    obstacles,
    second_factor_of,
    told_by,
)

MOST_TOLD = 5
MOST_SAID = 400
BY_HAND = "Log in by hand in a browser to see what this page asks for."
ANOTHER = "The request may want another user, or a stronger login, than this one's."
UNDECIDED = (
    "Set the provider's pages, or the test user, to English, or sign in once by hand in a browser "
    "as the test user and answer it, if that is remembered."
)
REFUSED = "Check OIDC_USERNAME and OIDC_PASSWORD, and that the user may use the client."


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and a password of a test user; a login may take the name alone.

    `totp_secret` is that of the user's authenticator app in base32, whose codes go by `clock`;
    `idp` is what the page calls the identity provider that knows the user.
    """

    username: str
    password: str = field(repr=False)
    totp_secret: str = field(default="", repr=False)
    idp: str = ""
    clock: Clock = field(default_factory=RealClock, repr=False, compare=False)


class LoginFailed(Exception):
    """The login stopped on a page; the message says where, with what fields, and what to do.

    `obstacle` is what stands there, if that is known, `attempt` the login that it ended.
    """

    def __init__(
        self, landing: Landing, why: str, remedy: str, obstacle: Obstacle | None = None
    ) -> None:
        forms = "; ".join(form.describe() for form in landing.forms[:MOST_TOLD]) or "no form"
        page = f"HTTP {landing.reply.status}, “{title_of(landing.text)[:60]}”"
        where = f"{landing.reply.url.partition('?')[0][:120]} ({page})"
        forms = forms[:160]
        if read_until(landing.text) < len(landing.text):
            forms += f" (only its first {MOST_TAGS:,} tags are read)"
        super().__init__(f"{why} The login stopped at {where} with {forms}. {remedy}")
        self.landing = landing
        self.why = why
        self.remedy = remedy
        self.obstacle = obstacle
        self.attempt: Attempt | None = None
        # Whether the provider took the name or the password for wrong, so that nobody is logged in.
        self.refused = remedy == REFUSED
        # Whether it is the driver that does not understand the page.
        self.undecided = remedy == UNDECIDED


def saying(landing: Landing) -> str:
    """What a page says, as a sentence."""
    return f"The page says: “{visible_text(landing.text)}”."


class Told:
    """What a provider was told during one run.

    A password that was right before is asked for again where a request wants another user, or a
    stronger login: that is no refusal of it.
    """

    def __init__(self) -> None:
        self.refused: dict[Credentials, str] = {}
        self.accepted: set[Credentials] = set()
        self.codes = OneTimeCodes()

    def attempt(self, credentials: Credentials) -> "Attempt":
        """A login that begins."""
        return Attempt(self, credentials)


@dataclass
class Attempt:
    """One login: the forms that were sent, each with the page where it stood.

    `chosen` is the page where an identity provider was, `told_there` whether something was typed
    since; `followed` are the links that were, `ahead` those that are left, `answered` the
    questions, each by its page and form, `unseen` the page before those links whose scripts nobody
    ran.
    """

    run: Told
    credentials: Credentials
    chosen: Landing | None = None
    told_there: bool = False
    told_password: bool = False
    sent: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    followed: set[str] = field(default_factory=set)
    ahead: list[str] = field(default_factory=list)
    answered: set[tuple[str, tuple[str, tuple[str, ...]]]] = field(default_factory=set)
    unseen: Landing | None = None

    @property
    def told(self) -> bool:
        """Whether the user told who they are."""
        return bool(self.sent)

    def is_told_no(self, landing: Landing) -> bool:
        """Whether a page says that something is wrong, which the one before did not say."""
        return says_wrong(landing.text, list(self.sent.values())[-1])

    def rehearsal(self) -> "Attempt":
        """A copy, to find out what would be done next: nothing of that is noted."""
        run = Told()
        run.refused, run.accepted = dict(self.run.refused), set(self.run.accepted)
        return replace(
            self,
            run=run,
            sent=dict(self.sent),
            followed=set(self.followed),
            ahead=list(self.ahead),
            answered=set(self.answered),
        )

    def done(self, landing: Landing) -> Landing:
        """`landing`, where the login left the provider; a password that led there is right."""
        if self.told_password and "error" not in landing.params:
            self.run.accepted.add(self.credentials)
        return landing

    def stopped(self, landing: Landing, why: str, kind: str = "") -> LoginFailed:
        """The failure of this login by the obstacle of this kind, or by what nobody knows."""
        obstacle = obstacles().get(kind)
        failure = LoginFailed(landing, why, obstacle.advice if obstacle else BY_HAND, obstacle)
        failure.attempt = self
        return failure

    def filled(self, landing: Landing, form: Form) -> dict[str, str]:
        """What the user types into `form` of the page `landing`, noted as sent.

        Raises LoginFailed if that is not known, or was told before.
        """
        if has_captcha(landing.text) and (form.password or form.username):
            raise self.stopped(landing, saying(landing), "captcha")
        if form.password:
            self._presume_password_wanted(landing, form)
        elif form.username and (form.identity in self.sent or self.told_password):
            refused = "name or the password" if self.told_password else "user name"
            raise self._came_back(landing, form, f"The {refused} was not accepted.")
        filled = fill(form, self.credentials)
        if form.code and (self.credentials.totp_secret or not form.password):
            filled |= form.with_code(self._code(landing, form))
        self.told_password |= form.password is not None
        self.told_there |= self.chosen is not None
        self.sent[form.identity] = landing.text
        self.ahead.clear()
        self.unseen = None
        return filled

    def _presume_password_wanted(self, landing: Landing, form: Form) -> None:
        """Raises LoginFailed if the password may not be sent, or not again."""
        known = self.run.refused.get(self.credentials)
        if self.told_password and self.credentials in self.run.accepted:
            raise LoginFailed(landing, f"The login was asked for again. {saying(landing)}", ANOTHER)
        if self.told_password:
            quoted = ", quotes and all" if is_quoted(self.credentials.password) else ""
            raise self._came_back(landing, form, f"The password was not accepted{quoted}.")
        if known:
            why = f"The password was refused before, it is not sent again. {known}"
            raise LoginFailed(landing, why, REFUSED)
        if not self.credentials.password:
            told = f"A password is asked for, and none is set. {saying(landing)}"
            raise self.stopped(landing, told, "no password")

    def _came_back(self, landing: Landing, form: Form, why: str) -> LoginFailed:
        """Why a form asks again for what was typed before."""
        same = form.identity in self.sent
        before = self.sent.get(form.identity, list(self.sent.values())[-1])
        obstacle = message_of_login_form(landing.text, before)
        wrong = says_wrong(landing.text, before)
        if wrong and obstacle is obstacles()["new password"]:
            obstacle = None  # a way out for who forgot the old one
        if obstacle is not None:
            return self.stopped(landing, saying(landing), obstacle.kind)
        if not same and not wrong:
            told = f"The password is asked for again, by another form. {saying(landing)}"
            return LoginFailed(landing, told, BY_HAND)
        told = f"{why} {saying(landing)}"
        if self.told_password:
            self.run.refused[self.credentials] = told
        return LoginFailed(landing, told, REFUSED)

    def _code(self, landing: Landing, form: Form) -> str:
        """A code of the authenticator app. Raises LoginFailed if another is asked for, or none."""
        factor = second_factor_of(landing.text)
        if not self.credentials.totp_secret or factor.kind != AUTHENTICATOR:
            raise self.stopped(landing, saying(landing), factor.kind)
        if not form.takes_code_of_app:
            raise self.stopped(landing, f"The code is another than an app's. {saying(landing)}")
        if form.identity in self.sent:
            told = f"The one-time code was not accepted. {saying(landing)}"
            raise self.stopped(landing, told, "code refused")
        return self.run.codes.next(self.credentials.totp_secret, self.credentials.clock)


def is_quoted(value: object) -> bool:
    """Whether text has the same quote on both sides."""
    return isinstance(value, str) and len(value) > 1 and value[0] == value[-1] and value[0] in "'\""


def says_wrong(html: str, before: str) -> bool:
    """Whether a page says that something is wrong, and did not say so `before`."""
    said = WRONG.search(told_by(html, MOST_SAID))
    return bool(said) and not WRONG.search(told_by(before, MOST_SAID))


def fill(form: Form, credentials: Credentials) -> dict[str, str]:
    """What a user types into `form`."""
    filled = dict.fromkeys(form.copied, credentials.username) if form.username else {}
    if form.username:
        filled[form.username.name] = credentials.username
    if form.password:
        filled[form.password.name] = credentials.password
    return filled


def own_account(buttons: Iterable[Button], landing: Landing, attempt: Attempt) -> Button:
    """The one of several buttons that has the user's name on it, as a list of accounts has.

    Raises LoginFailed if none has, or more than one: then none is pressed.
    """
    offered = list(buttons)
    name = re.compile(rf"(?<!\w){re.escape(attempt.credentials.username)}(?!\w)", re.IGNORECASE)
    mine = [one for one in offered if name.search(one.told)]
    if len(mine) == 1:
        return mine[0]
    told = ", ".join(f"“{one.told}”" for one in offered)[:MOST_SAID]
    raise LoginFailed(
        landing,
        f"Which of these buttons goes on is in words that are not known, none was pressed: {told}.",
        UNDECIDED,
    )
