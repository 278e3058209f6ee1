"""Which form of a page a user sends, and what it is for."""

import re
from collections.abc import Callable

from fakes.user.addresses import parts_of
from fakes.user.forms import Form
from fakes.user.words.buttons import FORGOT, SIGNING_IN, pattern_of

COOKIES = pattern_of(
    r"cookies?\b|\b(?:accept|reject|allow|decline) all\b|\balle (?:akzeptieren|ablehnen)\b",
    r"\btout (?:accepter|refuser)\b|\b(?:aceptar|rechazar) tod\w+|\b(?:accetta|rifiuta) tutt\w",
)
FORGOT_AT = re.compile(
    r"(?:\A|[/._-])(?:forgot\w*|recover\w*"
    r"|reset[-_]?(?:password|credentials?)|(?:password|credentials?)[-_]?reset)(?![^\W_])",
    re.IGNORECASE,
)
LOGOUT = re.compile(r"(?:log|sign)-?(?:out|off)\b", re.IGNORECASE)


def form_to_answer(forms: list[Form], leaves: Callable[[str], bool]) -> Form | None:
    """The form to fill in: with a password, else a user name, else a button, else by script.

    A form that `leaves` the provider is not one.
    """
    inside = inside_of(forms, leaves)
    for wanted in (by_password, by_username):
        for form in likeliest_first(inside):
            if wanted(form):
                return form
    return form_to_send(inside)


def inside_of(forms: list[Form], leaves: Callable[[str], bool]) -> list[Form]:
    """The forms that lead to the provider."""
    return [form for form in forms if not leaves(form.sent_to(None)[0])]


def likeliest_first(forms: list[Form]) -> list[Form]:
    """The forms of a page, those first whose button says to log in or to go on.

    What the others are for may stand in a language that nobody here knows.
    """

    def says_nothing(form: Form) -> bool:
        onward = form.agreeing_button()
        return onward is None or not onward.says_to_log_in

    return sorted(forms, key=says_nothing)


def form_to_send(forms: list[Form]) -> Form | None:
    """The form that goes on without anything typed: of several, one that answers an application.

    One about cookies may wait.
    """
    in_turn = sorted(forms, key=lambda form: (not form.grants, is_about_cookies(form)))
    for wanted in (by_button, by_script, by_link):
        for form in in_turn:
            if wanted(form) and not form.sets_language:
                return form
    return None


def is_about_cookies(form: Form) -> bool:
    """Whether a form asks what a site may keep in the browser."""
    told = " ".join((form.action, form.heading, *(one.told for one in form.buttons)))
    return bool(COOKIES.search(told))


def by_password(form: Form) -> bool:
    return form.password is not None and not form.leads_elsewhere


def asks_secret(form: Form) -> bool:
    return form.visible and (by_password(form) or by_code(form))


def by_username(form: Form) -> bool:
    asks = form.username is not None and not form.takes_a_message
    return asks and not (form.signs_up or form.leads_elsewhere or is_for_who_forgot(form))


def is_for_who_forgot(form: Form) -> bool:
    """Whether a form sends the user a mail with a new password, by its heading or its address."""
    onward = form.agreeing_button()
    if SIGNING_IN.search(f"{form.heading} {onward.told if onward else ''}"):
        return False
    return bool(FORGOT.search(form.heading) or FORGOT_AT.search(parts_of(form.action).path))


def by_code(form: Form) -> bool:
    return form.code is not None and not form.signs_up


def takes_an_answer(form: Form) -> bool:
    """Whether a user types into it who logs in."""
    return by_password(form) or by_username(form) or by_code(form)


def by_button(form: Form) -> bool:
    """Whether the form changes something, and asks for nothing but a button that goes on."""
    presses = form.visible and form.agreeing_button() is not None and not form.leads_elsewhere
    return form.method == "POST" and form.asks_nothing and presses


def by_script(form: Form) -> bool:
    """Whether nobody presses a button of the form, so that a script of the page submits it."""
    by_itself = not form.buttons or (not form.visible and form.sent_by_script)
    if LOGOUT.search(parts_of(form.action).path) and not form.sent_at_once:
        return False  # a link in the head of a page sends it
    return form.method == "POST" and form.asks_nothing and by_itself and not form.field("password")


def by_link(form: Form) -> bool:
    """Whether the form is a mere link to the next page; one with a choice is something else."""
    chooses = form.field("select", "radio") is not None
    presses = form.visible and form.agreeing_button() is not None and not form.leads_elsewhere
    return form.asks_nothing and not chooses and presses
