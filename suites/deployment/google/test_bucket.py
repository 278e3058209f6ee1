"""The bucket in Google Cloud Storage: whether it is there, who gets in, whom it tells."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.services.clouds.browser import expect_not_listed
from suites.services.clouds.reading import Told, objects_listed, part, text, texts
from suites.services.deployment import Deployment
from suites.services.google.api import answer_of_google, url_of
from suites.services.google.bucket import bucket_resource, google_bucket, google_bucket_name
from suites.services.google.pubsub import topic_name
from suites.verdicts.expect import NotRun, expect

NEW = "OBJECT_FINALIZE"
WHERE = "notification configurations of the bucket"


@check(
    "google/bucket",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=CRITICAL,
    needs="gcs",
    remedy="Create the bucket, or write the name of the one that is there into BUCKET.",
)
def test_the_bucket_in_google_cloud_is_there(deployment: Deployment) -> None:
    """No file of a run can be stored."""
    bucket_resource(deployment)


@check(
    "google/public-access-prevention",
    spec="gcs-security",
    level=SHOULD,
    severity=MEDIUM,
    needs="gcs",
    remedy="Enforce public access prevention on the bucket; an organisation's is not looked at.",
)
def test_public_access_to_the_bucket_is_prevented(deployment: Deployment) -> None:
    """One wrong binding or ACL would show every file of every run to everybody."""
    found = text(part(google_bucket(deployment), "iamConfiguration"), "publicAccessPrevention")
    right = found == "enforced"
    expect(right, "enforced", found or "not set", where="publicAccessPrevention of the bucket")


@check(
    "google/uniform-access",
    spec="gcs-security",
    level=SHOULD,
    severity=MEDIUM,
    needs="gcs",
    remedy="Switch on uniform bucket-level access.",
)
def test_access_to_the_bucket_is_uniform(deployment: Deployment) -> None:
    """ACLs of single files let people in of whom the bucket's own policy does not tell."""
    found = part(google_bucket(deployment), "iamConfiguration", "uniformBucketLevelAccess")
    on = found.get("enabled") is True
    expect(on, "on", "off: each file has an ACL", where="uniformBucketLevelAccess of the bucket")


@check(
    "google/not-public",
    spec="gcs-security",
    level=MUST,
    severity=CRITICAL,
    needs="gcs",
    remedy="Take allUsers and allAuthenticatedUsers out of the policy and the ACLs of the bucket.",
)
def test_nobody_lists_the_bucket_in_google_cloud_without_credentials(
    deployment: Deployment,
) -> None:
    """Everybody on the internet finds every file of every run."""
    google_bucket(deployment)
    path = f"storage/v1/b/{google_bucket_name(deployment)}/o?maxResults=1"
    url = url_of(deployment, "storage", path)
    expect_not_listed(deployment, url)


@check(
    "google/notifications",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=HIGH,
    needs=["gcs", "pubsub"],
    remedy="gcloud storage buckets notifications create gs://BUCKET --topic=TOPIC "
    "--event-types=OBJECT_FINALIZE --payload-format=json",
)
def test_the_topic_is_told_of_every_new_object(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run: nobody told the server."""
    topic, found = topic_name(deployment), notifications(deployment)
    expected = f"{NEW} of all objects to {topic}"
    others = ", ".join(text(one, "topic") for one in found) or "no topic"
    own = [one for one in found if is_to(one, topic)]
    expect(bool(own), expected, f"events to {others}", where=WHERE)
    whole = [one for one in own if not text(one, "object_name_prefix")]
    expect(bool(whole), expected, "a prefix leaves some objects out", where=WHERE)
    events = sorted({event for one in whole for event in texts(one, "event_types") or [NEW]})
    expect(NEW in events, expected, ", ".join(events), where=WHERE)


@check(
    "google/notification-payload",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=HIGH,
    needs=["gcs", "pubsub"],
    remedy="Create the notification anew with --payload-format=json.",
)
def test_an_event_tells_of_its_object_in_json(deployment: Deployment) -> None:
    """Messages come without a body, and the server can read nothing from them."""
    own = [one for one in notifications(deployment) if is_to(one, topic_name(deployment))]
    if not own:
        raise NotRun("The bucket tells this topic of nothing.", judge="google/notifications")
    formats = sorted({text(one, "payload_format") or "none" for one in own})
    right = "JSON_API_V1" in formats
    expect(right, "JSON_API_V1", ", ".join(formats), where="payload_format of the notification")


def notifications(deployment: Deployment) -> list[Told]:
    """The notification configurations of the bucket. Raises NotRun."""
    google_bucket(deployment)
    told = answer_of_google(
        deployment,
        "GET",
        "storage",
        f"storage/v1/b/{google_bucket_name(deployment)}/notificationConfigs",
        action="storage.buckets.get",
    )
    return objects_listed(told, "items")


def is_to(notification: Told, topic: str) -> bool:
    """Whether a notification is sent to a topic."""
    return text(notification, "topic").endswith(f"pubsub.googleapis.com/{topic}")
