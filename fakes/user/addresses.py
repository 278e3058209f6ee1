"""URLs as browsers read them."""

import re
from functools import cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from publicsuffixlist import PublicSuffixList

from fakes.wire.loopback import is_loopback

WEB_ADDRESS = re.compile(r"\A(?:https?:|(?![a-z][a-z0-9+.-]*:))[^?#]*", re.IGNORECASE)

# What may stand between a URL that was asked for and the response parameters added to it.
JOINTS = re.compile(r"/?(\Z|[?&#])")
# What separates names in a URL, and in what a careless parser takes for one.
SEPARATORS = re.compile(r"[\s\x00-\x20/\\@?#:;&]+")


def resolved(base: str, reference: str) -> str:
    """The absolute URL of `reference` on a page at `base`; what is no URL stays as it is.

    As browsers do, a backslash in the address counts as a slash.
    """
    reference = WEB_ADDRESS.sub(lambda found: found[0].replace("\\", "/"), reference.strip())
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def begins(url: str, watch: str) -> bool:
    """Whether `url` is `watch`, with nothing added but parameters."""
    return bool(watch) and url.startswith(watch) and bool(JOINTS.match(url[len(watch) :]))


def hosts_named(text: str) -> set[str]:
    """Every word of `text` that a parser of URLs could take for a host, in lower case."""
    words = {word for word in SEPARATORS.split(unquote(text).lower()) if word}
    return words | {_ascii_host(word) for word in words}


def _ascii_host(host: str) -> str:
    """A host name as it is sent: labels with other letters in punycode."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def parts_of(url: str) -> SplitResult:
    """The parts of `url`; of what is no URL, nothing."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def same_site(url: str, other: str) -> bool:
    """Whether two URLs are of one site: one host, or hosts below one registered domain."""
    return _site(url) == _site(other)


def _site(url: str) -> str:
    """The domain that somebody registered, by the Public Suffix List; else the host.

    All names of this machine are one.
    """
    host = (parts_of(url).hostname or "").rstrip(".")
    if is_loopback(host):
        return "localhost"
    is_address = ":" in host or host.rpartition(".")[2].isdigit()
    return host if is_address else public_suffixes().privatesuffix(host) or host


@cache
def public_suffixes() -> PublicSuffixList:
    """The list of what people register names under, as it comes with its package."""
    return PublicSuffixList()


def origin(url: str) -> str:
    """Scheme, host and port of `url`, in lower case, with the default port left out."""
    parts = parts_of(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    shown = "" if port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{port}"
    return f"{parts.scheme}://{parts.hostname or ''}{shown}"
