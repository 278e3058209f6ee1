"""What the short scripts of login pages do to a form, as far as it can be read.

A page that does more needs a browser that runs it.
"""

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from fakes.user.fields import Field
from fakes.user.words.fields import Asks

NAME = r"[\w.\-]{1,80}"
FUNCTION = re.compile(r"function\s+(\w{1,80})\s*\([^(){}]*\)\s*\{([^{}]{0,2000})\}")
CALL = re.compile(r"\s*(?:javascript:)?\s*(?:return\s+)?(\w{1,80})\s*\(")
# A value that a script gives a field: by its name in a form, or by its id.
GIVES = re.compile(
    rf"""(?:\[\s*['"]({NAME})['"]\s*\]|getElementById\(\s*['"]({NAME})['"]\s*\))"""
    r"""\.value\s*=\s*['"]([^'"]{0,200})['"]"""
)
REVEALS = re.compile(
    rf"""getElementById\(\s*['"]({NAME})['"]\s*\)\.type\s*=\s*['"](text|password|tel|number)['"]"""
)
SUBMITS = re.compile(r"\.(?:s|requestS)ubmit\s*\(\s*\)")
AT_LOAD = re.compile(
    r"""(?:onload\s*=|['"](?:DOMContentLoaded|load)['"]\s*,)\s*(?:function\s*\w{0,80}\s*)?"""
    r"""\([^()]{0,80}\)\s*(?:=>\s*)?\{?(?:(?!=>|function|setTimeout|setInterval)[^{}]){0,500}?"""
    r"""\.(?:s|requestS)ubmit\s*\("""
)
# What a timer is given may be a text; with a delay of nothing it is none.
LATER = re.compile(
    r"""\bset(?:Timeout|Interval)\s*\(\s*(?:"[^"]{0,500}"|'[^']{0,500}')\s*,(?!\s*0\s*\))"""
)
BLOCK = re.compile(r"\{[^{}]*\}|=>[^;{}]*;?")
MOST_CHARS = 100_000
MOST_NESTED = 20


class Scripts:
    """The scripts of a page."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        told = [node.text() for node in tree.css("script")]
        body = tree.body.attributes if tree.body else {}
        self._onload = body.get("onload") or ""
        self.text = "\n".join([*told, self._onload])[:MOST_CHARS]

    @cached_property
    def _functions(self) -> dict[str, str]:
        return dict(FUNCTION.findall(self.text))

    @cached_property
    def revealed(self) -> dict[str, str]:
        """The types that scripts give to fields, by their ids: hidden ones become visible."""
        return dict(REVEALS.findall(self.text))

    @property
    def submit(self) -> bool:
        """Whether a form is sent by script."""
        return bool(SUBMITS.search(self.text))

    @cached_property
    def submit_at_once(self) -> bool:
        """Whether a form is sent as soon as the page is there, and not by a click or a timer."""
        outside = LATER.sub(" ", self.text)
        if SUBMITS.search(LATER.sub(" ", self._run_by(self._onload))) or AT_LOAD.search(outside):
            return True
        for _ in range(MOST_NESTED):
            outside, found = BLOCK.subn(" ", outside)
            if not found:
                break
        return bool(SUBMITS.search(outside))

    def sent_by(self, handler: str) -> tuple[tuple[str, str], ...] | None:
        """The values that fields get when `handler` of a click sends a form; None if it does not.

        `handler` is code, which may call one function of the page.
        """
        code = self._run_by(handler)
        if not SUBMITS.search(code):
            return None
        return tuple((name or by_id, value) for name, by_id, value in GIVES.findall(code))

    def _run_by(self, handler: str) -> str:
        """The code that `handler` runs: its own, or that of the function that it calls."""
        called = CALL.match(handler)
        return self._functions.get(called[1], handler) if called else handler

    def copies_into(self, field: Field) -> bool:
        """Whether a hidden field gets the user name when the form is sent."""
        if field.type != "hidden" or field.value or field.by_name is not Asks.USER:
            return False
        called = "|".join(re.escape(one) for one in {field.name, field.id} if one)
        return bool(re.search(rf"""['".](?:{called})\b['"\])]*\.value\s*=[^=]""", self.text))
