"""The storage account: where it answers, and requests that its key authorizes.

Azure Storage, Authorize with Shared Key.
"""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl, quote, urlsplit

from lxml import etree

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.services.clouds.reading import LONGEST_SAID, answered_by_another
from suites.services.deployment import Deployment
from suites.services.forms import AZURE, bucket_at, queue_at
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, is_breakdown, presuming

VERSION = "2021-12-02"
KEY = "AZURE_STORAGE_KEY"
CONNECTION = "AZURE_STORAGE_CONNECTION_STRING"
SUFFIX = "core.windows.net"
# From Content-MD5 to Range: headers that are signed too, and of which we send none.
NO_OTHER_HEADERS = [""] * 8
# A third of what Azure lets pass.
MOST_OFF_S = 300
NO_KEY = {
    "AuthenticationFailed": "the account does not know this key",
    "KeyBasedAuthenticationNotPermitted": "the account lets nobody in by a key",
    "AccountIsDisabled": "the account is disabled",
}


def account_name(deployment: Deployment) -> str:
    """The storage account of the container. Raises NotRun."""
    return deployment.formed("BUCKET", bucket_at).parts[0]


def container_name(deployment: Deployment) -> str:
    """The container. Raises NotRun."""
    return deployment.formed("BUCKET", bucket_at).name


def storage_queue(deployment: Deployment) -> tuple[str, str]:
    """The account and the name of the queue. Raises NotRun."""
    found = deployment.formed("BUCKET_QUEUE", queue_at)
    if found.cloud != AZURE:
        raise NotRun("BUCKET_QUEUE names no queue of Azure.", judge="setting/same-cloud")
    account, name = found.parts
    return account, name


def storage_key(deployment: Deployment) -> bytes:
    """The key of the account. Raises NotRun if there is none."""
    try:
        key = b64decode(deployment.text(KEY), validate=True)
    except ValueError:
        key = b""
    if not key:
        raise NotRun(f"{KEY} is no key of a storage account.", judge="setting/azure-key")
    return key


def url_in_account(deployment: Deployment, service: str, path: str) -> str:
    """Where `blob` or `queue` of the account has a path.

    Another place than Azure's own is told by a connection string, as Azure's tools take it: that of
    an emulator, or of a cloud of a country. Raises NotRun.
    """
    account, ours = account_name(deployment), deployment.target.cloud
    if ours and "azure_client_id" not in ours:
        raise NotRun("This deployment of the harness has no storage account in Azure.")
    told = "" if ours else os.environ.get(CONNECTION, "")
    words = dict(one.strip().partition("=")[::2] for one in told.split(";"))
    if words.get("AccountName") != account:
        words = {}
    suffix = words.get("EndpointSuffix", SUFFIX)
    origin = words.get(f"{service.title()}Endpoint") or f"https://{account}.{service}.{suffix}"
    return f"{origin.rstrip('/')}/{path}"


def signed_headers(
    deployment: Deployment, method: str, url: str, body: str = ""
) -> list[tuple[str, str]]:
    """The headers by which the account knows that whoever asks has its key. Raises NotRun."""
    account, parts = account_name(deployment), urlsplit(url)
    now = datetime.fromtimestamp(deployment.target.clock.now(), UTC)
    own = [("x-ms-date", format_datetime(now, usegmt=True)), ("x-ms-version", VERSION)]
    length = str(len(body.encode())) if body else ""
    lines = [method, "", "", length, *NO_OTHER_HEADERS, *(f"{name}:{value}" for name, value in own)]
    lines += [f"/{account}{parts.path}"]
    lines += [f"{name}:{value}" for name, value in sorted(parse_qsl(parts.query))]
    signature = hmac.digest(storage_key(deployment), "\n".join(lines).encode(), "sha256")
    return [*own, ("authorization", f"SharedKey {account}:{b64encode(signature).decode()}")]


def answer_of_account(
    deployment: Deployment,
    method: str,
    service: str,
    path: str,
    *,
    action: str,
    body: str = "",
    absent: Sequence[int] = (),
    no_key: Sequence[str] = (),
) -> Reply | None:
    """What `blob` or `queue` answers; `action` is the operation as Azure's documentation calls it.

    None if the status is one of `absent`. Raises Mismatch if the account refuses the key by one of
    the codes `no_key`, NotRun without access, by a clock that is off or from somebody who is no
    storage account, NotApplicable where an emulator does not know it.
    """
    url = url_in_account(deployment, service, path)
    reply = deployment.http.send(
        method,
        url,
        purpose=Purpose.CLOUD_API,
        detail=action,
        headers=signed_headers(deployment, method, url, body),
        body=body,
    )
    if not reply.header("x-ms-request-id"):
        kind = reply.header("content-type")
        told = answered_by_another(reply.status, kind, "a storage account", CONNECTION)
        raise NotRun(f"{action}: {told}")
    code = reply.header("x-ms-error-code")
    if reply.status in absent:
        return None
    if reply.status == 403 and code in no_key:
        account = account_name(deployment)
        presume_clock_right(deployment, reply)
        raise Mismatch(f"a key that opens {account}", NO_KEY[code], deployment.where(KEY))
    if not 200 <= reply.status < 300:
        raise refused_by_azure(reply, action, code)
    return reply


