"""Whoever comes to a bucket from outside: a page of the server in a browser, and anybody.

Fetch Standard, CORS protocol.
"""

from collections.abc import Iterable

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.verdicts.expect import Mismatch, NotRun, expect, expect_decided

METHODS = ("GET", "PUT")
EVERY_ORIGIN = ("*", "*://*", "https://*", "http://*")


@remembered
def preflight(deployment: Deployment, url: str, origin: str, method: str, headers: str) -> Reply:
    """What the bucket answers when a browser asks before a request of `method`, by `origin`."""
    return deployment.http.send(
        "OPTIONS",
        url,
        purpose=Purpose.PREFLIGHT,
        detail=method,
        headers=[
            ("origin", origin),
            ("access-control-request-method", method),
            ("access-control-request-headers", headers),
        ],
    )


def expect_granted_preflight(deployment: Deployment, url: str, origin: str, headers: str) -> None:
    """Requests of each of METHODS with `headers` have to be granted. Raises Mismatch, NotRun."""
    for method in METHODS:
        reply = preflight(deployment, url, origin, method, headers)
        expect_decided(reply, "The bucket")
        where = f"pre-flight of {method} by {origin}"
        granted = reply.header("access-control-allow-origin")
        told = f"HTTP {reply.status}, allowed origin: {granted or 'none'}"
        if not 200 <= reply.status < 300 or granted not in (origin, "*"):
            raise Mismatch(f"HTTP 200, allowed origin: {origin}", told, where)
        methods = [one.strip() for one in reply.header("access-control-allow-methods").split(",")]
        expect(method in methods or "*" in methods, method, ", ".join(methods), where=where)


def expect_no_wide_origin(found: Iterable[str], origin: str, where: str) -> None:
    """No rule may be for every origin in place of `origin`. Raises Mismatch."""
    wide = [one for one in found if one in EVERY_ORIGIN]
    expect(not wide, origin, f"{', '.join(wide)} (every origin)", where=where)


def expect_not_listed(deployment: Deployment, url: str) -> None:
    """Whoever has no credentials may not list a bucket at `url`. Raises Mismatch, NotRun."""
    reply = deployment.http.send("GET", url, purpose=Purpose.ANONYMOUS_LISTING)
    expect_decided(reply, "The bucket")
    expect(reply.status != 200, "a refusal", "HTTP 200", where="listing without credentials")
    if reply.status not in (401, 403):
        raise NotRun(f"A listing without credentials was answered HTTP {reply.status}.")
