"""Files that do not get through, and events that do not arrive."""

from starlette.responses import JSONResponse, Response

from fakes.deployment.homes import Deployment
from fakes.faults import fault
from fakes.wire.request import Request


@fault(caught_by=["events/file"])
class UploadRefused(Deployment):
    """The key of the bucket is one that the node may not use, so nothing can be written."""

    def stored(self, request: Request) -> Response:
        if request.method == "PUT":
            return Response("<Error><Code>AccessDenied</Code></Error>", 403)
        return super().stored(request)


@fault(caught_by=["events/file"])
class OriginLostOnTheWay(Deployment):
    """A proxy on the way leaves out the headers of CORS where a file is read."""

    def stored(self, request: Request) -> Response:
        answer = super().stored(request)
        if request.method == "GET":
            del answer.headers["access-control-allow-origin"]
        return answer


@fault(caught_by=["events/file"])
class ReadFromElsewhere(Deployment):
    """A cache on the way answers with another file."""

    def stored(self, request: Request) -> Response:
        answer = super().stored(request)
        if request.method != "GET":
            return answer
        return Response("another file", 200, {"access-control-allow-origin": self.host})


@fault(caught_by=["events/arrive"])
class EventsLost(Deployment):
    """The bucket sends no event, although all is set up."""

    def stored(self, request: Request) -> Response:
        if request.method != "PUT":
            return super().stored(request)
        self.tell_of_objects([])
        answer = super().stored(request)
        self.tell_of_objects(self.notifications())
        return answer


@fault(caught_by=["events/run-queue"])
class RunEventsLost(Deployment):
    """Somebody else takes what is sent to the queue for events of runs."""

    def received(self, request: Request) -> Response:
        if self.run_queue.encode() in request.body:
            return JSONResponse({})
        return super().received(request)
