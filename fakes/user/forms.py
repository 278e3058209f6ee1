"""HTML pages as a user agent reads them: forms with their fields, refreshes, titles, text."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fakes.user.buttons import Button, going_on

USERNAME_WORDS = ("user", "login", "email", "identifier", "account", "name")
# A field with one of these words asks for something else, whatever other words it has.
OTHER_WORDS = ("captcha", "code", "lang", "otp", "phone", "pin", "query", "search", "token")
CONTROLS = ("input", "button", "select", "textarea")
TEXT_TYPES = ("text", "email", "tel", "")
TICKED_TYPES = ("checkbox", "radio")
URLENCODED = "application/x-www-form-urlencoded"
SUBMIT_TYPES = ("submit", "image")
SILENT_TYPES = ("button", "reset", "file")
LABELLING = ("name", "id", "type", "autocomplete", "placeholder", "aria-label")
REFRESH = re.compile(
    r"""\s*([0-9]+)(?:\.[0-9]*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE
)
SLOWEST_REFRESH_S = 10
# No page for people has as many; one that is made to be slow to read may.
MOST_TAGS = 5000
TAG = re.compile(r"<[a-z]", re.IGNORECASE)
MOST_TOLD = 30
PAGES_KEPT = 4
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"\A(?:https?:|(?![a-z][a-z0-9+.-]*:))[^?#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `label` is what its attributes tell about it.

    One that is not `visible` is sent as it is: nobody types into it.
    """

    name: str
    type: str
    value: str
    label: str
    checked: bool
    required: bool = False
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form with an absolute action; `method` is GET or POST, `enctype` a media type.

    `page` is the URL of the page that it stands on.
    """

    action: str
    method: str
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]
    enctype: str = URLENCODED
    page: str = ""

    def field(self, *types: str) -> Field | None:
        """The first field of one of `types`."""
        return next((field for field in self.fields if field.type in types), None)

    @property
    def password(self) -> Field | None:
        """The field that asks for the password; a form with two of them sets a new one."""
        passwords = [one for one in self.fields if one.type == "password" and one.visible]
        return passwords[0] if len(passwords) == 1 else None

    def passwords_in(self, filled: dict[str, str]) -> list[str]:
        """What of `filled` was typed into fields that ask for a password."""
        return [filled[f.name] for f in self.fields if f.type == "password" and f.name in filled]

    @property
    def username(self) -> Field | None:
        """The field that asks who the user is."""
        candidates = [
            field
            for field in self.fields
            if field.type in TEXT_TYPES
            and field.name
            and field.visible
            and not any(word in field.label for word in OTHER_WORDS)
        ]
        named = [f for f in candidates if any(word in f.label for word in USERNAME_WORDS)]
        return next(iter(named or (candidates if self.password else [])), None)

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing has to be typed."""
        return all(f.type in (*TICKED_TYPES, "hidden", "select") for f in self.fields)

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
        pairs = [
            (field.name, filled.get(field.name, field.value))
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
        """The button that goes on."""
        return going_on(self.buttons)


def _listed(texts: list[str]) -> str:
    more = len(texts) - MOST_TOLD
    return ", ".join(texts[:MOST_TOLD]) + (f" and {more:,} more" if more > 0 else "")


def resolved(base: str, reference: str) -> str:
    """The absolute URL of `reference` on a page at `base`; what is no URL stays as it is.

    As browsers do, a backslash in the address counts as a slash.
    """
    reference = WEB_ADDRESS.sub(lambda found: found[0].replace("\\", "/"), reference.strip())
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


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
    tree, page = page_of(html), base
    declared = tree.css_first("base[href]")
    if declared is not None:
        base = resolved(base, declared.attributes["href"] or "")
    elsewhere: dict[str, list[LexborNode]] = {}
    for item in tree.css(", ".join(f"{tag}[form]" for tag in CONTROLS)):
        elsewhere.setdefault(item.attributes["form"] or "", []).append(item)
    forms = tree.css("form")
    return tuple(replace(_form(node, elsewhere, base), page=page) for node in forms)


def refresh_of(header: str, html: str) -> str:
    """Where a page leads by itself: by its Refresh header, or a `meta` element; empty if nowhere.

    One for user agents without scripts does not count, nor one that takes long.
    """
    told = [header]
    if "http-equiv" in html.lower():
        for node in page_of(html).css("meta[http-equiv][content]"):
            for_scripts = node.parent is None or node.parent.tag != "noscript"
            if for_scripts and (node.attributes["http-equiv"] or "").lower() == "refresh":
                told.append(node.attributes["content"] or "")
    for one in told:
        found = REFRESH.match(one)
        if found and len(found[1].lstrip("0")) <= 2 and int(found[1]) <= SLOWEST_REFRESH_S:
            return found[2].strip()
    return ""


def title_of(html: str) -> str:
    """What the page says it is: its title, else its first heading."""
    tree = page_of(html)
    node = tree.css_first("title") or tree.css_first("h1")
    return " ".join(node.text().split())[:120] if node else ""


def visible_text(html: str) -> str:
    """The page's text in one line, without scripts and styles, cut at 300 characters."""
    tree = page_of(html)
    tree.strip_tags(["script", "style"])
    return " ".join(tree.body.text(separator=" ").split())[:300] if tree.body else ""


