"""What the value of a setting may be: each rule returns it, or says what to write instead."""

import re
import ssl
import unicodedata
from base64 import b32decode
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fakes.user.attempts import is_quoted

WELL_KNOWN = "/.well-known/"
LAST_PORT = 65535
# No URL has these characters (RFC 3986, section 2), and guides put names between them.
PLACEHOLDER = re.compile(r"\$?\{[^}]*\}|<[^>]*>")
# Joiners belong to words of some scripts; line breaks and tabs are seen.
JOINERS = "\u200c\u200d"
SEEN = "\t\r\n"


def written_cleanly(value: Any, *, secret: bool, quotable: bool = False) -> None:
    """Raises ValueError for text with what is not its own: around it, or copied along from a page.

    Quotes may belong to what is `quotable`, such as a command.
    """
    if not isinstance(value, str):
        return
    if value != value.strip():
        told = "remove it" if secret else f"write {value.strip()!r}"
        raise ValueError(f"has whitespace around its value; {told}")
    if secret:
        # A password may be of any characters.
        return
    if is_quoted(value) and not quotable:
        # As `docker --env-file` leaves them, and a shell does not.
        raise ValueError(f"has quotes around its value; write {value[1:-1]!r}")
    found = next(filter(unseen, value), "")
    if found:
        clean = "".join(one for one in value if not unseen(one))
        raise ValueError(
            f"has a character in it that nobody sees (U+{ord(found):04X}), as pages and "
            f"documents have them; write {clean!r}"
        )


def unseen(character: str) -> bool:
    """Whether a character leaves no mark, such as a zero-width space or a byte order mark."""
    hidden = unicodedata.category(character) in ("Cc", "Cf")
    return hidden and character not in JOINERS + SEEN


def issuer_url(value: str) -> str:
    """An issuer identifier. Raises ValueError."""
    if WELL_KNOWN in value:
        raise ValueError(f"leave the suffix out; write {value.partition(WELL_KNOWN)[0]!r}")
    parts = _parts(value)
    if parts.query or parts.fragment:
        raise ValueError("an issuer has no query and no fragment (Discovery 1.0, section 3)")
    return value


def application_url(value: str) -> str:
    """The URL of an application, to which the path of a callback is appended. Raises ValueError."""
    parts = _parts(value)
    if value.endswith("/") or parts.query or parts.fragment:
        shorter = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        raise ValueError(f"the callback is appended to it; write {shorter!r}")
    return value


def absolute_url(value: str) -> str:
    """A URL with a scheme and a host. Raises ValueError."""
    _parts(value)
    return value


def _parts(value: str) -> Any:
    if any(character.isspace() for character in value):
        raise ValueError("a URL has no whitespace in it")
    if left := PLACEHOLDER.search(value):
        raise ValueError(
            f"{left[0]!r} is a placeholder, as guides have them; write what stands there for you"
        )
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        hint = value.removeprefix("//").partition("://")[2] or value
        raise ValueError(f"must be a URL with a scheme, such as 'https://{hint}'")
    if "@" in parts.netloc:
        # The value is shown nowhere: it holds a password.
        raise ValueError("a user name and a password do not belong in a URL; leave them out")
    try:
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        raise ValueError("a port is a number up to 65535") from None
    return parts


def pem_file(value: str) -> str:
    """A file of PEM certificates. Raises ValueError."""
    try:
        ssl.create_default_context(cafile=value)
    except (OSError, ssl.SSLError) as error:
        if is_der(value):
            raise ValueError(
                "is a certificate in DER, which has to be PEM; write the file that "
                "`openssl x509 -inform der -in FILE -out FILE.pem` makes of it"
            ) from None
        raise ValueError(f"must be a readable file of PEM certificates ({error})") from None
    return value


def is_der(path: str) -> bool:
    """Whether a file holds a certificate as Windows saves it."""
    try:
        ssl.create_default_context(cadata=Path(path).read_bytes())
    except (OSError, ValueError, ssl.SSLError):
        return False
    return True


def header_token(value: str) -> str:
    """What is sent in a header as it is (RFC 6750 section 2.1). Raises ValueError."""
    if not (value.isascii() and value.isprintable()):
        raise ValueError(
            "has a line break or another character that no token has; "
            "write the token in one line, as the provider issued it"
        )
    return value


def base32_secret(value: str) -> str:
    """The secret of an authenticator app, without the spaces it is shown with. Raises ValueError.

    RFC 4648, section 6.
    """
    secret = value.replace(" ", "").replace("-", "").rstrip("=").upper()
    try:
        b32decode(secret + "=" * (-len(secret) % 8))
    except ValueError:
        raise ValueError(
            "must be base32 (letters, and digits from 2 to 7), as the provider shows it beside "
            "the QR code; of an otpauth URL it is the parameter `secret`"
        ) from None
    return secret


def port_number(value: int) -> int:
    """A port; 0 is any free one. Raises ValueError."""
    if value < 0:
        raise ValueError("input should be greater than or equal to 0")
    if value > LAST_PORT:
        raise ValueError(f"input should be less than or equal to {LAST_PORT}")
    return value
