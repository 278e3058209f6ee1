"""A file on its way: presigned, put as a browser puts it, told of by the queue, and removed."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.services.aws import told_by_aws
from suites.services.bucket import bucket_name, presigned
from suites.services.deployment import Deployment

PREFIX = "ssoproof/"
CONTENT = "written by ssoproof, and removed by it"
# Events of S3 mostly come in a second or two.
MOST_WAITS = 3
MOST_MESSAGES = 10


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


def downloaded(deployment: Deployment, key: str, origin: str) -> Reply:
    """The answer to a browser that reads the object by a presigned URL."""
    url = presigned(deployment, "get_object", Key=key)
    return deployment.http.send("GET", url, purpose=Purpose.DOWNLOAD, headers=[("origin", origin)])


def arrived(deployment: Deployment, url: str, words: str) -> bool:
    """Whether a message with `words` in it comes to the queue at `url`. It is removed.

    Messages of others are given back at once.
    """
    for _ in range(MOST_WAITS):
        told = told_by_aws(
            deployment,
            "sqs",
            "receive_message",
            QueueUrl=url,
            MaxNumberOfMessages=MOST_MESSAGES,
            WaitTimeSeconds=deployment.target.event_wait_s,
        )
        found = [_is_ours(deployment, url, one, words) for one in told.get("Messages", [])]
        if any(found):
            return True
    return False


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
    told_by_aws(deployment, "sqs", "send_message", QueueUrl=url, MessageBody=body)
    return words
