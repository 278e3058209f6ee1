"""The deployment in Google Cloud, and what the hosts of Google's APIs answer for it."""

import json
from base64 import b64decode, b64encode
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, Response

from fakes.deployment.deployment import Server
from fakes.deployment.google.account import Account
from fakes.deployment.google.signing import (
    SIGNATURE,
    answered,
    cors_headers,
    is_presigned,
    refusal,
    signed,
)
from fakes.wire.request import Request

JUDGE, NODE = "token-of-the-judge-0123456789", "token-of-the-node-0123456789"
KEY = b"what the embedded service account signs by"
SERVICES = ("storage", "pubsub", "iamcredentials", "cloudresourcemanager")
HOSTS = tuple(f"{one}.googleapis.com" for one in SERVICES)
Told = dict[str, Any]


class Google(Account, Server):
    """One server whose files are in a project of Google Cloud."""

    @property
    def hosts(self) -> tuple[str, ...]:
        return HOSTS

    @property
    def credentials(self) -> dict[str, str]:
        return {"google_access_token": JUDGE}

    def place_of_files(self) -> dict[str, str]:
        queue = f"/{self.project}/{self.topic}/{self.subscription}"
        return {"BUCKET": f"gs://{self.bucket}", "BUCKET_QUEUE": f"pubsub:{queue}"}

    def set_up(self) -> None:
        """Nothing: what is in the project is told by its methods."""

    def close(self) -> None:
        """Nothing: the project ends with it."""

    def answer(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        if parts.netloc == "storage.googleapis.com":
            inside = parts.path.startswith("/storage/v1/")
            return self.of_storage(request, parts.path) if inside else self.of_browser(request)
        token = self.bearer(request)
        if not token:
            return JSONResponse(refusal(401, "Request had no valid credentials."), 401)
        if parts.netloc == "pubsub.googleapis.com":
            return self.of_pubsub(request, parts.path.removeprefix("/v1/"), token)
        if parts.netloc == "iamcredentials.googleapis.com":
            return self.of_credentials(request, parts.path, token)
        return self.of_projects(parts.path)

    def bearer(self, request: Request) -> str:
        """The token of a request, if it is one of ours."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return token if token in (JUDGE, NODE) else ""

    # Cloud Storage

    def of_storage(self, request: Request, path: str) -> Response:
        """The JSON API."""
        bucket, _, within = path.removeprefix("/storage/v1/b/").partition("/")
        if bucket != self.bucket:
            return JSONResponse(refusal(404, "The specified bucket does not exist."), 404)
        token = self.bearer(request)
        if not token:
            return self.anonymous(request)
        if within.startswith("o/") and request.method == "DELETE":
            self.objects.pop(within.removeprefix("o/").replace("%2F", "/"), None)
            return Response(b"", 204)
        if within == "iam/testPermissions":
            asked = [value for name, value in request.query if name == "permissions"]
            return self.permitted(asked, token)
        if within == "notificationConfigs":
            return JSONResponse({"items": self.notifications()})
        return JSONResponse(self.bucket_resource())

    def of_browser(self, request: Request) -> Response:
        """The XML API, by which presigned URLs lead, and which knows CORS."""
        if request.method == "OPTIONS":
            return self.preflight(request)
        if SIGNATURE not in dict(request.query):
            return self.anonymous(request)
        if not is_presigned(request, KEY, self.role):
            return answered(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>", {})
        return self.stored(request)

    def preflight(self, request: Request) -> Response:
        return answered(200, b"", cors_headers(self.cors(), request))

    def stored(self, request: Request) -> Response:
        """To whoever writes or reads an object by a presigned URL."""
        key = urlsplit(request.url).path.removeprefix(f"/{self.bucket}/")
        headers = cors_headers(self.cors(), request)
        if request.method == "PUT":
            self.put(key, request.body)
            return answered(200, b"", headers)
        if key not in self.objects:
            return answered(404, b"<Error><Code>NoSuchKey</Code></Error>", headers)
        return answered(200, self.objects[key], headers)

    def anonymous(self, request: Request) -> Response:
        """To somebody without credentials."""
        return JSONResponse(refusal(401, "Anonymous caller does not have access."), 401)

    # Pub/Sub

    def of_pubsub(self, request: Request, path: str, token: str) -> Response:
        name, _, verb = path.partition(":")
        if "/ssoproof-" in name:
            return self.of_others(request, name, verb)
        known = {
            self.topic_name: self.topic_resource,
            self.subscription_name: self.subscription_resource,
        }
        if name not in known:
            return JSONResponse(refusal(404, f"Resource not found (resource={name})."), 404)
        if verb == "getIamPolicy":
            return JSONResponse({"bindings": self.topic_policy()})
        if verb == "testIamPermissions":
            return self.permitted(json.loads(request.body)["permissions"], token)
        return JSONResponse(known[name]())

    def of_others(self, request: Request, name: str, verb: str) -> Response:
        """A subscription that somebody makes, reads and removes."""
        if request.method == "PUT":
            told = json.loads(request.body)
            self.others[name] = (told["topic"], [])
            return JSONResponse(told | {"name": name})
        if request.method == "DELETE":
            self.others.pop(name, None)
        return self.received(name) if verb == "pull" else JSONResponse({})

    def received(self, name: str) -> Response:
        """To whoever pulls."""
        return JSONResponse({"receivedMessages": self.pulled(name)})

    # Resource Manager

    def of_projects(self, path: str) -> Response:
        """What a project is in, and the policies of either."""
        if path.endswith(":getAncestry"):
            return JSONResponse({"ancestor": self.ancestry()})
        above = "/organizations/" in path
        return JSONResponse(
            {"bindings": self.organization_policy() if above else self.project_policy()}
        )

    # Who is who

    def permitted(self, asked: list[str], token: str) -> Response:
        """What of `asked` whoever has the token may do."""
        may = self.node_may() if token == NODE else asked
        found = [one for one in asked if one in may]
        return JSONResponse({"permissions": found} if found else {})

    def of_credentials(self, request: Request, path: str, token: str) -> Response:
        """A token of the service account for the judge, a signature for itself."""
        if f"/serviceAccounts/{self.role}:" not in path:
            return JSONResponse(refusal(404, "Unknown service account"), 404)
        if path.endswith(":generateAccessToken"):
            return self.impersonated()
        if token == NODE and "iam.serviceAccounts.signBlob" not in self.node_may():
            told = "Permission 'iam.serviceAccounts.signBlob' denied on resource."
            return JSONResponse(refusal(403, told), 403)
        payload = b64decode(json.loads(request.body)["payload"])
        return JSONResponse({"keyId": "1", "signedBlob": b64encode(signed(KEY, payload)).decode()})

    def impersonated(self) -> Response:
        """To a judge that wants to ask in the place of the node."""
        return JSONResponse({"accessToken": NODE, "expireTime": "2099-12-31T23:59:59Z"})
