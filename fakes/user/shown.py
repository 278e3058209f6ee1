"""What a user sees on a rendered page: the visible controls, and the form among them to fill in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fakes.user.buttons import Button
from fakes.user.forms import Field, Form
from fakes.user.login import by_button, by_password, by_username

MOST_CONTROLS = 200
BUTTON_TYPES = ("submit", "image", "button", "reset")
SUBMIT_TYPES = ("submit", "image")
# Runs in the page, on every input and button: what a user would see and could use, and where.
READ_CONTROLS = """elements => elements.map((element, place) => ({
    place,
    form: Array.prototype.indexOf.call(document.forms, element.form),
    button: element.tagName === 'BUTTON',
    type: element.type || '',
    name: (element.name || element.id || '').slice(0, 200),
    value: (element.value || '').slice(0, 2000),
    label: [element.name, element.id, element.type, element.autocomplete, element.placeholder,
        element.ariaLabel].join(' ').slice(0, 500),
    text: (element.innerText || element.ariaLabel || element.value || '').slice(0, 200),
    checked: Boolean(element.checked),
    required: Boolean(element.required),
    usable: !element.disabled && element.checkVisibility({visibilityProperty: true}),
})).filter(control => control.usable)"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Visible controls as a form; `fields_at` and `buttons_at` are their places on the page.

    `in_a_form` tells whether the page has them in a form of its own, `document` tells one page
    from the next at its URL.
    """

    form: Form
    fields_at: tuple[int, ...]
    buttons_at: tuple[int, ...]
    in_a_form: bool
    document: float

    @property
    def controls(self) -> int:
        return len(self.fields_at) + len(self.buttons_at)

    @property
    def step(self) -> str:
        """The step of the login that this is, to notice when it is asked again."""
        return self.form.describe()

    def to_fill(self, filled: dict[str, str]) -> list[tuple[int, str]]:
        """The places of the fields that a user fills in, each with its text."""
        pairs = zip(self.fields_at, self.form.fields, strict=True)
        return [(place, filled[field.name]) for place, field in pairs if field.name in filled]

    def to_tick(self, *, everything: bool) -> list[int]:
        """The places of the boxes that a user ticks."""
        after = self.form.ticked(everything=everything).fields
        pairs = zip(self.fields_at, self.form.fields, after, strict=True)
        return [place for place, field, ticked in pairs if ticked.checked and not field.checked]

    def button_to_press(self) -> int | None:
        """The place of the button that goes on."""
        button = self.form.agreeing_button()
        return None if button is None else self.buttons_at[self.form.buttons.index(button)]


def shown_from(found: list[dict[str, Any]], url: str, document: float) -> Shown:
    """What of READ_CONTROLS' answer a user fills in; without controls if there is nothing."""
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in found[:MOST_CONTROLS]:
        groups[one["form"]].append(one)
    forms = [_shown(group, url, document) for group in groups.values()]
    for wanted in (by_password, by_username, by_button):
        for shown in forms:
            if wanted(shown.form):
                return shown
    return _shown([], url, document)


def _shown(group: list[dict[str, Any]], url: str, document: float) -> Shown:
    """The controls of one form of the page, or all that are in none."""
    buttons = [one for one in group if one["button"] or one["type"] in BUTTON_TYPES]
    fields = [one for one in group if one not in buttons]
    buttons.sort(key=lambda one: one["type"] not in SUBMIT_TYPES)
    return Shown(
        form=Form(
            action=url,
            method="POST",
            fields=tuple(_fields(fields)),
            buttons=tuple(Button(one["name"], one["value"], one["text"]) for one in buttons),
        ),
        fields_at=tuple(one["place"] for one in fields),
        buttons_at=tuple(one["place"] for one in buttons),
        in_a_form=any(one["form"] >= 0 for one in group),
        document=document,
    )


def _fields(found: list[dict[str, Any]]) -> Iterable[Field]:
    for one in found:
        yield Field(
            name=one["name"] or f"control {one['place']}",
            type=one["type"],
            value=one["value"],
            label=one["label"].lower(),
            checked=one["checked"],
            required=one["required"],
        )
