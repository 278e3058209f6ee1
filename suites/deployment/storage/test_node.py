"""What the node of the server may do, by its role."""

from functools import partial

from suites.checks.check import check
from suites.checks.words import HIGH, MUST
from suites.services.amazon.bucket import bucket_arn, bucket_policy
from suites.services.amazon.node import denied_to_node
from suites.services.amazon.queue import RUN_QUEUE, queue_arn, queue_name, queue_policy
from suites.services.deployment import Deployment
from suites.verdicts.expect import expect_none

OBJECTS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
EVENTS = (
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueUrl",
)


@check(
    "node/bucket",
    spec=["wandb-server:Amazon Web Services", "iam"],
    level=MUST,
    severity=HIGH,
    needs="s3",
    remedy="Allow the role of the node s3:* on the bucket and on its objects.",
)
def test_the_node_reads_and_writes_the_bucket(deployment: Deployment) -> None:
    """URLs that the server presigns are refused: they can do no more than the node."""
    bucket, policy = bucket_arn(deployment), partial(bucket_policy, deployment)
    denied = denied_to_node(deployment, OBJECTS, [f"{bucket}/*"], policy)
    denied += denied_to_node(deployment, ["s3:ListBucket"], [bucket], policy)
    expect_none(denied, where="actions on the bucket that the node may not do")


@check(
    "node/queue",
    spec=["wandb-server:Amazon Web Services", "iam"],
    level=MUST,
    severity=HIGH,
    needs="sqs",
    remedy="Allow the role of the node sqs:* on the queue.",
)
def test_the_node_takes_events_from_the_queue(deployment: Deployment) -> None:
    """The server is told of no new file."""
    policy = partial(queue_policy, deployment)
    denied = denied_to_node(deployment, EVENTS, [queue_arn(deployment)], policy)
    expect_none(denied, where="actions on the queue that the node may not do")


@check(
    "node/run-queue",
    spec=["wandb-server:Configuration as code", "iam"],
    level=MUST,
    severity=HIGH,
    needs=["sqs", "notifications-queue"],
    remedy="Allow the role of the node sqs:SendMessage on the queue of NOTIFICATIONS_QUEUE.",
)
def test_the_node_publishes_events_of_runs(deployment: Deployment) -> None:
    """Events of runs are published nowhere."""
    own = queue_arn(deployment).rpartition(":")[0]
    queue = f"{own}:{queue_name(deployment, RUN_QUEUE)}"
    policy = partial(queue_policy, deployment, RUN_QUEUE)
    denied = denied_to_node(deployment, ["sqs:SendMessage", "sqs:GetQueueUrl"], [queue], policy)
    expect_none(denied, where="actions on the queue for events of runs that the node may not do")
