"""Where a page leads that nobody answers: by a refresh, or into its frames."""

import re
from itertools import islice

from fakes.user.addresses import resolved
from fakes.user.controls import Page
from fakes.user.forms import page_of

REFRESH = re.compile(
    r"""\s*([0-9]+)(?:\.[0-9]*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE
)
SLOWEST_REFRESH_S = 10
MOST_FRAMES = 5


def refresh_of(header: str, html: str) -> str:
    """Where a page leads by itself: by its Refresh header, or a `meta` element; empty if nowhere.

    One for user agents without scripts does not count, nor one that takes long.
    """
    told = [header]
    if "http-equiv" in html.lower():
        for node in page_of(html).css("meta[http-equiv][content]"):
            for_scripts = node.parent is None or node.parent.tag != "noscript"
            if for_scripts and (node.attributes["http-equiv"] or "").lower() == "refresh":
                told.append(node.attributes["content"] or "")
    for one in told:
        found = REFRESH.match(one)
        if found and len(found[1].lstrip("0")) <= 2 and int(found[1]) <= SLOWEST_REFRESH_S:
            return found[2].strip()
    return ""


def frames_of(html: str, base: str) -> list[str]:
    """The URLs of the frames that a person sees, of the page at `base`."""
    tree = page_of(html)
    page = Page(tree, base)
    frames = tree.css("iframe[src], frame[src]")
    seen = (node for node in frames if node.tag == "frame" or page.sees(node))
    return [resolved(base, node.attributes["src"] or "") for node in islice(seen, MOST_FRAMES)]
