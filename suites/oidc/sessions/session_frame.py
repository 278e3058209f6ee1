"""The frame by which a client watches the session: Session Management 1.0 section 3.2."""

import re
from urllib.parse import urlsplit

from fakes.user.addresses import origin, parts_of, resolved
from fakes.user.forms import page_of
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.op import Op
from suites.protocol.session.page_headers import directives, frame_option
from suites.verdicts.expect import expect_status, presuming

WHERE = "page at check_session_iframe"
LISTENS = re.compile(r"""addEventListener\s*\(\s*["'`]message["'`]|\bonmessage\s*=""")
TO_ANYBODY = re.compile(r"""\.postMessage\s*\([^;]{0,400}?,\s*["'`]\*["'`]""")
MOST_SCRIPTS = 5


def frame_reply(op: Op) -> Reply:
    """The response at check_session_iframe, remembered."""
    return op.fetch(op.endpoint("check_session_iframe"), purpose=Purpose.CHECK_SESSION_IFRAME)


def frame_page(op: Op) -> Reply:
    """As `frame_reply`. Raises NotRun if it is no page."""
    with presuming():
        reply = frame_reply(op)
        expect_status(reply, 200, where=WHERE)
    return reply


def scripts(op: Op) -> str:
    """What the page runs: its own scripts, and those that it loads from its own host."""
    reply = frame_page(op)
    tree = page_of(reply.text)
    found = [node.text() or "" for node in tree.css("script:not([src])")]
    found += [node.attributes.get("onload") or "" for node in tree.css("[onload]")]
    sources = [resolved(reply.url, one.attributes["src"] or "") for one in tree.css("script[src]")]
    own = [url for url in sources if origin(url) == origin(reply.url)]
    with presuming():
        found += [op.fetch(url, purpose=Purpose.SCRIPT).text for url in own[:MOST_SCRIPTS]]
    return "\n".join(found)


def may_frame(reply: Reply, page: str) -> bool:
    """Whether the headers of `reply` let a page at the URL `page` frame it (CSP 3, RFC 7034)."""
    told = directives(reply, "frame-ancestors")
    if not told:
        return frame_option(reply) not in ("deny", "sameorigin")
    parts = urlsplit(page)
    return all(
        any(_matches(source, parts.scheme, parts.hostname or "") for source in ancestors)
        for ancestors in told
    )


def _matches(source: str, scheme: str, host: str) -> bool:
    """Whether a source expression means a host, whatever its port and path."""
    if source in ("*", f"{scheme}:"):
        return True
    told = parts_of(source if "//" in source else f"//{source}").hostname or ""
    return told == host or (told.startswith("*.") and host.endswith(told[1:]))
