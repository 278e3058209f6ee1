"""HTML pages as a user agent reads them: forms with their fields, titles, text."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fakes.user.addresses import parts_of, resolved
from fakes.user.buttons import Button, alike, going_on, is_sign_up, makes_account
from fakes.user.controls import SILENT_TYPES, SUBMIT_TYPES, Page, button, is_disabled
from fakes.user.fields import TICKED_TYPES, Field, user_field
from fakes.user.words.buttons import GRANT, LOG_IN, SIGN_UP, SIGNING_IN
from fakes.user.words.fields import Asks

CONTROLS = ("input", "button", "select", "textarea")
URLENCODED = "application/x-www-form-urlencoded"
# No page for people has as many; one that is made to be slow to read may.
MOST_TAGS = 5000
TAG = re.compile(r"<[a-z]", re.IGNORECASE)
MOST_TOLD = 30
CODE_LENGTH = 6
LANGUAGE = re.compile(r"lang(?:uage)?\b|(?:\b|_)locales?\b", re.IGNORECASE)
PAGES_KEPT = 4
CODE_OF_ERROR = re.compile(r"\bError [45]\d\d: \w{1,40}")


@dataclass(frozen=True, slots=True)
class Form:
    """A form with an absolute action; `method` is GET or POST, `enctype` a media type.

    `page` is the URL of the page that it stands on, which may have a script that sends a form;
    `copied` are the hidden fields into which one copies the user name; `heading` is what stands
    above it. `sent_at_once` is whether a script of the page sends a form before anybody could.
    """

    action: str
    method: str
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]
    enctype: str = URLENCODED
    page: str = ""
    visible: bool = True
    sent_by_script: bool = False
    copied: tuple[str, ...] = ()
    heading: str = ""
    sent_at_once: bool = False

    def field(self, *types: str) -> Field | None:
        """The first field of one of `types`."""
        return next((field for field in self.fields if field.type in types), None)

    def asking(self, asks: Asks) -> list[Field]:
        """The fields that ask for it."""
        return [one for one in self.fields if one.typed and one.asks is asks]

    @property
    def password(self) -> Field | None:
        """The field that asks for the password; a form that sets a new one has none."""
        passwords = self.asking(Asks.PASSWORD)
        return passwords[0] if len(passwords) == 1 and not self.signs_up else None

    @property
    def signs_up(self) -> bool:
        """Whether it makes an account: two passwords, a new one, or words that say so."""
        if self.asking(Asks.NEW_PASSWORD) or len(self.asking(Asks.PASSWORD)) > 1:
            return True
        onward = self.agreeing_button()
        if onward is not None and onward.says(SIGN_UP) and not onward.says(LOG_IN):
            return True
        told = onward.told if onward else ""
        return makes_account(told) or (is_sign_up(self.heading) and not self._logs_in(told))

    def _logs_in(self, told: str) -> bool:
        """Whether its button, which says `told`, or a field is for who has an account."""
        known = any("current-password" in field.autocomplete for field in self.fields)
        return known or bool(SIGNING_IN.search(told))

    def passwords_in(self, filled: dict[str, str]) -> list[str]:
        """What of `filled` was typed into fields that ask for a password."""
        asked = (Asks.PASSWORD, Asks.NEW_PASSWORD)
        return [filled[f.name] for f in self.fields if f.asks in asked and f.name in filled]

    @property
    def username(self) -> Field | None:
        """The field that asks who the user is."""
        return user_field(self.fields)

    @property
    def code(self) -> Field | None:
        """The field that asks for a one-time code, or the first of the boxes for its digits."""
        codes = [one for one in self.asking(Asks.CODE) if one is not self.username]
        return next(iter(self.boxes or codes), None)

    @property
    def takes_code_of_app(self) -> bool:
        """Whether there is room for the six digits of an authenticator app."""
        whole = self.code is not None and not 0 < self.code.longest < CODE_LENGTH
        return whole or bool(self.boxes)

    @property
    def boxes(self) -> list[Field]:
        """The fields of one character each that ask for a code together."""
        found = [one for one in self.fields if one.typed and one.longest == 1]
        return found if len(found) == len({one.name for one in found}) == CODE_LENGTH else []

    def with_code(self, code: str) -> dict[str, str]:
        """What is typed where for a one-time code."""
        if self.boxes:
            return {box.name: digit for box, digit in zip(self.boxes, code, strict=False)}
        return {self.code.name: code} if self.code else {}

    @property
    def identity(self) -> tuple[str, tuple[str, ...]]:
        """What makes it the same form when it comes back: where it is sent, and what it asks."""
        names = sorted(one.name for one in self.fields if one.typed)
        return self.action.partition("?")[0].partition("#")[0], tuple(names)

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing has to be typed."""
        chosen = (*TICKED_TYPES, "hidden", "select")
        return all(f.type in chosen or not f.visible for f in self.fields)

    @property
    def is_response(self) -> bool:
        """Whether it could carry a response, wherever it leads: it asks for nothing."""
        asks = any(field.typed or field.type == "password" for field in self.fields)
        return self.method == "POST" and not asks

    @property
    def by_script(self) -> bool:
        """Whether its action is a script."""
        return parts_of(self.action).scheme == "javascript"

    @property
    def takes_a_message(self) -> bool:
        """Whether a user would write more in it than a line."""
        return any(field.type == "textarea" and field.visible for field in self.fields)

    @property
    def sets_language(self) -> bool:
        """Whether it chooses in what language the pages are, and gives nobody anything."""
        named = (f"{one.name} {one.id}" for one in self.fields if one.type == "select")
        chooses = any(LANGUAGE.search(one) for one in named)
        return chooses and not any(button.names_application for button in self.buttons)

    @property
    def leads_elsewhere(self) -> bool:
        """Whether its button does something that a login does not need."""
        onward = self.agreeing_button()
        return onward is not None and onward.leads_elsewhere

    @property
    def grants(self) -> bool:
        """Whether a button of it that is seen gives an application something."""
        return self.visible and any(one.says(GRANT) for one in self.buttons)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [(field.name, field.value) for field in self.fields if field.type == "hidden"]

    def describe(self) -> str:
        """The form in a few words, for messages."""
        names = [f"{field.name} ({field.type or 'text'})" for field in self.fields if field.name]
        texts = [button.text for button in self.buttons if button.text]
        told = f"{self.method} form with fields {_listed(names) or 'none'}"
        return told + (f" and buttons {_listed([repr(text) for text in texts])}" if texts else "")

    def ticked(self, *, everything: bool) -> "Form":
        """The form after its boxes were ticked: all of them, or only those that must be."""
        fields = tuple(
            replace(field, checked=True)
            if field.type == "checkbox" and (everything or field.required)
            else field
            for field in self.fields
        )
        return replace(self, fields=fields)

    def submission(
        self, filled: dict[str, str], button: Button | None = None
    ) -> list[tuple[str, str]]:
        """Names and values that a browser sends, after `filled` was typed and a button pressed.

        Without `button` it is the one that goes on.
        """
        button = button or self.agreeing_button()
        sets = dict(button.sets) if button else {}
        pairs = [
            (field.name, sets.get(field.name, filled.get(field.name, field.value)))
            for field in self.fields
            if field.name and (field.type not in TICKED_TYPES or field.checked)
        ]
        if button is not None and button.name:
            pairs.append((button.name, button.value))
        return pairs

    def sent_to(self, button: Button | None) -> tuple[str, str]:
        """Action and method when `button` is pressed."""
        action = button.action if button else ""
        return action or self.action, (button.method if button else "") or self.method

    def agreeing_button(self) -> Button | None:
        """The button that goes on; none where a question would be answered by chance."""
        return None if self.undecided else going_on(self.buttons)

    @property
    def undecided(self) -> tuple[Button, ...]:
        """The buttons that answer a question, if their words are not known."""
        return alike(self.buttons) if self.asks_nothing else ()


