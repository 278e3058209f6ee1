"""What is put into a bucket of Google Cloud comes back, and the topic tells of it."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, STATEFUL
from suites.services.clouds.browser import expect_shown, read_by_anybody
from suites.services.deployment import Deployment
from suites.services.forms import host_origin
from suites.services.google.bucket import google_bucket, google_url
from suites.services.google.pubsub import topic_resource
from suites.services.google.round_trip import (
    listening,
    reached_topic,
    read_from_google,
    written_to_google,
)
from suites.services.round_trip import CONTENT
from suites.verdicts.expect import NotRun, expect, expect_decided, presuming

UNSIGNED = "download without credentials"
UPLOAD, DOWNLOAD = "presigned upload of a browser", "presigned download of a browser"


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
        expect_decided(answer, "The bucket")
        expect(answer.status == 200, "HTTP 200", f"HTTP {answer.status}", where=UPLOAD)
        expect_shown(answer, origin, UPLOAD)
        read = read_from_google(deployment, key, origin)
        expect_decided(read, "The bucket")
        right = read.status == 200 and read.text == CONTENT
        expect(right, "what was written", f"HTTP {read.status}", where=DOWNLOAD)
        expect_shown(read, origin, DOWNLOAD)
        unsigned = read_by_anybody(deployment, google_url(deployment, key))
        expect(unsigned.status != 200, "a refusal", "HTTP 200", where=UNSIGNED)


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
