"""What the service account of the node may do, asked in its place."""

from urllib.parse import urlencode

from suites.checks.check import check
from suites.checks.words import HIGH, MUST
from suites.services.clouds.reading import texts
from suites.services.deployment import Deployment
from suites.services.google.api import RefusedByApi, answer_of_google
from suites.services.google.bucket import google_bucket, google_bucket_name
from suites.services.google.node import SIGN, node_at, signed_as
from suites.services.google.pubsub import of_subscription, subscription_name
from suites.verdicts.expect import Mismatch, expect_none

OBJECTS = tuple(f"storage.objects.{one}" for one in ("create", "delete", "get", "list"))
CONSUME = "pubsub.subscriptions.consume"
# A text that is no token and no URL: whoever has it signed has nothing.
PAYLOAD = b"ssoproof"


@check(
    "google/node-bucket",
    spec=["wandb-server:Google Cloud Platform", "gcp-iam"],
    level=MUST,
    severity=HIGH,
    needs="gcs",
    remedy="Give the service account of the node the role Storage Object Admin on the bucket.",
)
def test_the_node_reads_and_writes_the_bucket_in_google_cloud(deployment: Deployment) -> None:
    """URLs that the server presigns are refused: they can do no more than the node."""
    node = node_at(deployment, "storage")
    google_bucket(deployment)
    query = urlencode([("permissions", one) for one in OBJECTS])
    path = f"storage/v1/b/{google_bucket_name(deployment)}/iam/testPermissions?{query}"
    action = "storage.buckets.testIamPermissions"
    told = answer_of_google(deployment, "GET", "storage", path, action=action, by=node)
    missing = [one for one in OBJECTS if one not in texts(told, "permissions")]
    expect_none(missing, where=f"permissions on the bucket that {node.email} lacks")


@check(
    "google/node-subscription",
    spec=["wandb-server:Google Cloud Platform", "gcp-iam"],
    level=MUST,
    severity=HIGH,
    needs="pubsub",
    remedy="Give the service account of the node the role Pub/Sub Subscriber on the subscription.",
)
def test_the_node_pulls_from_the_subscription(deployment: Deployment) -> None:
    """The server is told of no new file."""
    node = node_at(deployment, "pubsub")
    of_subscription(deployment)
    told = answer_of_google(
        deployment,
        "POST",
        "pubsub",
        f"v1/{subscription_name(deployment)}:testIamPermissions",
        action="pubsub.subscriptions.testIamPermissions",
        by=node,
        body={"permissions": [CONSUME]},
    )
    missing = [one for one in (CONSUME,) if one not in texts(told, "permissions")]
    expect_none(missing, where=f"permissions on the subscription that {node.email} lacks")


@check(
    "google/node-signs",
    spec=["wandb-server:Google Cloud Platform", "gcp-iam"],
    level=MUST,
    severity=HIGH,
    needs="gcs",
    remedy="Give the service account of the node the role Service Account Token Creator on itself.",
)
def test_the_node_signs_urls(deployment: Deployment) -> None:
    """The server cannot presign a URL, and so no browser reads or writes a file."""
    node = node_at(deployment, "storage")
    try:
        signed_as(deployment, node, PAYLOAD)
    except RefusedByApi as error:
        raise Mismatch(f"{SIGN} for {node.email}", f"refused: {error}", "IAM") from None
