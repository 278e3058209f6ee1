"""What a user does on a page of a login: fill in a form, press a button, follow a link.

Nothing is sent that no user would send: no password into a form that makes an account, no empty
code, no answer to what only a person may answer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fakes.user.addresses import origin
from fakes.user.attempts import Attempt, saying
from fakes.user.browser import Landing
from fakes.user.buttons import LATER, Button
from fakes.user.choices import Choice, choices_among, links_on
from fakes.user.fields import Asks
from fakes.user.forms import Form
from fakes.user.obstacles import obstacle_of_page, obstacles

SIGN_IN = re.compile(r"((already .{0,40})?(log|sign) ?in|anmelden|einloggen)\W*\Z", re.IGNORECASE)
# What a page only offers, and a user may put off.
OFFERS = ("enrolment", "unfinished account", "new password", "second factor: passkey")


@dataclass(frozen=True, slots=True)
class Move:
    """What the user does: `form` is sent with `filled` typed in, or `link` is followed."""

    form: Form | None = None
    filled: dict[str, str] = field(default_factory=dict)
    button: Button | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a login, with the forms and the links on it that stay with the provider."""

    landing: Landing
    forms: list[Form]
    links: list[Choice]
    frame: str

    @classmethod
    def at(cls, landing: Landing, forms: list[Form], leaves: Callable[[str], bool]) -> "Place":
        """The page `landing`, whose `forms` are given; what `leaves` is not followed."""
        links = [one for one in links_on(landing.text, landing.reply.url) if not leaves(one.link)]
        frame = landing.frame
        # Frames of others are advertising and the like.
        if origin(frame) != origin(landing.reply.url) or leaves(frame):
            frame = ""
        return cls(landing, inside_of(forms, leaves), links, frame)

    @property
    def choices(self) -> list[Choice]:
        """The identity providers that it offers."""
        return choices_among(self.links, self.forms)


def next_move(place: Place, attempt: Attempt) -> Move:
    """What the user does on a page.

    Raises LoginFailed where there is nothing that a user could do, or should.
    """
    chosen = chosen_provider(place, attempt)
    if chosen is not None:
        return chosen
    for wanted in (by_password, by_username, by_code):
        for form in place.forms:
            if form.visible and wanted(form):
                return Move(form, attempt.filled(place.landing, form))
    return _without_typing(place, attempt)


def _without_typing(place: Place, attempt: Attempt) -> Move:
    """The way on from a page that wants nothing typed that the user could type."""
    landing, forms = place.landing, place.forms
    onward = form_to_send(forms)
    obstacle = obstacle_of_page(landing.text, leads_on=onward is not None)
    if obstacle is None and any(form.asking(Asks.NEW_PASSWORD) for form in forms) and attempt.told:
        obstacle = obstacles()["new password"]
    if obstacle is not None:
        later = way_past(place) if obstacle.kind in OFFERS else None
        if later is None:
            raise attempt.stopped(landing, saying(landing), obstacle.kind)
        return later
    choices = place.choices
    if len(choices) == 1 and choices[0].is_offered and not attempt.chosen:
        return follow(choices[0], attempt)
    if len(choices) > 1:
        offered = ", ".join(f"“{one.text}”" for one in choices)[:300]
        told = f"The page asks where the user comes from: {offered}."
        raise attempt.stopped(landing, told, "identity provider")
    if onward is not None:
        return Move(onward)
    link = place.frame or to_sign_in(place)
    if link and link not in attempt.followed:
        attempt.followed.add(link)
        return Move(link=link)
    unseen = landing.runs_scripts and not landing.rendered
    raise attempt.stopped(landing, saying(landing), "JavaScript" if unseen else "")


def chosen_provider(place: Place, attempt: Attempt) -> Move | None:
    """The way to the identity provider that the settings name, once."""
    wanted = attempt.credentials.idp
    if not wanted or attempt.chosen:
        return None
    offered = [*place.choices, *place.links]
    found = next((one for one in offered if one.is_called(wanted)), None)
    return follow(found, attempt) if found else None


def follow(choice: Choice, attempt: Attempt) -> Move:
    """The way to an identity provider."""
    attempt.chosen = True
    return Move(choice.form, {}, choice.button, choice.link)


def way_past(place: Place) -> Move | None:
    """The button or the link by which a user puts off what a page offers."""
    for form in place.forms:
        for button in form.buttons:
            if button.is_later:
                return Move(form, {}, button)
    link = next((one.link for one in place.links if LATER.search(one.text)), "")
    return Move(link=link) if link else None


def to_sign_in(place: Place) -> str:
    """The link from a page that makes accounts to the login page; empty without one."""
    if not any(form.signs_up for form in place.forms):
        return ""
    return next((one.link for one in place.links if SIGN_IN.match(one.text)), "")


def form_to_answer(forms: list[Form], leaves: Callable[[str], bool]) -> Form | None:
    """The form to fill in: with a password, else a user name, else a button, else by script.

    A form that `leaves` the provider is not one.
    """
    inside = inside_of(forms, leaves)
    for wanted in (by_password, by_username):
        for form in inside:
            if wanted(form):
                return form
    return form_to_send(inside)


def inside_of(forms: list[Form], leaves: Callable[[str], bool]) -> list[Form]:
    """The forms that lead to the provider."""
    return [form for form in forms if not leaves(form.sent_to(None)[0])]


def form_to_send(forms: list[Form]) -> Form | None:
    """The form that goes on without anything typed."""
    for wanted in (by_button, by_script, by_link):
        for form in forms:
            if wanted(form):
                return form
    return None


def by_password(form: Form) -> bool:
    return form.password is not None


def by_username(form: Form) -> bool:
    return form.username is not None and not form.signs_up


def by_code(form: Form) -> bool:
    return form.code is not None and not form.signs_up


def by_button(form: Form) -> bool:
    """Whether the form changes something, and asks for nothing but a button that goes on."""
    presses = form.visible and form.agreeing_button() is not None
    return form.method == "POST" and form.asks_nothing and presses


def by_script(form: Form) -> bool:
    """Whether nobody presses a button of the form, so that a script of the page submits it."""
    by_itself = not form.buttons or (not form.visible and form.sent_by_script)
    return form.method == "POST" and form.asks_nothing and by_itself and not form.field("password")


def by_link(form: Form) -> bool:
    """Whether the form is a mere link to the next page; one with a choice is something else."""
    chooses = form.field("select", "radio") is not None
    presses = form.visible and form.agreeing_button() is not None
    return form.asks_nothing and not chooses and presses
