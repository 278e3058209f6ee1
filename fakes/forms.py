"""HTML forms as a user agent sees them, and which one a user would fill in."""

from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

USERNAME_WORDS = ("user", "login", "email", "identifier", "account", "name")
AGREE_WORDS = ("allow", "accept", "agree", "approve", "authorize", "confirm", "consent", "continue")
AGREE_WORDS += ("grant", "next", "ok", "submit", "yes")
REFUSE_WORDS = ("abort", "cancel", "back", "decline", "deny", "disagree", "no", "reject", "refuse")
CONTROLS = ("input", "button", "select", "textarea")
TEXT_TYPES = ("text", "email", "tel", "")
SUBMIT_TYPES = ("submit", "image")


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `label` is what its name, id, type and autocomplete tell about it."""

    name: str
    type: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Button:
    """A way to submit a form; name and value travel with it."""

    name: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form with an absolute action; `method` is GET or POST."""

    action: str
    method: str
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]

    def field(self, *types: str) -> Field | None:
        """The first field of one of `types`."""
        return next((field for field in self.fields if field.type in types), None)

    @property
    def password(self) -> Field | None:
        return self.field("password")

    @property
    def username(self) -> Field | None:
        """The field that asks who the user is."""
        candidates = [field for field in self.fields if field.type in TEXT_TYPES and field.name]
        named = [f for f in candidates if any(word in f.label for word in USERNAME_WORDS)]
        return next(iter(named or (candidates if self.password else [])), None)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [(field.name, field.value) for field in self.fields if field.type == "hidden"]

    def describe(self) -> str:
        """The form in a few words, for messages."""
        names = [f"{field.name} ({field.type or 'text'})" for field in self.fields if field.name]
        return f"{self.method} form with fields {', '.join(names) or 'none'}"

    def submission(self, filled: dict[str, str]) -> list[tuple[str, str]]:
        """Names and values that a browser sends, after `filled` was typed and a button pressed."""
        pairs = []
        for field in self.fields:
            ticked = field.type not in ("checkbox", "radio") or field.checked
            if field.name and (ticked or field.name in filled):
                pairs.append((field.name, filled.get(field.name, field.value)))
        button = self.agreeing_button()
        if button is not None and button.name:
            pairs.append((button.name, button.value))
        return pairs

    def agreeing_button(self) -> Button | None:
        """The button that goes on: one that agrees, else one that does not refuse."""

        def says(button: Button, words: tuple[str, ...]) -> bool:
            told = f"{button.text} {button.name} {button.value}".lower()
            return bool(set(words) & set("".join(c if c.isalnum() else " " for c in told).split()))

        going_on = [button for button in self.buttons if not says(button, REFUSE_WORDS)]
        agreeing = [button for button in going_on if says(button, AGREE_WORDS)]
        return next(iter(agreeing or going_on), None)


def forms_of(html: str, base: str) -> list[Form]:
    """The forms of a page at the URL `base`."""
    tree = LexborHTMLParser(html)
    elsewhere = tree.css(", ".join(f"{tag}[form]" for tag in CONTROLS))
    return [_form(node, elsewhere, base) for node in tree.css("form")]


def title_of(html: str) -> str:
    """What the page says it is: its title, else its first heading."""
    tree = LexborHTMLParser(html)
    node = tree.css_first("title") or tree.css_first("h1")
    return " ".join(node.text().split())[:120] if node else ""


def visible_text(html: str) -> str:
    """The page's text in one line, without scripts and styles, cut at 300 characters."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style"])
    return " ".join(tree.body.text(separator=" ").split())[:300] if tree.body else ""


def _form(node: LexborNode, elsewhere: list[LexborNode], base: str) -> Form:
    fields, buttons = [], []
    for item in _controls(node, elsewhere):
        attributes = {name: value or "" for name, value in item.attributes.items()}
        kind = attributes.get("type", "").lower()
        if (item.tag == "button" and kind in ("", "submit")) or kind in SUBMIT_TYPES:
            value = attributes.get("value", "")
            text = item.text() or value
            buttons.append(Button(attributes.get("name", ""), value, " ".join(text.split())))
        elif item.tag != "button" and "disabled" not in attributes:
            fields.append(_field(attributes, kind))
    return Form(
        action=urljoin(base, node.attributes.get("action") or ""),
        method=(node.attributes.get("method") or "get").upper(),
        fields=tuple(fields),
        buttons=tuple(buttons),
    )


def _controls(node: LexborNode, elsewhere: list[LexborNode]) -> list[LexborNode]:
    """What belongs to a form: what is in it, and what names it by a `form` attribute."""
    inside = [item for item in node.css(", ".join(CONTROLS)) if "form" not in item.attributes]
    name = node.attributes.get("id")
    return inside + [item for item in elsewhere if name and item.attributes["form"] == name]


def _field(attributes: dict[str, str], kind: str) -> Field:
    told = (attributes.get(key, "") for key in ("name", "id", "type", "autocomplete"))
    return Field(
        name=attributes.get("name", ""),
        type=kind,
        value=attributes.get("value", ""),
        label=" ".join(told).lower(),
        checked="checked" in attributes,
    )