def _form(node: LexborNode, elsewhere: dict[str, list[LexborNode]], base: str) -> Form:
    fields, buttons = [], []
    for item in _controls(node, elsewhere):
        attributes = {name: value or "" for name, value in item.attributes.items()}
        tag = item.tag or ""
        kind = attributes.get("type", "").lower() if tag in ("input", "button") else tag
        if "disabled" in attributes or kind in SILENT_TYPES:
            continue
        if tag == "button" or kind in SUBMIT_TYPES:
            buttons.append(_button(attributes, item.text(), base))
        else:
            fields.extend(_fields(item, attributes, kind))
    return Form(
        action=resolved(base, node.attributes.get("action") or ""),
        method="POST" if (node.attributes.get("method") or "").lower() == "post" else "GET",
        fields=tuple(fields),
        buttons=tuple(buttons),
        enctype=(node.attributes.get("enctype") or URLENCODED).lower(),
    )


def _controls(node: LexborNode, elsewhere: dict[str, list[LexborNode]]) -> list[LexborNode]:
    """What belongs to a form: what is in it, and what names it by a `form` attribute."""
    inside = [item for item in node.css(", ".join(CONTROLS)) if "form" not in item.attributes]
    name = node.attributes.get("id") or ""
    return inside + (elsewhere.get(name, []) if name else [])


def _button(attributes: dict[str, str], text: str, base: str) -> Button:
    value = attributes.get("value", "")
    shown = text or attributes.get("aria-label") or attributes.get("alt") or value
    action = attributes.get("formaction", "")
    return Button(
        name=attributes.get("name", ""),
        value=value,
        text=" ".join(shown.split())[:60],
        action=resolved(base, action) if action else "",
        method=attributes.get("formmethod", "").upper(),
    )


def _fields(item: LexborNode, attributes: dict[str, str], kind: str) -> list[Field]:
    """What a control adds to the form: a `select` may add several values, or none."""
    told = " ".join(attributes.get(key, "") for key in LABELLING).lower()
    values = [attributes.get("value", "on" if kind in TICKED_TYPES else "")]
    if item.tag == "textarea":
        values = [item.text()]
    elif item.tag == "select":
        values = _chosen(item, several="multiple" in attributes)
    return [
        Field(
            name=attributes.get("name", ""),
            type=kind,
            value=value,
            label=told,
            checked="checked" in attributes,
            required="required" in attributes,
            visible="hidden" not in attributes and not UNSEEN.search(attributes.get("style", "")),
        )
        for value in values
    ]


def _chosen(item: LexborNode, *, several: bool) -> list[str]:
    """The values of a `select`: the chosen options, else the first one."""
    options = item.css("option")
    chosen = [option for option in options if "selected" in option.attributes]
    if not several:
        chosen = chosen[-1:] or options[:1]
    values = [(option.attributes.get("value"), option.text()) for option in chosen]
    return [" ".join(text.split()) if value is None else value for value, text in values]
