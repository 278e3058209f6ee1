"""A page of a login as its user finds it: forms and links, and what they ask for."""

from dataclasses import dataclass, replace

from fakes.user.addresses import origin
from fakes.user.browser import Browser, Landing
from fakes.user.buttons import Button
from fakes.user.choices import Choice, choices_among, links_on
from fakes.user.fields import TEXT_TYPES
from fakes.user.forms import Form
from fakes.user.obstacles import says_to_log_in
from fakes.user.which_form import asks_secret, inside_of, is_for_who_forgot
from fakes.user.words.buttons import AGREE, DENY
from fakes.user.words.fields import Asks


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a login, with the forms and the links on it that stay with the provider."""

    landing: Landing
    forms: list[Form]
    links: list[Choice]
    frames: list[str]
    strange: list[Form]

    @classmethod
    def at(cls, landing: Landing, forms: list[Form], browser: Browser, watch: str) -> "Place":
        """The page `landing` with its `forms`; what leaves the provider is not followed."""

        def leaves(url: str) -> bool:
            return browser.leaves(url, watch)

        links = [one for one in links_on(landing.text, landing.reply.url) if not leaves(one.link)]
        here = origin(landing.reply.url)
        # Frames of others are advertising and the like.
        frames = [one for one in landing.frames if origin(one) == here and not leaves(one)]
        forms = inside_of(forms, leaves)
        strange = [one for one in forms if asks_secret(one) and not browser.trusts(one)]
        return cls(landing, forms, links, frames, strange)

    @property
    def choices(self) -> list[Choice]:
        """The identity providers that it offers."""
        return choices_among(self.links, self.forms)

    @property
    def is_question(self) -> bool:
        """Whether a user may say yes or no, as to what an application asks for."""
        asks = self.grants or any(one.says(DENY) for one in self._buttons)
        return asks and not any(one.is_later for one in self._buttons)

    @property
    def grants(self) -> bool:
        """Whether a button of it gives an application something."""
        return any(form.grants for form in self.forms)

    @property
    def _buttons(self) -> list[Button]:
        return [one for form in self.forms if form.visible for one in form.buttons]


def wants(place: Place, *what: Asks) -> bool:
    """Whether a form of a page has one field for a person to type into, which asks for `what`."""
    asked = [
        [one for one in form.fields if one.typed and one.type in TEXT_TYPES]
        for form in place.forms
        if form.visible and not form.takes_a_message
    ]
    return any(len(fields) == 1 and fields[0].asks in what for fields in asked)


def completes(form: Form) -> bool:
    """Whether a form asks for several things that no login needs, as one of a profile does."""
    asked = [one for one in form.fields if one.typed and one.type in TEXT_TYPES]
    known = form.password or form.code or form.takes_a_message or form.signs_up
    return form.visible and form.method == "POST" and len(asked) > 1 and not known


def mails_the_user(form: Form) -> bool:
    """Whether a form asks who the user is, to send them what lets them in."""
    onward = form.agreeing_button()
    sends = onward is not None and onward.sends_a_message
    return form.visible and form.username is not None and sends


def naming_the_user(form: Form, html: str) -> Form | None:
    """A form of a page that begins a login, whose one field asks for the user as if it said so.

    Its words may be in no list: beside it there is one button, which logs in or leads on.
    """
    typed = [one for one in form.fields if one.typed]
    onward = [one for one in form.buttons if one.leads_straight_on and not one.refuses]
    if not form.visible or form.method != "POST" or len(typed) != 1 or len(onward) != 1:
        return None
    aside = form.takes_a_message or form.signs_up or form.leads_elsewhere or is_for_who_forgot(form)
    logs_in = onward[0].says_to_log_in or (onward[0].says(AGREE) and says_to_log_in(html))
    (field,) = typed
    if aside or not (field.name and field.may_be_the_user and logs_in):
        return None
    marked = replace(field, autocomplete="username")
    return replace(form, fields=tuple(marked if one is field else one for one in form.fields))
