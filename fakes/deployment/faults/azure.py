"""Azure set up wrongly: keys, containers, CORS rules, queues and event subscriptions."""

from base64 import b64encode
from typing import Any

from starlette.responses import Response

from fakes.deployment.azure.signing import of_storage
from fakes.deployment.homes import Azure
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "azure"
BLOBS = "/blobServices/default/containers"


@fault(caught_by=ids(AREA, "key"))
class AzureKeyOfAnother(Azure):
    """AZURE_STORAGE_KEY is the key of another account, or one that was rotated."""

    def place_of_files(self) -> dict[str, str]:
        other = b64encode(b"the key of another storage account, which has as many bytes, 64.")
        return super().place_of_files() | {"AZURE_STORAGE_KEY": other.decode()}


@fault(caught_by=ids(AREA, "key"))
class AzureKeysRefused(Azure):
    """The account lets nobody in by a key."""

    def of_blobs(self, request: Request, path: str) -> Response:
        return of_storage(403, "KeyBasedAuthenticationNotPermitted")


@fault(caught_by=ids(AREA, "container"))
class AzureContainerNotThere(Azure):
    """BUCKET names a container that nobody made."""

    def place_of_files(self) -> dict[str, str]:
        return super().place_of_files() | {"BUCKET": f"az://{self.account}/wandb-new"}

    def subject_filter(self) -> dict[str, Any]:
        return {"subjectBeginsWith": f"{BLOBS}/wandb-new/blobs/"}


@fault(caught_by=ids(AREA, "container-private"))
class AzureContainerOfEverybody(Azure):
    """Everybody may read and list the container."""

    def public_access(self) -> str:
        return "container"


@fault(caught_by=ids(AREA, "file"))
class AzureBlobsOfEverybody(Azure):
    """A cache on the way gives blobs to everybody."""

    def anonymous(self, request: Request) -> Response:
        return Response("what was written")


@fault(caught_by=ids(AREA, "public-access"))
class AzurePublicAccessPossible(Azure):
    """The account allows containers that everybody reads."""

    def account_properties(self) -> dict[str, Any]:
        return super().account_properties() | {"allowBlobPublicAccess": True}


@fault(caught_by=ids(AREA, "secure-transfer"))
class AzureTransferInClearText(Azure):
    """The account may be reached without TLS."""

    def account_properties(self) -> dict[str, Any]:
        return super().account_properties() | {"supportsHttpsTrafficOnly": False}


@fault(caught_by=ids(AREA, "secure-transfer"))
class AzureTransferByOldTls(Azure):
    """The account speaks TLS 1.0."""

    def account_properties(self) -> dict[str, Any]:
        return super().account_properties() | {"minimumTlsVersion": "TLS1_0"}


@fault(caught_by=ids(AREA, "cors preflight file"))
class AzureCorsMissing(Azure):
    """The blob service has no CORS rules."""

    def cors_rules(self) -> list[dict[str, str]]:
        return []


@fault(caught_by=ids(AREA, "cors preflight file"))
class AzureCorsOfOldHost(Azure):
    """The origin is the one that the server had before."""

    def cors_rules(self) -> list[dict[str, str]]:
        return [one | {"AllowedOrigins": "http://10.0.0.7"} for one in super().cors_rules()]


@fault(caught_by=ids(AREA, "cors preflight file"))
class AzureCorsWithoutPut(Azure):
    """Browsers may read, and not write."""

    def cors_rules(self) -> list[dict[str, str]]:
        return [one | {"AllowedMethods": "GET"} for one in super().cors_rules()]


@fault(caught_by=ids(AREA, "cors preflight"))
class AzureCorsWithoutHeaders(Azure):
    """Browsers may not send the headers of Azure."""

    def cors_rules(self) -> list[dict[str, str]]:
        return [one | {"AllowedHeaders": "content-type"} for one in super().cors_rules()]


@fault(caught_by=ids(AREA, "cors-narrow"))
class AzureCorsForEverybody(Azure):
    """Pages of every origin may read and write."""

    def cors_rules(self) -> list[dict[str, str]]:
        return [one | {"AllowedOrigins": "*"} for one in super().cors_rules()]


@fault(caught_by=ids(AREA, "preflight"))
class AzurePreflightRefused(Azure):
    """A firewall on the way lets no OPTIONS through."""

    def preflight(self, request: Request) -> Response:
        return Response("Forbidden", 403)


@fault(caught_by=ids(AREA, "queue"))
class AzureQueueNotThere(Azure):
    """BUCKET_QUEUE names a queue that nobody made."""

    def place_of_files(self) -> dict[str, str]:
        return super().place_of_files() | {"BUCKET_QUEUE": f"az://{self.account}/wandb-new"}

    def event_queue(self) -> str:
        return "wandb-new"


@fault(caught_by=ids(AREA, "queue-account"))
class AzureQueueOfAnotherAccount(Azure):
    """The queue is in another account than the container."""

    def place_of_files(self) -> dict[str, str]:
        return super().place_of_files() | {"BUCKET_QUEUE": f"az://wandbevents/{self.queue}"}


@fault(caught_by=ids(AREA, "file"))
class AzureUploadRefused(Azure):
    """A policy of the account keeps blobs from being written."""

    def stored(self, request: Request, path: str) -> Response:
        if request.method == "PUT":
            return of_storage(403, "AuthorizationPermissionMismatch")
        return super().stored(request, path)


@fault(caught_by=ids(AREA, "file"))
class AzureFileIsAnother(Azure):
    """What is read is not what was written."""

    def put(self, name: str, content: bytes) -> None:
        super().put(name, b"another file")


@fault(caught_by=ids(AREA, "event"))
class AzureEventsLost(Azure):
    """Events are sent nowhere, although all is set up."""

    def put(self, name: str, content: bytes) -> None:
        self.blobs[name] = content
