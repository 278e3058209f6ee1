"""The storage account: its key, its container and its queue."""

from fakes.wire.errors import Unreachable
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.services.azure.account import (
    account_name,
    azure_container,
    container_headers,
    queue_headers,
    service_properties,
    storage_queue,
)
from suites.services.azure.resource_manager import storage_account
from suites.services.clouds.reading import part, text
from suites.services.deployment import Deployment
from suites.verdicts.expect import expect, incomplete


@check(
    "azure/key",
    spec="wandb-server:Azure",
    level=MUST,
    severity=CRITICAL,
    needs="azure",
    remedy="Copy key1 or key2 of the account that BUCKET names, and let keys in (Configuration).",
)
def test_the_key_opens_the_storage_account(deployment: Deployment) -> None:
    """No file of a run can be stored or shown."""
    try:
        service_properties(deployment)
    except Unreachable as error:
        raise incomplete(error, deployment.where("BUCKET")) from error


@check(
    "azure/container",
    spec="wandb-server:Azure",
    level=MUST,
    severity=CRITICAL,
    needs="azure",
    remedy="Create the container, or write the name of the one that is there into BUCKET.",
)
def test_the_container_is_there(deployment: Deployment) -> None:
    """No file of a run can be stored."""
    container_headers(deployment)


@check(
    "azure/container-private",
    spec=["azure-security", "wandb-server:Azure"],
    level=MUST,
    severity=CRITICAL,
    needs="azure",
    remedy="Set the access level of the container to Private.",
)
def test_the_container_is_private(deployment: Deployment) -> None:
    """Everybody on the internet reads every file whose name is known, or all of them."""
    found = azure_container(deployment).header("x-ms-blob-public-access")
    expect(not found, "private", f"everybody: {found}", where="access level of the container")


@check(
    "azure/public-access",
    spec="azure-security",
    level=SHOULD,
    severity=MEDIUM,
    needs="azure",
    remedy="Switch off Allow Blob anonymous access of the storage account.",
)
def test_the_storage_account_allows_no_public_access(deployment: Deployment) -> None:
    """One wrong setting of a container would show every file of every run to everybody."""
    found = part(storage_account(deployment), "properties").get("allowBlobPublicAccess")
    right = found is False
    expect(right, "off", "on, or not set", where="allowBlobPublicAccess of the account")


@check(
    "azure/secure-transfer",
    spec="azure-security",
    level=SHOULD,
    severity=MEDIUM,
    needs="azure",
    remedy="Switch on Secure transfer required, with a minimum TLS version of 1.2.",
)
def test_the_storage_account_is_reached_by_tls_alone(deployment: Deployment) -> None:
    """Files, and signatures that open them, may go over the wire in clear text."""
    found = part(storage_account(deployment), "properties")
    required = found.get("supportsHttpsTrafficOnly") is True
    expect(required, "required", "not required", where="secure transfer of the account")
    oldest = text(found, "minimumTlsVersion") or "TLS1_0"
    right = oldest not in ("TLS1_0", "TLS1_1")
    expect(right, "TLS1_2", oldest, where="minimumTlsVersion of the account")


@check(
    "azure/queue-account",
    spec="wandb-server:Azure",
    level=MUST,
    severity=HIGH,
    needs=["azure", "azure-queue"],
    remedy="Take container and queue of one storage account.",
)
def test_container_and_queue_are_of_one_account(deployment: Deployment) -> None:
    """The one key that the server has opens one account, and not the other's queue."""
    (found, name), account = storage_queue(deployment), account_name(deployment)
    right, write = found == account, f"'az://{account}/{name}'"
    deployment.expect_written("BUCKET_QUEUE", right, f"a queue of {found}", write)


@check(
    "azure/queue",
    spec="wandb-server:Azure",
    level=MUST,
    severity=CRITICAL,
    needs=["azure", "azure-queue"],
    remedy="Create the queue, or write the name of the one that is there into BUCKET_QUEUE.",
)
def test_the_queue_of_the_account_is_there(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run."""
    queue_headers(deployment)