def presume_clock_right(deployment: Deployment, reply: Reply) -> None:
    """Raises NotRun if the clock here is not that of the account: then it takes no key.

    A request of more than 15 minutes ago is refused as one with a wrong key is (Authorize with
    Shared Key, Specify the Date header).
    """
    try:
        there = parsedate_to_datetime(reply.header("date")).timestamp()
    except (ValueError, OverflowError):
        return
    off_s = deployment.target.clock.now() - there
    if abs(off_s) > MOST_OFF_S:
        told = f"{abs(off_s) / 60:.0f} minutes {'ahead' if off_s > 0 else 'behind'}"
        raise NotRun(
            f"The clock of this machine is off by {told}, and Azure takes no key with a time that "
            "is not now: set the clock right."
        )


def refused_by_azure(reply: Reply, action: str, code: str) -> NotRun | NotApplicable:
    """What the refusal of an operation means for a check."""
    if reply.status == 501:
        return NotApplicable(f"The emulator does not know {action}.")
    if is_breakdown(reply.status):
        return NotRun(f"{action}: Azure answered HTTP {reply.status}, which decides nothing.")
    told = f"{action} was refused with HTTP {reply.status}: {code[:LONGEST_SAID]}".rstrip(": ")
    if code == "AuthorizationFailure":
        told += ". Let this machine through the firewall of the storage account"
    return NotRun(f"{told}.")


@remembered
def service_properties(deployment: Deployment) -> etree._Element:
    """How the blob service is set up. Raises Mismatch if the key opens nothing, NotRun."""
    path, action = "?restype=service&comp=properties", "Get Blob Service Properties"
    reply = answer_of_account(deployment, "GET", "blob", path, action=action, no_key=[*NO_KEY])
    return xml_in(reply, "StorageServiceProperties", action)


def opened_account(deployment: Deployment) -> etree._Element:
    """As `service_properties`, for checks that build on it. Raises NotRun in place of Mismatch."""
    with presuming():
        return service_properties(deployment)


def xml_in(reply: Reply | None, root: str, action: str) -> etree._Element:
    """The element `root` that an answer is, in which nothing is expanded or fetched.

    Raises NotRun for another.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        found = etree.fromstring(reply.body if reply else b"", parser)
    except (etree.XMLSyntaxError, ValueError):
        found = None
    if found is None or found.tag != root:
        raise NotRun(f"{action} was answered in a form that is none of Azure's.")
    return found


@remembered
def container_headers(deployment: Deployment) -> Reply:
    """What is told of the container. Raises Mismatch if there is none, NotRun."""
    opened_account(deployment)
    name = container_name(deployment)
    path, action = f"{quote(name)}?restype=container", "Get Container Properties"
    reply = answer_of_account(deployment, "GET", "blob", path, action=action, absent=[404])
    if reply is None:
        expected = f"a container {name} in {account_name(deployment)}"
        raise Mismatch(expected, "there is none", deployment.where("BUCKET"))
    return reply


def azure_container(deployment: Deployment) -> Reply:
    """As `container_headers`, for checks that build on it. Raises NotRun in place of Mismatch."""
    with presuming():
        return container_headers(deployment)


def blob_url(deployment: Deployment, name: str) -> str:
    """The URL of a blob of the container, without a signature."""
    return url_in_account(deployment, "blob", f"{container_name(deployment)}/{quote(name)}")


@remembered
def queue_headers(deployment: Deployment) -> Reply:
    """What is told of the queue. Raises Mismatch if there is none, NotRun."""
    opened_account(deployment)
    account, name = storage_queue(deployment)
    if account != account_name(deployment):
        raise NotRun("The queue is in another account.", judge="azure/queue-account")
    path, action = f"{quote(name)}?comp=metadata", "Get Queue Metadata"
    reply = answer_of_account(deployment, "GET", "queue", path, action=action, absent=[404])
    if reply is None:
        expected = f"a queue {name} in {account}"
        raise Mismatch(expected, "there is none", deployment.where("BUCKET_QUEUE"))
    return reply
