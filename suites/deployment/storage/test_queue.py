"""The queue that is told of new objects, and who may send to it."""

from typing import Any

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.services.amazon.bucket import bucket_arn, bucket_region, of_bucket
from suites.services.amazon.policy import tight_policy
from suites.services.amazon.queue import (
    queue_arn,
    queue_attributes,
    queue_name,
    queue_policy,
    queue_url,
    seconds_of,
)
from suites.services.deployment import Deployment
from suites.verdicts.expect import Mismatch, expect, expect_equal

ALL = "s3:ObjectCreated:*"
KINDS = {f"s3:ObjectCreated:{one}" for one in ("Put", "Post", "Copy", "CompleteMultipartUpload")}
DAY_S = 86_400
SHORTEST_S = 30
AMAZONS_KEY = "alias/aws/sqs"


@check(
    "queue/exists",
    spec="wandb-server:Amazon Web Services",
    level=MUST,
    severity=CRITICAL,
    needs="sqs",
    remedy="Create the queue in AWS_REGION, or write the name of the one that is there.",
)
def test_the_queue_is_there(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run."""
    queue_name(deployment)
    queue_url(deployment)


@check(
    "queue/run-queue-exists",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=MEDIUM,
    needs="notifications-queue",
    remedy="Create the queue in AWS_REGION, or leave NOTIFICATIONS_QUEUE out.",
)
def test_the_queue_for_events_of_runs_is_there(deployment: Deployment) -> None:
    """Events of runs are published nowhere."""
    queue_url(deployment, "NOTIFICATIONS_QUEUE")


@check(
    "queue/standard",
    spec=["wandb-server:Amazon Web Services", "s3"],
    level=MUST,
    severity=HIGH,
    needs="sqs",
    remedy="Create a standard queue: S3 sends to no FIFO queue.",
)
def test_the_queue_is_a_standard_queue(deployment: Deployment) -> None:
    """S3 sends no event to a FIFO queue."""
    fifo = queue_attributes(deployment).get("FifoQueue") == "true"
    expect(not fifo, "a standard queue", "a FIFO queue", where=deployment.where("BUCKET_QUEUE"))


@check(
    "queue/region",
    spec="s3",
    level=MUST,
    severity=HIGH,
    needs=["s3", "sqs"],
    remedy="Take bucket and queue in one region.",
)
def test_queue_and_bucket_are_in_one_region(deployment: Deployment) -> None:
    """S3 sends events to queues of the bucket's own region alone."""
    region = queue_arn(deployment).split(":")[3]
    expect_equal(region, bucket_region(deployment), where="region of the queue, by the bucket's")


@check(
    "bucket/notifications",
    spec="wandb-server:Amazon Web Services",
    level=MUST,
    severity=HIGH,
    needs=["s3", "sqs"],
    remedy="Add an event notification for All object create events to the queue, without a filter.",
)
def test_the_queue_is_told_of_every_new_object(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run: nobody told the server."""
    queue = queue_arn(deployment)
    told = of_bucket(deployment, "get_bucket_notification_configuration")
    where, expected = "event notifications of the bucket", f"{ALL} to {queue}"
    listed = told.get("QueueConfigurations", [])
    others = ", ".join(str(one.get("QueueArn")) for one in listed) or "no queue"
    own = [one for one in listed if one.get("QueueArn") == queue]
    expect(bool(own), expected, f"events to {others}", where=where)
    whole = [one for one in own if not is_filtered(one)]
    expect(bool(whole), expected, "a filter leaves some objects out", where=where)
    events = {event for one in whole for event in one.get("Events", [])}
    right = ALL in events or events >= KINDS
    expect(right, expected, ", ".join(sorted(events)), where=where)


def is_filtered(notification: dict[str, Any]) -> bool:
    """Whether it leaves objects out; a rule with an empty value leaves none out."""
    rules = notification.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    return any(one.get("Value") for one in rules)


@check(
    "queue/bucket-may-send",
    spec="wandb-server:Amazon Web Services",
    level=MUST,
    severity=HIGH,
    needs=["s3", "sqs"],
    remedy="Let s3.amazonaws.com send to the queue where aws:SourceArn is this bucket.",
)
def test_the_policy_of_the_queue_lets_the_bucket_send(deployment: Deployment) -> None:
    """S3 is refused, and tells nobody that an event is lost."""
    queue, bucket = queue_arn(deployment), bucket_arn(deployment)
    right = queue_policy(deployment).lets_bucket_send(bucket, queue)
    if not right:
        expected = tight_policy(queue, bucket, account_in_arn(queue))
        raise Mismatch(expected, f"nothing that lets {bucket} send", "policy of the queue")


@check(
    "queue/narrow-policy",
    spec=["sqs-security", "wandb-server:Amazon Web Services"],
    level=SHOULD,
    severity=HIGH,
    needs=["s3", "sqs"],
    remedy="Paste the policy that is expected: this bucket may send, and nobody else.",
)
def test_the_policy_of_the_queue_is_not_open_to_everybody(deployment: Deployment) -> None:
    """Any account of AWS reads, removes or makes up events of the server."""
    queue, opened = queue_arn(deployment), queue_policy(deployment).open_actions()
    if opened:
        expected = tight_policy(queue, bucket_arn(deployment), account_in_arn(queue))
        raise Mismatch(expected, f"everybody: {', '.join(opened)}", "policy of the queue")


def account_in_arn(arn: str) -> str:
    """The account of an ARN."""
    return arn.split(":")[4]


@check(
    "queue/key",
    spec="s3",
    level=MUST,
    severity=HIGH,
    needs="sqs",
    remedy="Use SSE-SQS, or a key of yours whose policy lets s3.amazonaws.com use it.",
)
def test_the_key_of_the_queue_is_one_that_s3_may_use(deployment: Deployment) -> None:
    """With the key that AWS keeps for SQS no event of S3 arrives, and nothing tells it."""
    key = str(queue_attributes(deployment).get("KmsMasterKeyId", ""))
    right = not key.endswith(AMAZONS_KEY)
    expect(right, "SSE-SQS, or a key of yours", key, where="encryption of the queue")


@check(
    "queue/visibility",
    spec="sqs",
    level=SHOULD,
    severity=LOW,
    needs="sqs",
    remedy="Set the visibility timeout to 30 seconds or more.",
)
def test_an_event_stays_hidden_while_it_is_worked_on(deployment: Deployment) -> None:
    """An event comes again before the server is done with it, again and again."""
    found = seconds_of(deployment, "VisibilityTimeout")
    expect(found >= SHORTEST_S, f"{SHORTEST_S} s or more", f"{found} s", where="VisibilityTimeout")


@check(
    "queue/retention",
    spec="sqs",
    level=SHOULD,
    severity=MEDIUM,
    needs="sqs",
    remedy="Set the message retention period to some days; the default is four.",
)
def test_events_outlive_a_day_without_the_server(deployment: Deployment) -> None:
    """After an outage files of that time never appear in their runs."""
    found = seconds_of(deployment, "MessageRetentionPeriod")
    expect(found >= DAY_S, f"{DAY_S} s or more", f"{found} s", where="MessageRetentionPeriod")


@check(
    "queue/dead-letters",
    spec="sqs",
    level=MAY,
    severity=INFO,
    needs="sqs",
    remedy="Name a dead-letter queue, so that events which nobody can work on are kept.",
)
def test_the_queue_has_one_for_dead_letters(deployment: Deployment) -> None:
    """An event that fails comes back until it is forgotten, and nobody sees it."""
    found: dict[str, Any] = queue_attributes(deployment)
    expect("RedrivePolicy" in found, "a dead-letter queue", "none", where="redrive policy")
