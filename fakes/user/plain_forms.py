"""Pages whose scripts add nothing to a login: what Chromium sent there is what the HTML says.

Such a page needs no Chromium when it comes again. It is the same page if it asks for the same by
the same scripts, whatever the values in them are; and what is sent then is the same in each byte.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, replace

from fakes.user.addresses import origin
from fakes.user.answering import Move, next_move
from fakes.user.attempts import Attempt, LoginFailed
from fakes.user.browser import Browser, Landing, Pairs, address_with
from fakes.user.forms import Form, page_of, title_of
from fakes.user.places import Place

# Long words of which one with a digit is a value of one request, and not a word of the page.
LONG_WORDS = re.compile(r"[\w%+/=-]{8,}")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a page went on to: `pairs` are those of a form that was posted."""

    method: str
    url: str
    pairs: Pairs

    def is_as(self, other: "Sent") -> bool:
        same = (self.method, self.url) == (other.method, other.url)
        # A browser has the pressed button among the fields, where it stands.
        return same and sorted(self.pairs) == sorted(other.pairs)


class PlainForms:
    """The pages of a target that Chromium has shown to be such.

    Each with whether the name of the button that is pressed there is sent.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, bool] = {}

    def move_at(
        self, browser: Browser, landing: Landing, attempt: Attempt, watch: str
    ) -> Move | None:
        """What to do on a page without Chromium; None on one that it is needed for.

        Raises LoginFailed where there is nothing that a user could do.
        """
        if landing.left or landing.rendered:
            return None
        names_button = self._known.get(shape_of(landing))
        if names_button is None:
            return None
        move = next_move(place_at(browser, landing, watch), attempt)
        return move if names_button or move.form is None else without_name(move)

    def learn(self, landing: Landing, move: Move, sent: Sent) -> None:
        """Chromium `sent` this from a page that did nothing else; `move` is what its HTML says."""
        for one in (move, without_name(move)):
            if sent_by(one).is_as(sent):
                self._known[shape_of(landing)] = one is move
                return


def place_at(browser: Browser, landing: Landing, watch: str) -> Place:
    """The page as its HTML is."""
    return Place.at(landing, landing.forms, browser, watch)


def plain_move(browser: Browser, landing: Landing, attempt: Attempt, watch: str) -> Move | None:
    """What a user without scripts would do; None if they are stuck, or need a one-time code."""
    if landing.left or landing.rendered or any(form.code for form in landing.forms):
        return None
    try:
        return next_move(place_at(browser, landing, watch), attempt.rehearsal())
    except LoginFailed:
        return None


def sent_by(move: Move) -> Sent:
    """What a browser without scripts sends."""
    if move.form is None:
        return Sent("GET", move.link, [])
    form = move.form.ticked(everything=not move.filled)
    button = move.button or form.agreeing_button()
    action, method = form.sent_to(button)
    pairs = form.submission(move.filled, button)
    if method == "POST":
        return Sent(method, action, pairs)
    return Sent(method, address_with(action, pairs), [])


def without_name(move: Move) -> Move:
    """The move if a script has switched its button off meanwhile, so that it is not sent."""
    button = move.button or (move.form.agreeing_button() if move.form else None)
    return replace(move, button=replace(button, name="")) if button else move


def shape_of(landing: Landing) -> Hashable:
    """What is the same when a page comes again for another request."""
    tree = page_of(landing.text)
    scripts = tree.css("script")
    handlers = [
        f"{name}={value}"
        for node in tree.css("body, form, input, button, a")
        for name, value in node.attributes.items()
        if name.startswith("on") or (value or "").lower().startswith("javascript:")
    ]
    sources = [(one.attributes.get("src") or "").partition("?")[0] for one in scripts]
    told = [title_of(landing.text), *sources, *(one.text() for one in scripts), *handlers]
    code = LONG_WORDS.sub(_without_values, "\n".join(told))
    return origin(landing.reply.url), code, tuple(_asked_by(form) for form in landing.forms)


def _without_values(found: re.Match[str]) -> str:
    return "" if DIGIT.search(found[0]) else found[0]


def _asked_by(form: Form) -> Hashable:
    """What a form asks for, and how it is sent."""
    fields = [(one.name, one.type, one.visible) for one in form.fields]
    buttons = [(one.name, one.text, one.method) for one in form.buttons]
    return form.method, form.enctype, form.visible, tuple(fields), tuple(buttons)
