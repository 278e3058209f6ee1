"""Verbs for the headers of a page: who may frame it, keep it, see its URL, run scripts on it."""

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from fakes.user.forms import page_of
from fakes.wire.client import Reply
from suites.verdicts.expect import Mismatch, Tolerated, expect, expect_contains

ANYBODY = {"*", "http:", "https:", "data:"}
FRAME_BUSTING = re.compile(r"(?:top|parent)\s*(?:\.location|[!=]==?\s*(?:self|window))")
LEAKY = {"unsafe-url", "no-referrer-when-downgrade", "origin-when-cross-origin"}
# What a style sheet in a page loads: CSS Syntax 4.3.6 (url) and CSS Cascade 2 (@import).
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
FETCHED = "script[src], iframe[src], img[src], link[rel~=stylesheet][href], link[rel~=icon][href]"


def directive(reply: Reply, name: str) -> list[str] | None:
    """The sources of a directive of the Content-Security-Policy; None if it is not there."""
    for policy in reply.header("content-security-policy").replace(",", ";").split(";"):
        words = policy.lower().split()
        if words[:1] == [name]:
            return words[1:]
    return None


def frame_option(reply: Reply) -> str:
    """The X-Frame-Options of a page in lower case (RFC 7034), the first if there are several."""
    return reply.header("x-frame-options").lower().partition(",")[0].strip()


def is_framed_by_few(reply: Reply) -> bool:
    """Whether the headers of a page keep it out of the frames of just anybody.

    frame-ancestors counts before X-Frame-Options (CSP 3 section 6.4.2).
    """
    ancestors = directive(reply, "frame-ancestors")
    if ancestors is not None:
        return not set(ancestors) & ANYBODY
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
