"""A file on its way: presigned, put as a browser puts it, told of by the queue, and removed."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.services.amazon.aws import told_by_aws
from suites.services.amazon.bucket import bucket_name, presigned
from suites.services.clouds.round_trip import CONTENT, MOST_WAITS, PREFIX, SHARED
from suites.services.deployment import Deployment
from suites.verdicts.expect import NotRun

# What S3 sends when notifications are set up, and nobody waits for.
TEST = "s3:TestEvent"
MOST_MESSAGES = 10
PROBES, PROBE_WAITS = 5, 2


@contextmanager
def uploaded(deployment: Deployment, origin: str) -> Iterator[tuple[str, Reply]]:
    """The key of an object below a prefix of ours, and the answer to its upload.

    It is removed at the end.
    """
    key = f"{PREFIX}{uuid.uuid4()}"
    url = presigned(deployment, "put_object", Key=key)
    try:
        yield (
            key,
            deployment.http.send(
                "PUT", url, purpose=Purpose.UPLOAD, headers=[("origin", origin)], body=CONTENT
            ),
        )
    finally:
        told_by_aws(deployment, "s3", "delete_object", Bucket=bucket_name(deployment), Key=key)


def event_arrived(deployment: Deployment, url: str, name: str) -> bool:
    """As `arrived`, of the event of an object. Raises NotRun too if somebody takes what is sent.

    Whoever waits beside us gets a message as likely as we do: all of several have to come.
    """
    if arrived(deployment, url, name):
        return True
    for _ in range(PROBES):
        if not arrived(deployment, url, message_sent(deployment, url), PROBE_WAITS):
            raise NotRun(SHARED)
    return False


def arrived(deployment: Deployment, url: str, words: str, waits: int = MOST_WAITS) -> bool:
    """Whether a message with `words` in it comes to the queue at `url`. It is removed.

    Messages of others are given back at once. Raises NotRun if none came, and somebody else reads
    the queue or it has messages of others.
    """
    met_others = False
    for _ in range(waits):
        told = told_by_aws(
            deployment,
            "sqs",
            "receive_message",
            QueueUrl=url,
            MaxNumberOfMessages=MOST_MESSAGES,
            WaitTimeSeconds=deployment.target.event_wait_s,
        )
        met = told.get("Messages", [])
        if any([_is_ours(deployment, url, one, words) for one in met]):  # noqa: C419 each is given back
            return True
        met_others = met_others or any(TEST not in str(one.get("Body", "")) for one in met)
    if met_others or is_being_read(deployment, url):
        raise NotRun(SHARED)
    return False


def is_being_read(deployment: Deployment, url: str) -> bool:
    """Whether somebody has received messages of a queue and not yet removed them."""
    name = "ApproximateNumberOfMessagesNotVisible"
    told = told_by_aws(
        deployment, "sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=[name]
    )
    return str(told.get("Attributes", {}).get(name, "0")) != "0"


def _is_ours(deployment: Deployment, url: str, message: dict[str, Any], words: str) -> bool:
    """Whether a message has `words` in it; then it is removed, else it is given back."""
    handle = str(message.get("ReceiptHandle", ""))
    if words in str(message.get("Body", "")):
        told_by_aws(deployment, "sqs", "delete_message", QueueUrl=url, ReceiptHandle=handle)
        return True
    told_by_aws(
        deployment,
        "sqs",
        "change_message_visibility",
        QueueUrl=url,
        ReceiptHandle=handle,
        VisibilityTimeout=0,
    )
    return False


def message_sent(deployment: Deployment, url: str) -> str:
    """Sends a message that nobody else knows what to do with. Returns what is in it."""
    words = str(uuid.uuid4())
    body = json.dumps({"ssoproof": words})
    told = {"QueueUrl": url, "MessageBody": body}
    if url.endswith(".fifo"):
        told |= {"MessageGroupId": words, "MessageDeduplicationId": words}
    told_by_aws(deployment, "sqs", "send_message", **told)
    return words
