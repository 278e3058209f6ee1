"""A file on its way through any cloud: put by a browser, read by it, and by nobody else.

Fetch Standard, CORS protocol.
"""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.services.deployment import Deployment
from suites.verdicts.expect import expect, expect_decided, expect_status

PREFIX = "ssoproof/"
CONTENT = "written by ssoproof, and removed by it"
# Events mostly come in seconds, and can take a minute or longer (S3 User Guide, Amazon S3 Event
# Notifications).
MOST_WAITS = 9
SHARED = (
    "No such message came, and somebody else reads this queue, or it has messages of others: what "
    "was sent may be theirs. Stop the server for this check."
)
UPLOAD, DOWNLOAD = "presigned upload of a browser", "presigned download of a browser"
UNSIGNED = "download without a signature"


def expect_stored(answer: Reply, origin: str, owner: str, status: int = 200) -> None:
    """An upload of a page of `origin` has to be taken with `status`, and the page told so.

    `owner` is who answers. Raises Mismatch, NotRun.
    """
    expect_decided(answer, owner)
    expect_status(answer, status, where=UPLOAD)
    expect_shown(answer, origin, UPLOAD)


def expect_comes_back(deployment: Deployment, signed_url: str, origin: str, owner: str) -> None:
    """A page of `origin` has to read what was uploaded. Raises Mismatch, NotRun."""
    headers = [("origin", origin)]
    read = deployment.http.send("GET", signed_url, purpose=Purpose.DOWNLOAD, headers=headers)
    expect_decided(read, owner)
    expect_status(read, 200, where=DOWNLOAD)
    expect(read.text == CONTENT, "what was written", "something else", where=DOWNLOAD)
    expect_shown(read, origin, DOWNLOAD)


def expect_closed(deployment: Deployment, url: str) -> None:
    """Whoever knows the URL of a file and has no credentials may not read it. Raises Mismatch."""
    reply = deployment.http.send("GET", url, purpose=Purpose.DOWNLOAD, detail="unsigned")
    expect(reply.status != 200, "a refusal", "HTTP 200", where=UNSIGNED)


def expect_shown(reply: Reply, origin: str, where: str) -> None:
    """The answer has to be one that a page of `origin` may read. Raises Mismatch."""
    granted = reply.header("access-control-allow-origin")
    expect(granted in (origin, "*"), origin, granted or "no allowed origin", where=where)
