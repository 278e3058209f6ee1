"""The deployment in Azure, and what the hosts of Azure's services answer for it."""

from urllib.parse import unquote, urlsplit

from starlette.responses import JSONResponse, Response

from fakes.deployment.azure.account import GROUP, KEY, StorageAccount
from fakes.deployment.azure.signing import (
    cors_of_blobs,
    is_signed_url,
    knows_key,
    of_storage,
    told_in_xml,
)
from fakes.deployment.deployment import Server
from fakes.wire.request import Request

TOKEN = "token-of-the-service-principal-0123456789"  # noqa: S105 - of a fake
SECRET = "secret-of-the-service-principal"  # noqa: S105 - of a fake
LOGIN, MANAGEMENT = "login.microsoftonline.com", "management.azure.com"


class Azure(StorageAccount, Server):
    """One server whose files are in a storage account of Azure."""

    @property
    def hosts(self) -> tuple[str, ...]:
        services = [f"{self.account}.{one}.core.windows.net" for one in ("blob", "queue")]
        return (*services, LOGIN, MANAGEMENT)

    @property
    def credentials(self) -> dict[str, str]:
        return {
            "azure_tenant_id": "wandb",
            "azure_client_id": "ssoproof",
            "azure_client_secret": SECRET,
        }

    @property
    def role(self) -> str:
        """Nobody: whoever has the key of the account may do everything there."""
        return ""

    def place_of_files(self) -> dict[str, str]:
        return {
            "BUCKET": f"az://{self.account}/{self.container}",
            "BUCKET_QUEUE": f"az://{self.account}/{self.queue}",
            "AZURE_STORAGE_KEY": KEY,
        }

    def set_up(self) -> None:
        """Nothing: what is in the account is told by its methods."""

    def close(self) -> None:
        """Nothing: the account ends with it."""

    def answer(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        if parts.netloc == LOGIN:
            return self.signed_in(request)
        if parts.netloc == MANAGEMENT:
            return self.of_management(request, parts.path)
        path = unquote(parts.path).strip("/")
        if ".queue." in parts.netloc:
            return self.of_queue(request, path)
        if request.method == "OPTIONS":
            return self.preflight(request)
        if knows_key(request, self.account, KEY):
            return self.of_blobs(request, path)
        if "authorization" in request.headers:
            return of_storage(403, "AuthenticationFailed")
        if is_signed_url(request, self.account, KEY):
            return self.stored(request, path)
        return self.anonymous(request)

    # Blobs

    def of_blobs(self, request: Request, path: str) -> Response:
        """To whoever has the key."""
        if not path:
            rules = [("CorsRule", rule) for rule in self.cors_rules()]
            return of_storage(200, "", told_in_xml("StorageServiceProperties", {"Cors": rules}))
        container, _, name = path.partition("/")
        if container != self.container:
            return of_storage(404, "ContainerNotFound")
        if request.method == "DELETE":
            self.blobs.pop(name, None)
            return of_storage(202)
        public = self.public_access()
        return of_storage(200, **({"x_ms_blob_public_access": public} if public else {}))

    def preflight(self, request: Request) -> Response:
        headers = cors_of_blobs(self.cors_rules(), request)
        return Response("", 200, headers) if headers else of_storage(403, "CorsPreflightFailure")

    def stored(self, request: Request, path: str) -> Response:
        """To whoever writes or reads a blob by a signed URL."""
        name = path.partition("/")[2]
        headers = cors_of_blobs(self.cors_rules(), request)
        if request.method == "PUT":
            if request.headers.get("x-ms-blob-type") != "BlockBlob":
                return of_storage(400, "MissingRequiredHeader")
            self.put(name, request.body)
            return Response("", 201, headers)
        if name not in self.blobs:
            return of_storage(404, "BlobNotFound")
        return Response(self.blobs[name], 200, headers)

    def anonymous(self, request: Request) -> Response:
        """To somebody without key or signature."""
        return of_storage(409, "PublicAccessNotPermitted")

    # Messages

    def of_queue(self, request: Request, path: str) -> Response:
        """To whoever has the key."""
        if not knows_key(request, self.account, KEY):
            return of_storage(403, "AuthenticationFailed")
        queue, _, within = path.partition("/")
        if queue != self.queue:
            return of_storage(404, "QueueNotFound")
        if request.method == "DELETE":
            self.messages.pop(int(within.rpartition("/")[2]))
            return of_storage(204)
        if request.method == "POST":
            self.told(request.body.decode().split("MessageText>")[1].removesuffix("</"))
            return of_storage(201)
        if within == "messages":
            return self.received()
        return of_storage(200, x_ms_approximate_messages_count=str(len(self.messages)))

    def received(self) -> Response:
        """To whoever gets messages, or looks at them."""
        told = [
            ("QueueMessage", {"MessageId": str(at), "PopReceipt": f"{at}", "MessageText": text})
            for at, text in enumerate(self.messages)
        ]
        return of_storage(200, "", told_in_xml("QueueMessagesList", told))

    # Resource Manager

    def signed_in(self, request: Request) -> Response:
        """To a service principal with its secret."""
        if dict(request.form).get("client_secret") != SECRET:
            return JSONResponse({"error": "invalid_client", "error_description": "no"}, 401)
        return JSONResponse({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3599})

    def of_management(self, request: Request, path: str) -> Response:
        """To whoever lists resources."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"error": {"code": "AuthenticationFailed", "message": "no"}}, 401)
        subscription = GROUP.rpartition("/resourceGroups")[0]
        of_account = f"{self.account_id}/providers/Microsoft.EventGrid/eventSubscriptions"
        listed = {
            "/subscriptions": [{"subscriptionId": subscription.rpartition("/")[2]}],
            f"{subscription}/providers/Microsoft.Storage/storageAccounts": [self.resource()],
            f"{subscription}/providers/Microsoft.EventGrid/systemTopics": [
                {"id": self.topic_id, "properties": {"source": self.account_id}}
            ],
            of_account: [],
            f"{self.topic_id}/eventSubscriptions": self.event_subscriptions(),
        }
        return JSONResponse({"value": listed[path]})

    def resource(self) -> dict[str, object]:
        """The account as a resource."""
        told = {"name": self.account, "id": self.account_id}
        return told | {"properties": self.account_properties()}
