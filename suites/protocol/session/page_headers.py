"""Verbs for the headers of a page: who may frame it, keep it, see its URL, run scripts on it."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from fakes.user.forms import page_of
from fakes.wire.client import Reply
from suites.verdicts.expect import Mismatch, Tolerated, expect, expect_contains

Policy = dict[str, list[str]]
GUARDED = re.compile(r"'(?:nonce-|sha(?:256|384|512)-|strict-dynamic)", re.IGNORECASE)
ANYBODY = {"*", "http:", "https:", "data:"}
FRAME_BUSTING = re.compile(r"(?:top|parent)\s*(?:\.location|[!=]==?\s*(?:self|window))")
LEAKY = {"unsafe-url", "no-referrer-when-downgrade", "origin-when-cross-origin"}
# What a style sheet in a page loads: CSS Syntax 4.3.6 (url) and CSS Cascade 2 (@import).
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
FETCHED = "script[src], iframe[src], img[src], link[rel~=stylesheet][href], link[rel~=icon][href]"


def policies_of(reply: Reply) -> list[Policy]:
    """Each policy of the headers; of two directives of one name the first counts (CSP 3, 2.2.1).

    What one forbids no other allows: a proxy that adds its own takes away, and never gives.
    """
    found = []
    for told in reply.header("content-security-policy").split(","):
        policy: Policy = {}
        for name, *sources in filter(None, (one.split() for one in told.split(";"))):
            policy.setdefault(name.lower(), sources)
        found.append(policy)
    return found


def directives(reply: Reply, name: str) -> list[list[str]]:
    """The sources of a directive in lower case, by each policy that has it."""
    return [lowered(policy[name]) for policy in policies_of(reply) if name in policy]


def first_of(policy: Policy, name: str) -> tuple[str, list[str]]:
    """The directive that counts for inline code, with its sources; no name if none does (6.8.3).

    `name` is script-src-elem or script-src-attr.
    """
    for one in (name, "script-src", "default-src"):
        if one in policy:
            return one, policy[one]
    return "", []


def lets_any_inline(sources: Iterable[str]) -> bool:
    """Whether any inline script runs: not beside a nonce, a hash or strict-dynamic (6.7.3.2)."""
    told = lowered(sources)
    return "'unsafe-inline'" in told and not any(map(GUARDED.match, told))


def is_open_to_any_script(policies: Iterable[Policy]) -> bool:
    """Whether a script that was smuggled into a page runs: each policy has to let it."""
    told = (first_of(one, "script-src-elem") for one in policies)
    return all(
        not name or set(lowered(sources)) & ANYBODY or lets_any_inline(sources)
        for name, sources in told
    )


def lowered(sources: Iterable[str]) -> list[str]:
    return [one.lower() for one in sources]


def frame_option(reply: Reply) -> str:
    """The X-Frame-Options of a page in lower case (RFC 7034), the first if there are several."""
    return reply.header("x-frame-options").lower().partition(",")[0].strip()


def is_framed_by_few(reply: Reply) -> bool:
    """Whether the headers of a page keep it out of the frames of just anybody.

    frame-ancestors counts before X-Frame-Options (CSP 3 section 6.4.2).
    """
    told = directives(reply, "frame-ancestors")
    if told:
        return any(not set(ancestors) & ANYBODY for ancestors in told)
    return frame_option(reply) in ("deny", "sameorigin")


def expect_not_frameable(reply: Reply, *, where: str) -> None:
    """No other site may show the page in a frame (RFC 9700 section 4.16)."""
    guarded = is_framed_by_few(reply)
    if not guarded and FRAME_BUSTING.search(reply.text):
        why = "A script guards the page, which a sandboxed frame switches off."
        raise Tolerated("frame-ancestors or X-Frame-Options", "a script", where, why)
    options = reply.header("x-frame-options").strip().lower()
    found = f"X-Frame-Options: {options}" if options else "neither"
    expect(guarded, "frame-ancestors or X-Frame-Options against framing", found, where=where)


def expect_quiet_referrer(reply: Reply, *, where: str) -> None:
    """The URL of the page is not told to other sites."""
    tree = page_of(reply.text)
    meta = tree.css_first('meta[name="referrer" i]')
    named = reply.header("referrer-policy") or (meta.attributes.get("content") if meta else "")
    policy = (named or "").lower().split(",")[-1].strip()
    where = f"{where}, Referrer-Policy"
    expect(policy not in LEAKY, "a policy that hides the URL", policy, where=where)
    if not policy and foreign_resources(reply):
        raise Mismatch("a Referrer-Policy, or nothing from other sites", "neither", where)


def expect_no_store(reply: Reply, *, where: str) -> None:
    """No cache may keep the answer (RFC 9111 section 5.2.2.5)."""
    told = reply.header("cache-control").lower()
    directives = [one.strip().partition("=")[0] for one in told.split(",") if one.strip()]
    expect_contains(directives, "no-store", where=f"{where}, Cache-Control")


def foreign_resources(reply: Reply) -> list[str]:
    """The hosts of other sites that a page loads something from."""
    found = set()
    for url in _loaded(page_of(reply.text)):
        try:
            host = urlsplit(urljoin(reply.url, url.strip())).hostname or ""
        except ValueError:
            continue
        if host and site_of(host) != site_of(urlsplit(reply.url).hostname or ""):
            found.add(host)
    return sorted(found)


def _loaded(page: LexborHTMLParser) -> list[str]:
    """The URLs that a page loads by its elements and its styles, as they are written."""
    nodes = page.css(FETCHED)
    urls = [one.attributes.get("src") or one.attributes.get("href") or "" for one in nodes]
    styles = [one.text() for one in page.css("style")]
    styles += [one.attributes.get("style") or "" for one in page.css("[style]")]
    return urls + [url or other for text in styles for url, other in IN_STYLE.findall(text)]


def site_of(host: str) -> str:
    """The last two labels of a host name: near enough to a site to blame nobody wrongly."""
    return host if host.replace(".", "").isdigit() else ".".join(host.split(".")[-2:])