def _listed(texts: list[str]) -> str:
    more = len(texts) - MOST_TOLD
    return ", ".join(texts[:MOST_TOLD]) + (f" and {more:,} more" if more > 0 else "")


def page_of(html: str) -> LexborHTMLParser:
    """The beginning of a page, so far as it is read: to nest without end is costly to undo."""
    return LexborHTMLParser(html[: read_until(html)])


def read_until(html: str) -> int:
    """How much of a page is read: up to its tag after the last that counts."""
    last = next(islice(TAG.finditer(html), MOST_TAGS, None), None)
    return last.start() if last else len(html)


def forms_of(html: str, base: str) -> list[Form]:
    """The forms of a page at the URL `base`."""
    return list(_forms_of(html, base))


@lru_cache(PAGES_KEPT)
def _forms_of(html: str, base: str) -> tuple[Form, ...]:
    """A page is looked at many times, and read once."""
    tree, shown_at = page_of(html), base
    declared = tree.css_first("base[href]")
    if declared is not None:
        base = resolved(base, declared.attributes["href"] or "")
    elsewhere: dict[str, list[LexborNode]] = {}
    for item in tree.css(", ".join(f"{tag}[form]" for tag in CONTROLS)):
        elsewhere.setdefault(item.attributes["form"] or "", []).append(item)
    page = Page(tree, base)
    return tuple(replace(_form(one, elsewhere, page), page=shown_at) for one in tree.css("form"))


