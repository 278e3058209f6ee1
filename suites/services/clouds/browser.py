"""A browser with a page of the server, at a bucket: what it asks first, and what it is granted.

Fetch Standard, CORS protocol.
"""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.verdicts.expect import Mismatch, expect, expect_decided

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


def expect_granted_preflight(
    deployment: Deployment, url: str, origin: str, method: str, headers: str
) -> None:
    """A request of `method` with `headers` has to be granted. Raises Mismatch, NotRun."""
    reply = preflight(deployment, url, origin, method, headers)
    expect_decided(reply, "The bucket")
    where = f"pre-flight of {method} by {origin}"
    granted = reply.header("access-control-allow-origin")
    told = f"HTTP {reply.status}, allowed origin: {granted or 'none'}"
    if not 200 <= reply.status < 300 or granted not in (origin, "*"):
        raise Mismatch(f"HTTP 200, allowed origin: {origin}", told, where)
    methods = [one.strip() for one in reply.header("access-control-allow-methods").split(",")]
    expect(method in methods or "*" in methods, method, ", ".join(methods), where=where)


def expect_shown(reply: Reply, origin: str, where: str) -> None:
    """The answer has to be one that a page of `origin` may read. Raises Mismatch."""
    granted = reply.header("access-control-allow-origin")
    expect(granted in (origin, "*"), origin, granted or "no allowed origin", where=where)


def read_by_anybody(deployment: Deployment, url: str) -> Reply:
    """The answer to somebody without credentials who knows the URL of a file."""
    return deployment.http.send("GET", url, purpose=Purpose.DOWNLOAD, detail="unsigned")
