"""Queues that are missing, elsewhere, of another kind or open, and nodes that may not use them."""

from typing import Any, ClassVar

from fakes.deployment.homes import Deployment
from fakes.faults import fault, ids

AREA = "queue"
EVERYTHING = [
    f"sqs:{one}"
    for one in (
        "SendMessage",
        "ReceiveMessage",
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueUrl",
    )
]


@fault(caught_by=ids(AREA, "exists"))
class QueueNotThere(Deployment):
    """BUCKET_QUEUE names one that nobody made."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"BUCKET_QUEUE": "sqs://wandb-file"}


@fault(caught_by=ids(AREA, "exists"))
class QueueElsewhere(Deployment):
    """The queue is in another region."""

    queue_region: ClassVar[str] = "us-east-1"

    def notifications(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=ids(AREA, "run-queue-exists"))
class RunQueueNotThere(Deployment):
    """NOTIFICATIONS_QUEUE names one that nobody made."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"NOTIFICATIONS_QUEUE": "sqs://wandb-run"}

    def node_policy(self) -> list[dict[str, Any]]:
        return [one | {"Resource": ["*"]} for one in super().node_policy()]


@fault(caught_by=["queue/standard", "queue/dead-letters", "bucket/notifications", "events/arrive"])
class QueueInOrder(Deployment):
    """The queue is a FIFO queue, to which S3 sends nothing."""

    queue = "wandb-files.fifo"

    def queue_attributes(self) -> dict[str, str]:
        told = super().queue_attributes()
        return {name: value for name, value in told.items() if name != "RedrivePolicy"} | {
            "FifoQueue": "true"
        }

    def notifications(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=ids(AREA, "bucket-may-send"))
class PolicyMissing(Deployment):
    """The queue has no policy."""

    def queue_attributes(self) -> dict[str, str]:
        told = super().queue_attributes()
        return {name: value for name, value in told.items() if name != "Policy"}


@fault(caught_by=ids(AREA, "bucket-may-send"))
class PolicyOfAnotherBucket(Deployment):
    """The policy lets another bucket send."""

    def queue_policy(self) -> list[dict[str, Any]]:
        other = {"ArnEquals": {"aws:SourceArn": f"{self.bucket_arn}-2"}}
        return [one | {"Condition": other} for one in super().queue_policy()]


@fault(caught_by=ids(AREA, "bucket-may-send"))
class PolicyDenies(Deployment):
    """A second statement denies what the first allows."""

    def queue_policy(self) -> list[dict[str, Any]]:
        told = super().queue_policy()
        return [*told, *({**one, "Effect": "Deny", "Principal": "*"} for one in told)]


@fault(caught_by=ids(AREA, "narrow-policy"))
class PolicyOfTheGuide(Deployment):
    """Everybody may do all that the guide lists."""

    def queue_policy(self) -> list[dict[str, Any]]:
        open_one = {"Effect": "Allow", "Principal": "*", "Action": EVERYTHING}
        return [open_one | {"Resource": self.arn(self.queue)}]


@fault(caught_by=ids(AREA, "narrow-policy"))
class PolicyOfAnyBucket(Deployment):
    """S3 may send for a bucket of anybody."""

    def queue_policy(self) -> list[dict[str, Any]]:
        return [
            {name: value for name, value in one.items() if name != "Condition"}
            for one in super().queue_policy()
        ]


@fault(caught_by=ids(AREA, "narrow-policy"))
class PolicyOfEveryPattern(Deployment):
    """The condition of the policy is a pattern that everything is like."""

    def queue_policy(self) -> list[dict[str, Any]]:
        every = {"ArnLike": {"aws:SourceArn": "*"}}
        return [one | {"Principal": "*", "Condition": every} for one in super().queue_policy()]


@fault(caught_by=ids(AREA, "narrow-policy"))
class PolicyOfAllOthers(Deployment):
    """Everybody but one user may do everything but one action."""

    def queue_policy(self) -> list[dict[str, Any]]:
        (told,) = super().queue_policy()
        others = {"AWS": f"arn:aws:iam::{self.account}:root"}
        return [
            {"Effect": "Allow", "NotPrincipal": others, "NotAction": "sqs:DeleteQueue"}
            | {"Resource": told["Resource"]}
        ]


@fault(caught_by=ids(AREA, "key"))
class QueueUnderAmazonsKey(Deployment):
    """The queue is encrypted with the key that AWS keeps for SQS."""

    def queue_attributes(self) -> dict[str, str]:
        return super().queue_attributes() | {"KmsMasterKeyId": "alias/aws/sqs"}


@fault(caught_by=ids(AREA, "visibility"))
class EventsAtOnceAgain(Deployment):
    """An event is hidden for no time."""

    def queue_attributes(self) -> dict[str, str]:
        return super().queue_attributes() | {"VisibilityTimeout": "0"}


@fault(caught_by=ids(AREA, "retention"))
class EventsForgotten(Deployment):
    """An event is kept for an hour."""

    def queue_attributes(self) -> dict[str, str]:
        return super().queue_attributes() | {"MessageRetentionPeriod": "3600"}


@fault(caught_by=ids(AREA, "dead-letters"))
class DeadLettersLost(Deployment):
    """There is no dead-letter queue."""

    def queue_attributes(self) -> dict[str, str]:
        told = super().queue_attributes()
        return {name: value for name, value in told.items() if name != "RedrivePolicy"}


@fault(caught_by=["node/bucket"])
class NodeWithoutObjects(Deployment):
    """The role of the node has the bucket, and not what is in it."""

    def node_policy(self) -> list[dict[str, Any]]:
        bucket, *others = super().node_policy()
        return [bucket | {"Resource": [self.bucket_arn]}, *others]


@fault(caught_by=["node/queue"])
class NodeWithoutQueue(Deployment):
    """The role of the node has the other queue alone."""

    def node_policy(self) -> list[dict[str, Any]]:
        *others, queues = super().node_policy()
        return [*others, queues | {"Resource": [self.arn(self.run_queue)]}]


@fault(caught_by=["node/run-queue"])
class NodeWithoutRunQueue(Deployment):
    """The role of the node may not publish events of runs."""

    def node_policy(self) -> list[dict[str, Any]]:
        *others, queues = super().node_policy()
        return [*others, queues | {"Resource": [self.arn(self.queue)]}]