def title_of(html: str) -> str:
    """What the page says it is: its title, else its first heading."""
    tree = page_of(html)
    node = tree.css_first("title") or tree.css_first("h1")
    return " ".join(node.text().split())[:120] if node else ""


def visible_text(html: str) -> str:
    """The page's text in one line, without scripts and styles: 300 characters, an error's code."""
    tree = page_of(html)
    tree.strip_tags(["script", "style"])
    text = " ".join(tree.body.text(separator=" ").split()) if tree.body else ""
    behind = next((one[0] for one in CODE_OF_ERROR.finditer(text) if one.end() > 300), "")
    return f"{text[:300]} … {behind}" if behind else text[:300]


def _form(node: LexborNode, elsewhere: dict[str, list[LexborNode]], page: Page) -> Form:
    fields: list[Field] = []
    buttons: list[Button] = []
    unseen: list[Button] = []
    for item in _controls(node, elsewhere):
        attributes = {name: value or "" for name, value in item.attributes.items()}
        tag = item.tag or ""
        kind = attributes.get("type", "").lower() if tag in ("input", "button") else tag
        if is_disabled(item) or kind in SILENT_TYPES:
            continue
        if tag == "button" or kind in SUBMIT_TYPES:
            (buttons if page.sees(item) else unseen).append(
                button(attributes, item.text(), page.base)
            )
        else:
            fields.extend(page.fields(item, attributes, kind))
    buttons += page.clicked(node)
    return Form(
        heading=page.above(node),
        action=resolved(page.base, node.attributes.get("action") or ""),
        method="POST" if (node.attributes.get("method") or "").lower() == "post" else "GET",
        fields=tuple(fields),
        buttons=tuple(buttons or unseen),
        enctype=(node.attributes.get("enctype") or URLENCODED).lower(),
        visible=page.sees(node),
        sent_by_script=page.scripts.submit,
        sent_at_once=page.scripts.submit_at_once,
        copied=tuple(one.name for one in fields if one.name and page.scripts.copies_into(one)),
    )


def _controls(node: LexborNode, elsewhere: dict[str, list[LexborNode]]) -> list[LexborNode]:
    """What belongs to a form: what is in it, and what names it by a `form` attribute."""
    inside = [item for item in node.css(", ".join(CONTROLS)) if "form" not in item.attributes]
    name = node.attributes.get("id") or ""
    return inside + (elsewhere.get(name, []) if name else [])
