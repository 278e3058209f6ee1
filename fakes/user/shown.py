"""What a user sees on a rendered page: the visible controls, form by form."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from fakes.user.addresses import resolved
from fakes.user.buttons import Button
from fakes.user.fields import Field
from fakes.user.forms import Form
from fakes.user.words.buttons import AGREE

MOST_CONTROLS = 200
BUTTON_TYPES = ("submit", "image", "button", "reset")
SUBMIT_TYPES = ("submit", "image")
CONTROLS = "input, select, textarea, button, form a[onclick], form a[href^='javascript:'], "
CONTROLS += "[role=button]"
# Runs in the page, on every control: what a user would see and could use, and where. A box may be
# drawn by something else than itself; a field that has no place on the page is a trap.
READ_CONTROLS = """elements => elements.map((element, place) => ({
    place,
    form: Array.prototype.indexOf.call(document.forms, element.form || element.closest('form')),
    action: (element.form || element.closest('form'))?.getAttribute('action') || '',
    button: !['INPUT', 'SELECT', 'TEXTAREA'].includes(element.tagName),
    clicked: !['INPUT', 'SELECT', 'TEXTAREA', 'BUTTON'].includes(element.tagName),
    type: (element.type || '').replace(/^select-.*/, 'select'),
    name: (element.name || element.id || '').slice(0, 200),
    id: (element.id || '').slice(0, 200),
    longest: element.maxLength || 0,
    value: (element.value || '').slice(0, 2000),
    label: [element.name, element.id, element.type, element.autocomplete, element.placeholder,
        element.ariaLabel].join(' ').slice(0, 500),
    written: ([...(element.labels || [])].map(label => label.innerText).concat(
        [element.placeholder, element.ariaLabel, element.title]).join(' ').trim()
        || element.previousElementSibling?.matches('label, div, span, td, th, dt')
        && element.previousElementSibling.innerText || '').slice(0, 60),
    autocomplete: element.autocomplete || '',
    text: (element.innerText || element.ariaLabel || element.value || '').slice(0, 200),
    checked: Boolean(element.checked),
    required: Boolean(element.required),
    usable: !element.matches(':disabled') && element.checkVisibility({visibilityProperty: true})
        && (['checkbox', 'radio'].includes(element.type) || (box => box.width > 1 && box.height > 1
            && box.right + scrollX > 0 && box.bottom + scrollY > 0
            && element.checkVisibility({opacityProperty: true}))(element.getBoundingClientRect())),
})).filter(control => control.usable)"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Visible controls as a form; `fields_at` and `buttons_at` are their places on the page.

    `number` is that of their form on the page, or -1 for those in none, `document` tells one page
    from the next at its URL.
    """

    form: Form
    fields_at: tuple[int, ...]
    buttons_at: tuple[int, ...]
    number: int
    document: str

    @property
    def in_a_form(self) -> bool:
        return self.number >= 0

    def headed(self, page: list[Form]) -> "Shown":
        """The same with what stands above it on the page that has these forms."""
        if not 0 <= self.number < len(page):
            return self
        return replace(self, form=replace(self.form, heading=page[self.number].heading))

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

    def button_to_press(self, button: Button | None) -> int | None:
        """The place of `button`, else of the one that goes on."""
        button = button or self.form.agreeing_button()
        return None if button is None else self.buttons_at[self.form.buttons.index(button)]


def shown_from(found: list[dict[str, Any]], url: str, document: str) -> list[Shown]:
    """The forms in READ_CONTROLS' answer, and one of what is in none."""
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in found[:MOST_CONTROLS]:
        groups[one["form"]].append(one)
    return [_shown(group, url, document) for group in groups.values()]


def _shown(group: list[dict[str, Any]], url: str, document: str) -> Shown:
    """The controls of one form of the page, or all that are in none."""
    buttons = [one for one in group if one["button"] or one["type"] in BUTTON_TYPES]
    fields = [one for one in group if one not in buttons]
    pressed = [(Button(one["name"], one["value"], one["text"]), one) for one in buttons]
    # A link that is a button is one only if it says so.
    pressed = [(b, one) for b, one in pressed if not one["clicked"] or b.says(AGREE) or b.is_later]
    pressed.sort(key=lambda pair: pair[1]["type"] not in SUBMIT_TYPES)
    return Shown(
        form=Form(
            action=_action(group[0]["action"], url),
            method="POST",
            fields=tuple(_fields(fields)),
            buttons=tuple(button for button, _ in pressed),
            page=url,
        ),
        fields_at=tuple(one["place"] for one in fields),
        buttons_at=tuple(one["place"] for _, one in pressed),
        number=group[0]["form"],
        document=document,
    )


def _action(told: str, url: str) -> str:
    """Where a form is sent; one that a script sends stays on its page."""
    by_script = told.strip().lower().startswith("javascript:")
    return url if by_script or not told else resolved(url, told)


def _fields(found: list[dict[str, Any]]) -> Iterable[Field]:
    for one in found:
        yield Field(
            name=one["name"] or f"control {one['place']}",
            type=one["type"],
            value=one["value"],
            label=one["label"].lower(),
            checked=one["checked"],
            required=one["required"],
            written=one["written"],
            autocomplete=one["autocomplete"].lower(),
            id=one["id"],
            longest=max(one["longest"], 0),
        )
