"""What is put into a container comes back, and the queue tells of it."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, STATEFUL
from suites.services.azure.account import azure_container, blob_url, queue_headers
from suites.services.azure.round_trip import reached_queue, signed_blob_url, written_to_azure
from suites.services.clouds.round_trip import expect_closed, expect_comes_back, expect_stored
from suites.services.deployment import Deployment
from suites.services.forms import host_origin
from suites.verdicts.expect import NotRun, expect, presuming

MADE = 201


@check(
    "azure/file",
    spec=["wandb-server:Azure", "fetch"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=["azure", "host"],
    remedy="Allow the origin HOST in the CORS rules, and look at policies of the account.",
)
def test_a_browser_writes_and_reads_a_file_in_azure(deployment: Deployment) -> None:
    """Files of a run can be neither stored nor shown."""
    origin = deployment.formed("HOST", host_origin)
    azure_container(deployment)
    with written_to_azure(deployment, origin) as (name, answer):
        expect_stored(answer, origin, "The account", MADE)
        signed = signed_blob_url(deployment, name, "r")
        expect_comes_back(deployment, signed, origin, "The account")
        expect_closed(deployment, blob_url(deployment, name))


@check(
    "azure/event",
    spec="wandb-server:Azure",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["azure", "azure-queue", "host"],
    remedy="Compare the event subscription: its types, its filter, its queue.",
)
def test_the_event_of_a_new_blob_arrives_in_the_queue(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run."""
    origin = deployment.formed("HOST", host_origin)
    azure_container(deployment)
    with presuming():
        queue_headers(deployment)
    with written_to_azure(deployment, origin) as (name, answer):
        if answer.status != MADE:
            raise NotRun(f"An upload was answered HTTP {answer.status}.", judge="azure/file")
        there = reached_queue(deployment, name)
        expect(there, "an event within a minute and a half", "none", where="BUCKET_QUEUE")
