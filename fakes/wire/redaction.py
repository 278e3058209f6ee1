"""Takes secrets out of what is recorded, at the moment of recording, and says what it took.

A value counts as secret by the name it comes under, by having been seen under such a name before,
or because the configuration says so. A JWT is shown decoded, without its signature.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from jwt.utils import base64url_decode

from fakes.wire.cleaned import CleanedTexts
from fakes.wire.spellings import NAMED, Spellings, is_secret, may_name_a_secret

PRIVATE_JWK = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"))
# Of these nothing is kept, whatever they are made of: Auth0 tells them of each application.
KEYS_OF_A_CLIENT = frozenset(("signing_key", "signing_keys", "encryption_key", "private_key"))
PRIVATE_PEM = re.compile(r"-----BEGIN ([A-Z ]*PRIVATE KEY)-----.*?(-----END \1-----|\Z)", re.DOTALL)
# A page may be made to be slow to read, so none of these looks at anything again and again: what
# may be the header of a JWT is passed over whole, with what makes it one if that follows.
# Where a word begins is asked after its letters: those alone are found many times as fast.
JWT = re.compile(r"ey(?<!\wey)[\w-]{8,}+(\.ey[\w-]{4,}+\.[\w-]*+)?")
INPUT = re.compile(r"<input\b[^>]*(?:>|\Z)", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b(name|value)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
# A member of an object in a script, whose quotes may themselves be inside a string. The last one
# may be cut off.
SCRIPTED = re.compile(r"""(?<![\w.-])([\w.-]++)\\?["']?\s*:\s*(\\?["'])([^"'\\]+)(\2|\Z)""")
# A member of JSON that is no JSON as a whole: cut off, or with a number that nobody can read.
MEMBER = re.compile(r"""("([\w.-]{1,64})"\s*:\s*")((?:[^"\\]|\\.)++)("|\Z)""", re.DOTALL)
# Parameters that were written in another way than as a form: in parts, as lines of text.
PART = re.compile(r'name="(?<!\wname=")([^"]*)"\r?\n\r?\n([^\r\n]+)')
LINE = re.compile(r"^([\w-]+)=([^\s&]+)\s*$", re.MULTILINE)
WORD = re.compile(r"[\w-]{6,}")
SHORTEST_SECRET = 6
# Of what a target makes up without end, only so much is looked at or kept.
MOST_SCANNED = 500
MOST_JWTS = 20
LONGEST_JWT_PART = 50_000
LONGEST_NUMBER = 100
DEEPEST = 50


def mark(value: str) -> str:
    """What stands in place of a secret."""
    return f"«redacted {len(value)} chars»"


