"""What is put into a bucket of Google Cloud comes back, and the topic tells of it."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, STATEFUL
from suites.services.clouds.round_trip import expect_closed, expect_comes_back, expect_stored
from suites.services.deployment import Deployment
from suites.services.forms import host_origin
from suites.services.google.bucket import google_bucket, google_url
from suites.services.google.pubsub import topic_resource
from suites.services.google.round_trip import (
    listening,
    presigned_by_google,
    reached_topic,
    written_to_google,
)
from suites.verdicts.expect import NotRun, expect, presuming


@check(
    "google/file",
    spec=["wandb-server:Google Cloud Platform", "fetch"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=["gcs", "host"],
    remedy="Allow the node to write and read objects, and the origin HOST in the CORS rules.",
)
def test_a_browser_writes_and_reads_a_file_in_google_cloud(deployment: Deployment) -> None:
    """Files of a run can be neither stored nor shown."""
    origin = deployment.formed("HOST", host_origin)
    google_bucket(deployment)
    with written_to_google(deployment, origin) as (key, answer):
        expect_stored(answer, origin, "The bucket")
        signed = presigned_by_google(deployment, "GET", key)
        expect_comes_back(deployment, signed, origin, "The bucket")
        expect_closed(deployment, google_url(deployment, key))


@check(
    "google/event",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["gcs", "pubsub", "host"],
    remedy="Compare the notifications of the bucket and who may publish to the topic.",
)
def test_the_event_of_a_new_object_arrives_at_the_topic(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run."""
    origin = deployment.formed("HOST", host_origin)
    google_bucket(deployment)
    with presuming():
        topic_resource(deployment)
    with listening(deployment) as name, written_to_google(deployment, origin) as (key, answer):
        if answer.status != 200:
            raise NotRun(f"An upload was answered HTTP {answer.status}.", judge="google/file")
        there = reached_topic(deployment, name, key)
        expect(there, "an event within a minute and a half", "none", where="BUCKET_QUEUE")
