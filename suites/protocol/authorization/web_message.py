"""A page that tells the response to another window: what its script says (RFC 9700 4.17)."""

import re

from fakes.user.browser import Landing
from fakes.user.forms import page_of

CALL = re.compile(r"\bpostMessage\s*\(")
LITERAL = re.compile(r""""((?:[^"\\]|\\.){0,4000})"|'((?:[^'\\]|\\.){0,4000})'""")
ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s?#]+/?\Z", re.IGNORECASE)
ANYBODY = "*"
OF_A_RESPONSE = ("authorization_response", "code", "id_token", "access_token", "state")


def posts_a_message(landing: Landing) -> bool:
    """Whether a page of the provider sends a message to another window."""
    return not landing.left and bool(CALL.search(_scripts(landing)))


def tells_a_response(landing: Landing) -> bool:
    """Whether that message is an authorization response: pages send others of their own."""
    return posts_a_message(landing) and any(scripts_name(landing, one) for one in OF_A_RESPONSE)


def target_origins(landing: Landing) -> set[str]:
    """The origins that the scripts of a page name, and `*` if they name it."""
    literals = {one or other for one, other in LITERAL.findall(_scripts(landing))}
    return {text.rstrip("/") for text in literals if text == ANYBODY or ORIGIN.match(text)}


def scripts_name(landing: Landing, value: str) -> bool:
    """Whether the scripts of a page have `value` as a string."""
    return any(value in found for found in LITERAL.findall(_scripts(landing)))


def _scripts(landing: Landing) -> str:
    if landing.left or "<script" not in landing.reply.text.lower():
        return ""
    nodes = page_of(landing.reply.text).css("script")
    return "\n".join(node.text() for node in nodes)
