"""A file on its way in Azure: put by a URL with a signature, told of by the queue, removed."""

import hmac
import json
import uuid
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import quote

from lxml import etree

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.services.azure.account import (
    VERSION,
    account_name,
    answer_of_account,
    blob_url,
    container_name,
    storage_key,
    storage_queue,
    xml_in,
)
from suites.services.clouds.round_trip import CONTENT, MOST_WAITS, PREFIX, SHARED
from suites.services.deployment import Deployment
from suites.verdicts.expect import NotRun

EXPIRES_S = 300
MOST_MESSAGES = 32
# Messages of others are away for so long when ours is taken out.
HIDDEN_S = 1
# For how long a message of ours is looked at, and after how long it goes by itself.
PROBE_WAITS, PROBE_S = 3, 120


def signed_blob_url(deployment: Deployment, name: str, permissions: str) -> str:
    """A URL by which a browser does what `permissions` say (service SAS). Raises NotRun."""
    resource = f"/blob/{account_name(deployment)}/{container_name(deployment)}/{name}"
    end = datetime.fromtimestamp(deployment.target.clock.now() + EXPIRES_S, UTC)
    expiry = f"{end:%Y-%m-%dT%H:%M:%SZ}"
    lines = [permissions, "", expiry, resource, "", "", "", VERSION, "b", *[""] * 7]
    digest = hmac.digest(storage_key(deployment), "\n".join(lines).encode(), "sha256")
    told = {"sv": VERSION, "sr": "b", "sp": permissions, "se": expiry}
    told["sig"] = b64encode(digest).decode()
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in told.items())
    return f"{blob_url(deployment, name)}?{query}"


@contextmanager
def written_to_azure(deployment: Deployment, origin: str) -> Iterator[tuple[str, Reply]]:
    """The name of a blob below a prefix of ours, and the answer to its upload.

    It is removed at the end.
    """
    name = f"{PREFIX}{uuid.uuid4()}"
    url = signed_blob_url(deployment, name, "cw")
    headers = [("origin", origin), ("x-ms-blob-type", "BlockBlob"), ("content-type", "text/plain")]
    try:
        yield (
            name,
            deployment.http.send("PUT", url, purpose=Purpose.UPLOAD, headers=headers, body=CONTENT),
        )
    finally:
        path = f"{container_name(deployment)}/{quote(name)}"
        action = "Delete Blob"
        answer_of_account(deployment, "DELETE", "blob", path, action=action, absent=[404])


def reached_queue(deployment: Deployment, name: str) -> bool:
    """Whether the queue tells of a blob. What tells of it is removed.

    Raises NotRun if nothing does, and somebody else reads the queue or it has messages of others.
    """
    others = False
    for _ in range(MOST_WAITS):
        peeked = queued(deployment, "peekonly=true", "Peek Messages")
        if any(tells_of(one, name) for one in peeked):
            take_out(deployment, name)
            return True
        others = others or bool(peeked)
        deployment.target.clock.wait(deployment.target.event_wait_s)
    if others or is_worked_on(deployment) or is_read(deployment):
        raise NotRun(SHARED)
    return False


def take_out(deployment: Deployment, name: str) -> None:
    """Removes what has `name` in it; other messages are back after a second."""
    _, queue = storage_queue(deployment)
    for one in queued(deployment, f"visibilitytimeout={HIDDEN_S}", "Get Messages"):
        if tells_of(one, name):
            receipt = quote(one.findtext("PopReceipt") or "", safe="")
            path = f"{queue}/messages/{one.findtext('MessageId')}?popreceipt={receipt}"
            action = "Delete Message"
            answer_of_account(deployment, "DELETE", "queue", path, action=action, absent=[404])


def queued(deployment: Deployment, how: str, action: str) -> list[etree._Element]:
    """The first messages of the queue, got in some way. Raises NotRun."""
    _, queue = storage_queue(deployment)
    path = f"{queue}/messages?numofmessages={MOST_MESSAGES}&{how}"
    reply = answer_of_account(deployment, "GET", "queue", path, action=action)
    return list(xml_in(reply, "QueueMessagesList", action).findall("QueueMessage"))


def is_worked_on(deployment: Deployment) -> bool:
    """Whether the queue has messages that nobody sees: somebody works on them."""
    _, queue = storage_queue(deployment)
    action = "Get Queue Metadata"
    reply = answer_of_account(deployment, "GET", "queue", f"{queue}?comp=metadata", action=action)
    return reply is not None and reply.header("x-ms-approximate-messages-count") not in ("", "0")


def is_read(deployment: Deployment) -> bool:
    """Whether somebody takes out within half a minute what is put into the empty queue.

    It is of a type that nobody waits for, is removed, and would go by itself.
    """
    _, queue = storage_queue(deployment)
    words = str(uuid.uuid4())
    event = json.dumps({"eventType": "ssoproof.Probe", "subject": words, "data": {}})
    text = b64encode(event.encode()).decode()
    path, action = f"{queue}/messages?messagettl={PROBE_S}", "Put Message"
    body = f"<QueueMessage><MessageText>{text}</MessageText></QueueMessage>"
    answer_of_account(deployment, "POST", "queue", path, action=action, body=body)
    for _ in range(PROBE_WAITS):
        deployment.target.clock.wait(deployment.target.event_wait_s)
        peeked = queued(deployment, "peekonly=true", "Peek Messages")
        if not any(tells_of(one, words) for one in peeked):
            return True
    take_out(deployment, words)
    return False


def tells_of(message: etree._Element, name: str) -> bool:
    """Whether a message of Event Grid, which is in base64, is about a blob."""
    body = message.findtext("MessageText") or ""
    try:
        told = b64decode(body, validate=True).decode("utf-8", "replace")
    except ValueError:
        told = body
    return name in told
