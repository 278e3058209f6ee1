"""The spellings of a secret that is known beforehand, so that none of them is kept.

Every character may be written as it is, percent-encoded, as an HTML entity or as an escape of JSON
or of a script; the whole in hexadecimal, or in base64 at each place of its groups of three. Others
are known by the name that they come under, in a text of whatever form.
"""

import base64
import html
import html.entities
import re
from collections.abc import Callable
from functools import cache, lru_cache
from urllib.parse import quote

SHORTEST_SPELLED = 6
ENCODED = re.compile(
    r"%(?:25)?(?P<percent>[0-9a-f]{2})|&(?P<entity>#?\w{2,10});?"
    r"|\\x(?P<escape>[0-9a-f]{2})|\\u(?P<code>[0-9a-f]{4})|\\(?P<itself>[\"'/\\])",
    re.IGNORECASE,
)
MARKS = re.compile(r"[%&\\+]")

# fmt: off
SECRET_NAMES = frozenset((
    "access_token", "assertion", "authorization", "client_assertion", "client_secret", "code",
    "code_verifier", "cookie", "csrf", "_csrf", "device_code", "id_token", "id_token_hint",
    "logout_token", "passwd", "password", "pwd", "refresh_token", "registration_access_token",
    "session_state", "set-cookie", "subject_token", "ticket", "token", "user_code", "xsrf",
    "xsrf-token",
    "authenticity_token", "csrfmiddlewaretoken",
    "clientsecret", "x-amz-security-token", "x-amz-signature",
    "x-goog-signature", "signedblob", "sig",
    # What admin APIs tell of a client: its secret, the one before, the first letters of one.
    "secret", "client.secret.rotated", "registrationaccesstoken", "secrettext", "hint",
    # Whoever has an assertion is whom it names.
    "samlresponse",
    "saml.signing.private.key", "saml.encryption.private.key",
))
# fmt: on
PLAIN_NAMES = frozenset("".join(filter(str.isalnum, name)) for name in SECRET_NAMES)
# What stands between a name and its value where a text is in no form that it was announced as.
QUOTES = r"""(?:\\{0,9}["']|&quot;|&\#34;|%22|\s){0,4}"""
# A hint may be one about anything.
NAMES = "|".join(
    re.sub("[-_]", "[-_]?", one).replace(".", "[.]")
    for one in sorted(SECRET_NAMES - {"hint"}, key=len, reverse=True)
)
# Most words are passed over by their first letter.
FIRST = "".join(sorted({one[0] for one in SECRET_NAMES}))
NAMED = re.compile(
    rf"\b(?=[{FIRST}])({NAMES})"
    rf"(?!\w)({QUOTES}(?:[=:]|%3D|%3A|\s(?:value|content)\s?=|(?:\s[^<>]{{0,80}})?>){QUOTES})"
    r"(?=[\w.~+/=%-]{0,200}\d)((?:[\w.~+/=-]|%[0-9a-f]{2}){16,})",
    re.IGNORECASE,
)
NAMING = ("token", "secret", "code", "passw", "pwd", "assertion", "srf", "ticket", "cookie",
          "session_state", "authorization")  # fmt: skip


def spelled_whole(secret: str) -> set[str]:
    """The spellings of all of `secret` at once."""
    found = {secret, quote(secret)}
    if len(secret) < SHORTEST_SPELLED:
        return found
    plain = secret.encode("utf-8", "surrogatepass")
    found |= {plain.hex(), plain.hex().upper()}
    for before in range(3):
        known = slice(-(-before * 8 // 6), (before + len(plain)) * 8 // 6)
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            found.add(encode(b"\0" * before + plain).decode()[known])
    return found


def in_bytes(text: str) -> str:
    """`text` with a character for each byte of it, as percent-encoding has it; "+" is a space."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1").replace("+", " ")


def read_plainly(text: str) -> str:
    """`text` in bytes, with all that is encoded in it decoded."""
    return ENCODED.sub(_decoded, in_bytes(text))


def _decoded(found: re.Match[str]) -> str:
    if found["percent"]:
        return chr(int(found["percent"], 16))
    if found["entity"]:
        return in_bytes(html.unescape(f"&{found['entity']};"))
    if found["itself"]:
        return found["itself"]
    return in_bytes(chr(int(found["escape"] or found["code"], 16)))


@cache
def spelled_apart(secret: str) -> re.Pattern[str]:
    """What matches `secret`, each of its characters in a spelling of its own."""
    return re.compile("".join(_of_one(one) for one in secret))


def _of_one(one: str) -> str:
    code = ord(one)
    percent = "".join(f"%(?:25)?{byte:02x}" for byte in one.encode("utf-8", "surrogatepass"))
    named = "".join(f"|&{name}" for name, text in html.entities.html5.items() if text == one)
    plus = r"|\+" if one == " " else ""
    spellings = [
        rf"\\?{re.escape(one)}",
        f"(?i:{percent})",
        rf"(?i:&\#0*{code};?|&\#x0*{code:x};?)",
        rf"(?i:\\u{code:04x}|\\x{code:02x})",
    ]
    return f"(?:{'|'.join(spellings)}{named}{plus})"


class Spellings:
    """Takes secrets out of texts, however they are spelled there."""

    def __init__(self, *secrets: str) -> None:
        self._spelled_apart = [one for one in secrets if len(one) >= SHORTEST_SPELLED]
        whole = {form for one in secrets if one for form in spelled_whole(one)}
        self._longest_first = sorted(whole, key=len, reverse=True)

    def __len__(self) -> int:
        return len(self._longest_first)

    def taken_out(self, text: str, mark: Callable[[str], str]) -> str:
        """`text` with what `mark` makes of each spelling in its place."""
        for form in self._longest_first:
            if form in text:
                text = text.replace(form, mark(form))
        if not self._spelled_apart or not MARKS.search(text):
            return text
        plain = read_plainly(text)
        for secret in self._spelled_apart:
            if in_bytes(secret) in plain:
                text = spelled_apart(secret).sub(lambda found: mark(found[0]), text)
        return text


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """Whether what is called so is a secret, in whatever way its words are joined."""
    return "".join(filter(str.isalnum, name.lower())) in PLAIN_NAMES


def may_name_a_secret(text: str) -> bool:
    """Whether it is worth while to look for NAMED in `text`."""
    lower = text.lower()
    return any(one in lower for one in NAMING)
