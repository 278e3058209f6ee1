"""What the node in Google Cloud may not do, and files and events that do not get through."""

from typing import Any

from starlette.responses import Response

from fakes.deployment.homes import Google
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "google"


@fault(caught_by=ids(AREA, "node-bucket"))
class GoogleNodeReadsAlone(Google):
    """The service account of the node may read objects, and not create them."""

    def node_may(self) -> list[str]:
        return [one for one in super().node_may() if one != "storage.objects.create"]


@fault(caught_by=ids(AREA, "node-subscription"))
class GoogleNodeWithoutSubscription(Google):
    """The service account of the node may not pull."""

    def node_may(self) -> list[str]:
        return [one for one in super().node_may() if not one.startswith("pubsub.")]


@fault(caught_by=ids(AREA, "node-signs"))
class GoogleNodeSignsNothing(Google):
    """The service account of the node lacks the role Service Account Token Creator on itself."""

    def node_may(self) -> list[str]:
        return [one for one in super().node_may() if not one.startswith("iam.")]


@fault(caught_by=ids(AREA, "file"))
class GoogleUploadRefused(Google):
    """The key of the bucket is one that Cloud Storage may not use, so nothing can be written."""

    def stored(self, request: Request) -> Response:
        if request.method == "PUT":
            return Response("<Error><Code>AccessDenied</Code></Error>", 403)
        return super().stored(request)


@fault(caught_by=ids(AREA, "file"))
class GoogleOriginLostOnTheWay(Google):
    """A proxy on the way leaves out the headers of CORS."""

    def stored(self, request: Request) -> Response:
        answer = super().stored(request)
        del answer.headers["access-control-allow-origin"]
        return answer


@fault(caught_by=ids(AREA, "file"))
class GoogleFileIsAnother(Google):
    """What is read is not what was written."""

    def put(self, key: str, content: bytes) -> None:
        super().put(key, b"another file")


@fault(caught_by=ids(AREA, "event"))
class GoogleEventsLost(Google):
    """Events are published nowhere, although all is set up."""

    def pulled(self, name: str) -> list[dict[str, Any]]:
        return []
