"""A file on its way in Google Cloud: presigned, put by a browser, told of by the topic."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.services.clouds.reading import Told, objects_listed, part, text
from suites.services.clouds.round_trip import CONTENT, MOST_WAITS, PREFIX
from suites.services.deployment import Deployment
from suites.services.google.api import answer_of_google
from suites.services.google.bucket import google_bucket_name, google_url
from suites.services.google.node import signature, signer_of
from suites.services.google.pubsub import queue_parts, topic_name
from suites.verdicts.expect import NotRun

ALGORITHM = "GOOG4-RSA-SHA256"
EXPIRES_S = 300
# Pub/Sub gives 1,000 at once, which may be more than what a response is read of.
MOST_MESSAGES = 500
MOST_PULLS = 200


def presigned_by_google(deployment: Deployment, method: str, key: str) -> str:
    """A URL by which a browser does `method` to an object (V4 signing process). Raises NotRun."""
    signer, url = signer_of(deployment), google_url(deployment, key)
    now = datetime.fromtimestamp(deployment.target.clock.now(), UTC)
    moment, scope = f"{now:%Y%m%dT%H%M%SZ}", f"{now:%Y%m%d}/auto/storage/goog4_request"
    told = {
        "X-Goog-Algorithm": ALGORITHM,
        "X-Goog-Credential": f"{signer.email}/{scope}",
        "X-Goog-Date": moment,
        "X-Goog-Expires": str(EXPIRES_S),
        "X-Goog-SignedHeaders": "host",
    }
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in sorted(told.items()))
    parts = urlsplit(url)
    lines = (method, parts.path, query, f"host:{parts.netloc}", "", "host", "UNSIGNED-PAYLOAD")
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    to_sign = f"{ALGORITHM}\n{moment}\n{scope}\n{digest}"
    signed = signature(deployment, signer, to_sign.encode()).hex()
    return f"{url}?{query}&X-Goog-Signature={signed}"


@contextmanager
def written_to_google(deployment: Deployment, origin: str) -> Iterator[tuple[str, Reply]]:
    """The key of an object below a prefix of ours, and the answer to its upload.

    It is removed at the end.
    """
    key = f"{PREFIX}{uuid.uuid4()}"
    url = presigned_by_google(deployment, "PUT", key)
    headers = [("origin", origin)]
    try:
        yield (
            key,
            deployment.http.send("PUT", url, purpose=Purpose.UPLOAD, headers=headers, body=CONTENT),
        )
    finally:
        answer_of_google(
            deployment,
            "DELETE",
            "storage",
            f"storage/v1/b/{google_bucket_name(deployment)}/o/{quote(key, safe='')}",
            action="storage.objects.delete",
            absent=[404],
        )


@contextmanager
def listening(deployment: Deployment) -> Iterator[str]:
    """The name of a subscription of ours to the topic, which takes nothing from the server's.

    It is removed at the end, and would expire after a day.
    """
    project, _, _ = queue_parts(deployment)
    name = f"projects/{project}/subscriptions/ssoproof-{uuid.uuid4()}"
    body = {
        "topic": topic_name(deployment),
        "ackDeadlineSeconds": 10,
        "messageRetentionDuration": "600s",
        "expirationPolicy": {"ttl": "86400s"},
    }
    _of_pubsub(deployment, "PUT", name, "pubsub.subscriptions.create", body)
    try:
        yield name
    finally:
        _of_pubsub(deployment, "DELETE", name, "pubsub.subscriptions.delete")


def reached_topic(deployment: Deployment, subscription: str, key: str) -> bool:
    """Whether a subscription of ours tells of an object within a minute and a half.

    Raises NotRun if others told so much meanwhile that the end was not reached.
    """
    waits = 0
    for _ in range(MOST_PULLS):
        met = taken(deployment, subscription)
        if any(is_of(one, key) for one in met):
            return True
        if met:
            continue
        if waits == MOST_WAITS:
            return False
        waits += 1
        deployment.target.clock.wait(deployment.target.event_wait_s)
    raise NotRun(
        f"The topic tells of so much else that ours was not met in {MOST_PULLS} pulls. Try it when "
        "the bucket is quieter."
    )


def taken(deployment: Deployment, subscription: str) -> list[Told]:
    """The next messages of a subscription of ours, which are acknowledged. Raises NotRun."""
    action = "pubsub.subscriptions.consume"
    body = {"maxMessages": MOST_MESSAGES, "returnImmediately": True}
    told = _of_pubsub(deployment, "POST", f"{subscription}:pull", action, body)
    met = objects_listed(told, "receivedMessages")
    if met:
        acks = {"ackIds": [text(one, "ackId") for one in met]}
        _of_pubsub(deployment, "POST", f"{subscription}:acknowledge", action, acks)
    return met


def is_of(received: Told, key: str) -> bool:
    """Whether a message tells of an object."""
    return text(part(received, "message", "attributes"), "objectId") == key


def _of_pubsub(
    deployment: Deployment, method: str, path: str, action: str, body: Told | None = None
) -> Told | None:
    absent = [404] if method == "DELETE" else []
    return answer_of_google(
        deployment, method, "pubsub", f"v1/{path}", action=action, body=body, absent=absent
    )
