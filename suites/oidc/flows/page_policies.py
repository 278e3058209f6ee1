"""Whether the policies of a page let a browser send its form by itself (Content Security Policy 3).

Each policy has to let it: a proxy that adds one of its own to the provider's takes away, and never
gives.
"""

import re
from base64 import b64encode
from hashlib import new
from urllib.parse import SplitResult, urlsplit

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from fakes.user.forms import page_of
from fakes.wire.client import Reply
from suites.protocol.session.page_headers import first_of, lets_any_inline, lowered, policies_of

SUBMITS = re.compile(r"submit\s*\(|\.click\s*\(", re.IGNORECASE)
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HANDLERS = ("onload", "onpageshow")
PORTS = {"http": 80, "https": 443}
HASHES = ("sha256", "sha384", "sha512")


def kept_from_posting(reply: Reply, target: str) -> str:
    """The directive by which a browser does not send the form of a page to `target`.

    Nothing if it does, if somebody can press a button in place of the script, or if only a script
    that is loaded could tell.
    """
    for policy in policies_of(reply):
        sources = policy.get("form-action")
        own = urlsplit(reply.url)
        if sources is not None and not any(source_fits(s, urlsplit(target), own) for s in sources):
            return f"form-action {' '.join(sources)}"
    page = page_of(reply.text)
    scripts = [one for one in page.css("script") if one.attributes.get("src") is None]
    loaded = len(scripts) < len(page.css("script"))
    scripts = [one for one in scripts if SUBMITS.search(one.text())]
    handlers = [one for one in page.css("*") if any(map(SUBMITS.search, handlers_of(one)))]
    if loaded or not (scripts or handlers) or has_button(page):
        return ""
    refused = [refusal_of_script(reply, one) for one in scripts]
    refused += [refusal_of_handlers(reply, one) for one in handlers]
    return refused[0] if all(refused) else ""


def has_button(page: HTMLParser) -> bool:
    """Whether users see a button of the form also where scripts may run."""
    hidden = {one.mem_id for one in page.css("noscript button, noscript input, [hidden]")}
    buttons = page.css("form button:not([type=button]):not([type=reset]), form input[type=submit]")
    return any(
        one.mem_id not in hidden and not UNSEEN.search(one.attributes.get("style") or "")
        for one in buttons
    )


def handlers_of(node: LexborNode) -> list[str]:
    """What an element does when the page is there."""
    return [node.attributes.get(name) or "" for name in HANDLERS]


def refusal_of_script(reply: Reply, script: LexborNode) -> str:
    """The directive that keeps an inline script from running; empty if none does (6.7.3)."""
    nonce = script.attributes.get("nonce") or ""
    for policy in policies_of(reply):
        name, sources = first_of(policy, "script-src-elem")
        by_nonce = bool(nonce) and f"'nonce-{nonce}'" in sources
        if name and not by_nonce and not lets_run(script.text(), sources, sources):
            return f"{name} {' '.join(sources)}"
    return ""


def refusal_of_handlers(reply: Reply, node: LexborNode) -> str:
    """The directive that keeps the handlers of an element from running; empty if none does."""
    code = next(filter(SUBMITS.search, handlers_of(node)))
    for policy in policies_of(reply):
        name, sources = first_of(policy, "script-src-attr")
        hashed = sources if "'unsafe-hashes'" in lowered(sources) else []
        if name and not lets_run(code, sources, hashed):
            return f"{name} {' '.join(sources)}"
    return ""


def lets_run(code: str, sources: list[str], hashed: list[str]) -> bool:
    """Whether inline code runs, by its hash among those that are `hashed` or as any does."""
    text = code.encode()
    hashes = {f"'{name}-{b64encode(new(name, text).digest()).decode()}'" for name in HASHES}
    return bool(hashes & set(hashed)) or lets_any_inline(sources)


def source_fits(source: str, target: SplitResult, own: SplitResult) -> bool:
    """Whether a source expression matches a URL (6.7.2.7); `own` is where the page is."""
    told = source.lower()
    if told == "*":
        return target.scheme in PORTS
    if told == "'self'":
        return same_or_safer(own.scheme, target.scheme) and own.netloc == target.netloc
    if told.startswith("'"):
        return False
    if told.endswith(":"):
        return same_or_safer(told[:-1], target.scheme)
    try:
        return host_fits(source, target, own)
    except ValueError:
        return False  # no source expression: browsers pass over it


def host_fits(source: str, target: SplitResult, own: SplitResult) -> bool:
    """Whether an expression that names a host matches. Raises ValueError if it is none."""
    named = urlsplit(source if "//" in source else f"//{source}")
    scheme = named.scheme or own.scheme
    wanted, host = named.netloc.lower(), (target.hostname or "")
    wanted_host, _, port = wanted.partition(":")
    below_it = wanted_host.startswith("*.") and host.endswith(wanted_host[1:])
    fits = wanted_host in ("*", host) or below_it
    actual = target.port or PORTS.get(target.scheme, 0)
    ports = (port == "*") or actual == int(port or PORTS.get(target.scheme, 0))
    path = named.path
    below = target.path.startswith(path) if path.endswith("/") else target.path == path
    return same_or_safer(scheme, target.scheme) and fits and ports and (not path or below)


def same_or_safer(scheme: str, other: str) -> bool:
    return scheme == other or (scheme, other) == ("http", "https")
