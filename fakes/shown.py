"""What a user sees on a rendered page: the visible controls, as one form."""

from dataclasses import dataclass
from typing import Any

from fakes.buttons import Button
from fakes.forms import Field, Form

MOST_CONTROLS = 200
BUTTON_TYPES = ("submit", "image", "button")
# Runs in the page, on every input and button: what a user would see and could use, and where.
READ_CONTROLS = """elements => elements.map((element, place) => ({
    place,
    button: element.tagName === 'BUTTON',
    type: element.type || '',
    name: (element.name || element.id || '').slice(0, 200),
    value: (element.value || '').slice(0, 2000),
    label: [element.name, element.id, element.type, element.autocomplete, element.placeholder]
        .join(' ').slice(0, 500),
    text: (element.innerText || element.value || '').slice(0, 200),
    checked: Boolean(element.checked),
    required: Boolean(element.required),
    owned: Boolean(element.form),
    usable: !element.disabled && element.checkVisibility({visibilityProperty: true}),
})).filter(control => control.usable)"""


@dataclass(frozen=True, slots=True)
class Shown:
    """The visible controls as a form; `places` are where its fields and buttons are."""

    form: Form
    fields_at: tuple[int, ...]
    buttons_at: tuple[int, ...]
    in_a_form: frozenset[int]
    document: float

    @property
    def controls(self) -> int:
        return len(self.fields_at) + len(self.buttons_at)

    @property
    def step(self) -> str:
        """The step of the login that this is, to notice when it is asked again."""
        return f"{self.form.describe()} {[button.text for button in self.form.buttons]}"

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
    """The answer of READ_CONTROLS, read; `document` tells one page from the next at its URL."""
    usable = found[:MOST_CONTROLS]
    buttons = [one for one in usable if one["button"] or one["type"] in BUTTON_TYPES]
    fields = [one for one in usable if one not in buttons]
    return Shown(
        form=Form(
            action=url,
            method="POST",
            fields=tuple(
                Field(
                    name=one["name"] or f"control {one['place']}",
                    type=one["type"],
                    value=one["value"],
                    label=one["label"].lower(),
                    checked=one["checked"],
                    required=one["required"],
                )
                for one in fields
            ),
            buttons=tuple(Button(one["name"], one["value"], one["text"]) for one in buttons),
        ),
        fields_at=tuple(one["place"] for one in fields),
        buttons_at=tuple(one["place"] for one in buttons),
        in_a_form=frozenset(one["place"] for one in usable if one["owned"]),
        document=document,
    )
