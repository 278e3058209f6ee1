"""Text that came from a target, made safe to look at: control characters shown, length bounded."""

import re
from collections.abc import Sequence

# Escapes, bidirectional overrides, zero-width and line separators, and lone surrogates: all that
# could change how the text around them is shown. Tab and line ends stay.
_HIDDEN = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every hidden character written as its code, such as ‹U+202E›."""
    # No hidden character is printable, and nearly every text is.
    return text if text.isprintable() else _HIDDEN.sub(_code, text)


def capped(text: str, limit: int) -> tuple[str, int]:
    """At most `limit` characters of the text, and how many were left out."""
    return text[:limit], max(0, len(text) - limit)


def shortened(text: str, limit: int) -> str:
    """The text in one visible line of at most `limit` characters, an ellipsis where it was cut."""
    line = " ".join(visible(text[: limit * 4]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def enumerated(names: Sequence[str], most: int) -> str:
    """As `a, b and 3 more`; of none nothing."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def is_web_link(text: str) -> bool:
    """Whether the text is an http or https URL, the only kinds that become links."""
    return text.startswith(("https://", "http://"))


def _code(match: re.Match[str]) -> str:
    return f"‹U+{ord(match.group()):04X}›"
