"""What is put into the bucket comes back, and the queue tells of it."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, STATEFUL
from suites.services.amazon.bucket import object_url, presigned
from suites.services.amazon.queue import RUN_QUEUE, queue_url
from suites.services.amazon.round_trip import (
    arrived,
    event_arrived,
    message_sent,
    uploaded,
)
from suites.services.clouds.round_trip import expect_closed, expect_comes_back, expect_stored
from suites.services.deployment import Deployment
from suites.services.forms import host_origin
from suites.verdicts.expect import NotRun, expect, presuming


@check(
    "events/file",
    spec=["wandb-server:Amazon Web Services", "fetch"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=["s3", "host"],
    remedy="Allow the node to write and read objects, and the origin HOST in the CORS rules.",
)
def test_a_browser_writes_and_reads_a_file_by_presigned_urls(deployment: Deployment) -> None:
    """Files of a run can be neither stored nor shown."""
    origin = deployment.formed("HOST", host_origin)
    with uploaded(deployment, origin) as (key, answer):
        expect_stored(answer, origin, "The bucket")
        signed = presigned(deployment, "get_object", Key=key)
        expect_comes_back(deployment, signed, origin, "The bucket")
        expect_closed(deployment, object_url(deployment, key))


@check(
    "events/arrive",
    spec="wandb-server:Amazon Web Services",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["s3", "sqs", "host"],
    remedy="Compare notifications of the bucket, policy of the queue and its key.",
)
def test_the_event_of_a_new_object_arrives_in_the_queue(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run."""
    with presuming():
        url = queue_url(deployment)
    with uploaded(deployment, deployment.formed("HOST", host_origin)) as (key, answer):
        if answer.status != 200:
            raise NotRun(f"An upload was answered HTTP {answer.status}.", judge="events/file")
        name = key.rpartition("/")[2]
        there = event_arrived(deployment, url, name)
        expect(there, "an event within a minute and a half", "none", where="BUCKET_QUEUE")


@check(
    "events/run-queue",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="notifications-queue",
    remedy="Compare the policy of the queue of NOTIFICATIONS_QUEUE.",
)
def test_a_message_comes_through_the_queue_for_events_of_runs(deployment: Deployment) -> None:
    """Events of runs are published nowhere."""
    with presuming():
        url = queue_url(deployment, RUN_QUEUE)
    there = arrived(deployment, url, message_sent(deployment, url))
    expect(there, "the message that was sent", "none", where=RUN_QUEUE)
