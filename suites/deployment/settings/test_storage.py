"""BUCKET, its queues and its region."""

from base64 import b64decode

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.services.deployment import Deployment
from suites.services.forms import (
    AZURE,
    CLOUDS,
    COMPATIBLE,
    INTERNAL,
    S3,
    bucket_at,
    queue_at,
    region_called,
)
from suites.verdicts.expect import Mismatch, NotApplicable

AZURE_KEY, AZURE_KEY_BYTES = "AZURE_STORAGE_KEY", 64


@check(
    "setting/bucket-set",
    spec="wandb-server:File Storage",
    level=SHOULD,
    severity=HIGH,
    remedy="Set BUCKET, so that files and settings are kept outside of the container.",
)
def test_bucket_is_set(deployment: Deployment) -> None:
    """Without one all files and settings are on a disk of the server, and end with it."""
    right = deployment.has("BUCKET")
    deployment.expect_written("BUCKET", right, "not set", "BUCKET=s3://NAME, or gs:// or az://")


@check(
    "setting/bucket",
    spec="wandb-server:File Storage",
    level=MUST,
    severity=CRITICAL,
    needs="bucket",
    remedy="Write s3://bucket, gs://bucket or az://account/container.",
)
def test_bucket_has_a_form_that_the_server_knows(deployment: Deployment) -> None:
    """The server does not start, or keeps files where nobody looks for them."""
    deployment.expect_form("BUCKET", bucket_at)


@check(
    "setting/queue-set",
    spec="wandb-server:File Storage",
    level=MUST,
    severity=HIGH,
    needs="bucket",
    remedy="Set BUCKET_QUEUE to the queue that is told of new objects, or to internal://.",
)
def test_a_bucket_comes_with_its_queue(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run: nobody told the server."""
    right = deployment.has("BUCKET_QUEUE")
    deployment.expect_written("BUCKET_QUEUE", right, "not set", "BUCKET_QUEUE=sqs://NAME")


@check(
    "setting/queue",
    spec="wandb-server:File Storage",
    level=MUST,
    severity=HIGH,
    needs="bucket-queue",
    remedy="Write sqs://queue, pubsub:/project/topic/subscription, az://account/queue, internal://.",
)
def test_the_queue_of_the_bucket_has_a_form_that_the_server_knows(deployment: Deployment) -> None:
    """A URL or an ARN of the queue is not understood, and nothing is read from it."""
    deployment.expect_form("BUCKET_QUEUE", queue_at)


@check(
    "setting/notifications-queue",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=MEDIUM,
    needs="notifications-queue",
    remedy="Write sqs://queue.",
)
def test_the_queue_for_events_of_runs_is_one_of_sqs(deployment: Deployment) -> None:
    """Events of runs are published nowhere."""
    found = deployment.expect_form("NOTIFICATIONS_QUEUE", queue_at)
    shown = deployment.shown("NOTIFICATIONS_QUEUE")
    deployment.expect_written("NOTIFICATIONS_QUEUE", found.cloud == S3, shown, "'sqs://queue'")


@check(
    "setting/same-cloud",
    spec="wandb-server:File Storage",
    level=MUST,
    severity=HIGH,
    needs=["bucket", "bucket-queue"],
    remedy="Take the queue of the cloud that the bucket is in.",
)
def test_bucket_and_queue_are_of_one_cloud(deployment: Deployment) -> None:
    """A bucket tells no queue of another cloud of its objects."""
    bucket = deployment.formed("BUCKET", bucket_at)
    queue = deployment.formed("BUCKET_QUEUE", queue_at)
    if queue.cloud == INTERNAL:
        raise NotApplicable("BUCKET_QUEUE is internal://: there is no queue outside.")
    if bucket.cloud == COMPATIBLE:
        raise NotApplicable("Which queue a store that imitates S3 tells is not known here.")
    read = f"a queue of {CLOUDS[queue.cloud]} for a bucket of {CLOUDS[bucket.cloud]}"
    write = f"a queue of {CLOUDS[bucket.cloud]}"
    deployment.expect_written("BUCKET_QUEUE", queue.cloud == bucket.cloud, read, write)


@check(
    "setting/region",
    spec="wandb-server:Amazon Web Services",
    level=MUST,
    severity=HIGH,
    needs="s3",
    remedy="Set AWS_REGION to the region of the bucket, as in us-east-1.",
)
def test_a_bucket_of_s3_comes_with_its_region(deployment: Deployment) -> None:
    """Presigned URLs are signed for a region; those of another one are refused."""
    if not deployment.has("AWS_REGION"):
        raise Mismatch("write AWS_REGION=us-east-1, or where it is", "not set", "AWS_REGION")
    deployment.expect_form("AWS_REGION", region_called)


@check(
    "setting/region-elsewhere",
    spec="wandb-server:Google Cloud Platform",
    level=SHOULD,
    severity=LOW,
    needs="bucket",
    remedy="Leave AWS_REGION out.",
)
def test_other_clouds_have_no_region_of_aws(deployment: Deployment) -> None:
    """It says that the settings are those of two installations, mixed."""
    bucket = deployment.formed("BUCKET", bucket_at)
    if bucket.cloud in (S3, COMPATIBLE):
        raise NotApplicable("The bucket is in AWS, or in a store that imitates it.")
    right = not deployment.has("AWS_REGION")
    deployment.expect_written("AWS_REGION", right, deployment.shown("AWS_REGION"), "nothing")


@check(
    "setting/azure-key",
    spec="wandb-server:Azure",
    level=MUST,
    severity=HIGH,
    needs="azure",
    remedy="Copy key1 or key2 of the storage account's access keys.",
)
def test_a_container_of_azure_comes_with_a_key_of_its_account(deployment: Deployment) -> None:
    """The server cannot open the container without it."""
    read = "a value that is no key" if deployment.has(AZURE_KEY) else "not set"
    write = "the 88 characters of key1 or key2, which end with =="
    deployment.expect_written(AZURE_KEY, is_azure_key(deployment.text(AZURE_KEY)), read, write)


@check(
    "setting/azure-key-unneeded",
    spec="wandb-server:Azure",
    level=SHOULD,
    severity=LOW,
    needs="bucket",
    remedy="Leave AZURE_STORAGE_KEY out.",
)
def test_other_clouds_have_no_key_of_azure(deployment: Deployment) -> None:
    """It opens a whole storage account, and nobody here needs it."""
    if deployment.formed("BUCKET", bucket_at).cloud == AZURE:
        raise NotApplicable("The bucket is in Azure.")
    right = not deployment.has(AZURE_KEY)
    deployment.expect_written(AZURE_KEY, right, deployment.shown(AZURE_KEY), "nothing")


def is_azure_key(text: str) -> bool:
    """Whether a text is a key of a storage account: 64 bytes in base64."""
    try:
        return len(b64decode(text, validate=True)) == AZURE_KEY_BYTES
    except ValueError:
        return False
