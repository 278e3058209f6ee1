"""The controls of a form, from the nodes of its page: what they are, what is written there."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fakes.user.addresses import resolved
from fakes.user.buttons import Button, makes_account
from fakes.user.fields import TICKED_TYPES, Field
from fakes.user.scripts import Scripts
from fakes.user.visibility import hidden_by_styles, is_seen

SUBMIT_TYPES = ("submit", "image")
SILENT_TYPES = ("button", "reset", "file")
LABELLING = ("name", "id", "type", "autocomplete", "placeholder", "aria-label")
WRITTEN = ("placeholder", "aria-label", "title")
# What stands before a field to name it; a paragraph is a message.
NAMING = ("-text", "label", "div", "span", "td", "th", "dt", "b", "strong")
LONGEST_LABEL = 60
HEADING_TAGS = ("h1", "h2", "h3", "h4", "legend")
HEADINGS = ", ".join(HEADING_TAGS)
# How many steps on a page, at most, from something to what belongs to it.
FARTHEST = 30
LONGEST_NUMBER = 6
CLICKED = "a[onclick], a[href^='javascript:'], button[onclick], input[onclick]"


class Page:
    """A page whose forms are read; `base` is what its addresses are relative to."""

    def __init__(self, tree: LexborHTMLParser, base: str) -> None:
        self.base = base
        self.scripts = Scripts(tree)
        self._hidden = hidden_by_styles(tree)
        self._labels: dict[str, str] = {}
        for node in tree.css("label[for]"):
            self._labels.setdefault(node.attributes["for"] or "", node.text())

    def sees(self, node: LexborNode) -> bool:
        """Whether a person sees it."""
        return is_seen(node, self._hidden)

    def above(self, form: LexborNode) -> str:
        """The heading of a form: the first in it, else the last before it, after other forms.

        One that has a button or a link to make an account beside it is about that.
        """
        inside = form.css_first(HEADINGS)
        if inside is not None:
            return _heading(inside)
        one: LexborNode | None = form
        for _ in range(FARTHEST):
            if one is None or one.tag == "body":
                return ""
            before = one.prev
            if before is None:
                one = one.parent
            elif before.tag == "form" or before.css_first("form") is not None:
                return ""
            else:
                one = before
                found = [one] if one.tag in HEADING_TAGS else one.css(HEADINGS)
                if found:
                    return "" if _invites(one) else _heading(found[-1])
        return ""

    def fields(self, item: LexborNode, attributes: dict[str, str], kind: str) -> list[Field]:
        """What a control adds to its form: a `select` may add several values, or none."""
        told = " ".join(attributes.get(key, "") for key in LABELLING).lower()
        values = [attributes.get("value", "on" if kind in TICKED_TYPES else "")]
        if item.tag == "textarea":
            values = [item.text()]
        elif item.tag == "select":
            values = chosen(item, several="multiple" in attributes)
        name, called = attributes.get("name", ""), attributes.get("id", "")
        revealed = self.scripts.revealed.get(called, "") if kind == "hidden" else ""
        return [
            Field(
                name=name,
                type=revealed or kind,
                value=value,
                label=told,
                checked="checked" in attributes,
                required="required" in attributes,
                visible=self.sees(item),
                written=self._written_at(item, attributes),
                autocomplete=attributes.get("autocomplete", "").lower(),
                id=called,
                longest=longest(attributes.get("maxlength", "")),
            )
            for value in values
        ]

    def _written_at(self, item: LexborNode, attributes: dict[str, str]) -> str:
        """What a person reads at a field: its label, its placeholder, else what stands before."""
        told = [self._labels.get(attributes.get("id") or "", "")]
        parent = item.parent
        if parent is not None and parent.tag == "label":
            told.append(parent.text())
        told += [attributes.get(key, "") for key in WRITTEN]
        text = " ".join(" ".join(told).split())
        return (text or _before(item))[:LONGEST_LABEL]

    def clicked(self, form: LexborNode) -> list[Button]:
        """The links and buttons that send a form by a script which can be read."""
        found = []
        for node in form.css(CLICKED):
            attributes = node.attributes
            code = attributes.get("onclick") or attributes.get("href") or ""
            sets = self.scripts.sent_by(code)
            submits = node.tag != "a" and attributes.get("type") in (None, *SUBMIT_TYPES)
            if sets is not None and not submits and self.sees(node):
                text = node.text() or attributes.get("value") or attributes.get("title") or ""
                found.append(Button("", "", " ".join(text.split())[:LONGEST_LABEL], sets=sets))
        return found


def longest(told: str) -> int:
    """What a `maxlength` says; 0 for what is none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < LONGEST_NUMBER else 0


def is_disabled(item: LexborNode) -> bool:
    """Whether a control is sent by nobody (HTML, “Enabling and disabling form controls”).

    A disabled `fieldset` leaves out what stands in its legend.
    """
    if "disabled" in item.attributes:
        return True
    one, inner = item.parent, item
    for _ in range(FARTHEST):
        if one is None or one.tag == "body":
            return False
        if one.tag == "fieldset" and "disabled" in one.attributes and inner.tag != "legend":
            return True
        inner, one = one, one.parent
    return False


def _invites(part: LexborNode) -> bool:
    """Whether a part of a page leads to where an account is made."""
    return any(makes_account(node.text()) for node in part.css("a[href], button"))


def _heading(node: LexborNode) -> str:
    return " ".join(node.text().split())[:LONGEST_LABEL]


def _before(item: LexborNode) -> str:
    """The words right before a field, or before the element around it."""
    for start in (item, item.parent):
        node = start.prev if start is not None else None
        while node is not None and node.tag == "-text" and not node.text().strip():
            node = node.prev
        if node is None:
            continue
        if node.tag in NAMING and node.css_first("input, button, select") is None:
            text = " ".join(node.text().split())
            return text if len(text) <= LONGEST_LABEL else ""
        return ""
    return ""


def button(attributes: dict[str, str], text: str, base: str) -> Button:
    """A button that submits its form."""
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


def chosen(item: LexborNode, *, several: bool) -> list[str]:
    """The values of a `select`: the chosen options, else the first one."""
    options = item.css("option")
    selected = [option for option in options if "selected" in option.attributes]
    if not several:
        selected = selected[-1:] or options[:1]
    values = [(option.attributes.get("value"), option.text()) for option in selected]
    return [" ".join(text.split()) if value is None else value for value, text in values]