class Redactor:
    """Remembers every secret it met, so that it is also taken out where it is merely echoed."""

    def __init__(self, *configured: str) -> None:
        """`configured` secrets are found inside longer words too."""
        self._configured = Spellings(*configured)
        self._words: set[str] = set()
        self._names: set[str] = set()
        # What is more than a word, by a word of it; and what has no word.
        self._by_word: dict[str, set[str]] = {}
        self._wordless: dict[str, None] = {}
        self._texts = CleanedTexts()

    @property
    def known(self) -> int:
        """How many secrets are known."""
        return len(self._texts.secrets)

    def learn(self, value: str) -> None:
        """From now on `value` is a secret, wherever it appears, and so is what it says if a JWT."""
        for form in {value, unquote(value)}:
            if len(form) >= SHORTEST_SECRET and self._is_new(form):
                self._texts.secrets.append(form)
                self._learn_claims(form)

    def learn_names(self, names: Iterable[str]) -> None:
        """From now on what comes under one of `names` is a secret, however short it is."""
        self._names.update(names)

    def _learn_claims(self, text: str) -> None:
        """What the JWTs in `text` say under secret names, as the code in a response (JARM 2.1)."""
        for jwt in decoded_jwts(text):
            self.json(jwt["claims"])

    def _is_new(self, form: str) -> bool:
        words = WORD.findall(form)
        if words == [form]:
            known = form in self._words
            self._words.add(form)
        elif words:
            # At its ends a longer word may begin or stop, so the best one is in between.
            same = self._by_word.setdefault(max(words[1:-1] or words, key=len), set())
            known = form in same
            same.add(form)
        else:
            known = form in self._wordless
            self._wordless[form] = None
            if len(self._wordless) > MOST_SCANNED:
                del self._wordless[next(iter(self._wordless))]
        return not known

    def text(self, text: str) -> str:
        """`text` without JWTs and without any secret met so far."""
        return self._texts.cleaned(text, self._clean)

    def _clean(self, text: str) -> str:
        if JWT.search(text):
            self._learn_claims(text)
            text = JWT.sub(lambda found: mark(found[0]) if found[1] else found[0], text)
        if "PRIVATE KEY" in text:
            text = PRIVATE_PEM.sub(lambda found: mark(found[0]), text)
        text = self._configured.taken_out(text, mark)
        if may_name_a_secret(text):
            text = NAMED.sub(self._named, text)
        words = set(WORD.findall(text))
        begun = self._by_word.keys() & words
        longer = {secret for word in begun for secret in self._by_word[word]}
        for secret in sorted(longer.union(self._wordless), key=len, reverse=True):
            if secret in text:
                text = text.replace(secret, mark(secret))
                words.update(WORD.findall(text))
        if not words.isdisjoint(self._words):
            text = WORD.sub(self._word, text)
        return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()

    def _word(self, found: re.Match[str]) -> str:
        return mark(found[0]) if found[0] in self._words else found[0]

    def _named(self, found: re.Match[str]) -> str:
        self.learn(found[3])
        return found[1] + found[2] + mark(found[3])

    def pairs(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Names and values, the values of secret names taken out."""
        return [(self.text(name), self._value(name, value)) for name, value in pairs]

    def _value(self, name: str, value: str) -> str:
        if not value or not (is_secret(name) or name in self._names):
            return self.text(value)
        self.learn(value)
        return mark(value)

    def url(self, url: str) -> str:
        """A URL with its query and fragment cleaned; what is no URL, as text."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return self.text(url)
        cleaned = [self._encoded(part) for part in (parts.query, parts.fragment)]
        return self.text(urlunsplit((parts.scheme, parts.netloc, parts.path, *cleaned)))

    def _encoded(self, text: str) -> str:
        if "=" not in text:
            return text
        pairs = self.pairs(parse_qsl(text, keep_blank_values=True))
        return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)

    def headers(self, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Headers; of a cookie the name and the attributes stay, the value goes."""
        return [(name, self._header(name.lower(), value)) for name, value in headers]

    def _header(self, name: str, value: str) -> str:
        if name == "set-cookie":
            first, *attributes = value.split(";")
            cookie, _, secret = first.partition("=")
            self.learn(secret)
            return ";".join([f"{cookie}={mark(secret)}", *attributes])
        if name == "cookie":
            return "; ".join(self._header("set-cookie", part) for part in value.split("; "))
        if name in ("authorization", "proxy-authorization"):
            scheme, _, secret = value.partition(" ")
            self.learn(secret)
            return f"{scheme} {mark(secret)}"
        if is_secret(name):
            return self._value(name, value)
        if name in ("location", "referer"):
            return self.url(value)
        return self.text(value)

    def body(self, body: str, content_type: str) -> str:
        """A body by its content type: a form, JSON, HTML, or text."""
        if not body:
            return body
        if "x-www-form-urlencoded" in content_type:
            return self.text(self._encoded(body))
        if "json" in content_type or body.lstrip().startswith(("{", "[")):
            try:
                return json.dumps(self.json(loaded(body)), indent=1, ensure_ascii=False)
            except (ValueError, RecursionError):
                pass  # a script's object, or a broken one
        for name, value in PART.findall(body) + LINE.findall(body):
            if is_secret(name):
                self.learn(value)
        body = MEMBER.sub(self._broken_off, INPUT.sub(self._input, body))
        return self.text(SCRIPTED.sub(self._scripted, body))

    def _broken_off(self, found: re.Match[str]) -> str:
        before, name, value, end = found.groups()
        if not is_secret(name) or value.startswith("«redacted"):
            return found[0]
        self.learn(value)
        return before + mark(value) + end

    def _scripted(self, found: re.Match[str]) -> str:
        name, quoted, value, end = found.groups()
        if not is_secret(name):
            return found[0]
        self.learn(value)
        return found[0].removesuffix(quoted + value + end) + quoted + mark(value) + end

    def json(self, value: Any, name: str = "", depth: int = 0) -> Any:
        """A JSON value that came under `name`, cleaned to its leaves; none that is too deep."""
        match value:
            case dict() | list() if depth > DEEPEST:
                return "…"
            case dict():
                return {self.text(key): self._member(value, key, depth + 1) for key in value}
            case list():
                return [self.json(inner, name, depth + 1) for inner in value]
            case str():
                return self._value(name, value)
        return value

    def _member(self, owner: dict[str, Any], name: str, depth: int) -> Any:
        """A member of a JSON object; in a JWK the private ones are secret (RFC 7518 section 6)."""
        value = owner[name]
        if name.lower() in KEYS_OF_A_CLIENT and value:
            return mark(
                value if isinstance(value, str) else json.dumps(self.json(value, "", depth))
            )
        if "kty" not in owner or name not in PRIVATE_JWK or not value:
            return self.json(value, name, depth)
        secret = value if isinstance(value, str) else json.dumps(self.json(value, "", depth))
        self.learn(secret)
        return mark(secret)

    def _input(self, found: re.Match[str]) -> str:
        fields = {n.lower(): v.strip("\"'") for n, v in ATTRIBUTE.findall(found[0])}
        value = fields.get("value", "")
        if not is_secret(fields.get("name", "")) or not value:
            return found[0]
        self.learn(value)
        return found[0].replace(value, mark(value))


def loaded(text: str | bytes) -> Any:
    """JSON, its numbers of so many digits as texts. Raises ValueError, RecursionError."""
    return json.loads(text, parse_int=_number)


def _number(digits: str) -> int | str:
    if len(digits) <= LONGEST_NUMBER:
        return int(digits)
    return f"{digits[:LONGEST_NUMBER]}… ({len(digits):,} digits)"


def _quoted(text: str) -> str:
    """Percent-encoded for a query, but for the marks of what was taken out."""
    return quote(text, safe=" :/,@").replace("%C2%AB", "«").replace("%C2%BB", "»")


def decoded_jwts(text: str) -> list[dict[str, Any]]:
    """Header and claims of the first JWTs in `text`, in order, without repetition."""
    return list(islice(_jwts_in(text), MOST_JWTS))


def _jwts_in(text: str) -> Iterator[dict[str, Any]]:
    seen = set()
    for token in (one[0] for one in JWT.finditer(text) if one[1]):
        header, claims, _ = token.split(".")
        if token in seen or max(len(header), len(claims)) > LONGEST_JWT_PART:
            continue
        seen.add(token)
        try:
            yield {"header": _part(header), "claims": _part(claims)}
        except (ValueError, RecursionError):
            continue


def _part(part: str) -> dict[str, Any]:
    value = loaded(base64url_decode(part))
    if not isinstance(value, dict):
        raise ValueError("a part of a JWT is not a JSON object")  # noqa: TRY004 - as other bad JSON
    return value
