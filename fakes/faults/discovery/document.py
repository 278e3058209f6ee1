"""Defects of how the discovery document is served."""

from starlette.responses import HTMLResponse, RedirectResponse, Response

from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request

MISSING = ["discovery/status"]
UNREADABLE = ["discovery/json"]


@fault(caught_by=MISSING)
class NoDocument(Reference):
    """There is no discovery document."""

    def discovery(self, request: Request) -> Response:
        return self.not_found(request)


@fault(caught_by=MISSING, at_home=["transport/server-error"])
class DocumentFails(Reference):
    """The discovery endpoint fails with HTTP 500."""

    def discovery(self, request: Request) -> Response:
        return Response("Internal Server Error", 500, media_type="text/plain")


@fault(caught_by=MISSING)
class DocumentElsewhere(Reference):
    """The discovery endpoint redirects to another address."""

    def discovery(self, request: Request) -> Response:
        return RedirectResponse(f"{self.base}/configuration", 301)


@fault(caught_by=UNREADABLE)
class PageForDocument(Reference):
    """The discovery endpoint answers with a login page."""

    def discovery(self, request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>Sign in</title><p>Please sign in.")


@fault(caught_by=UNREADABLE)
class EmptyDocument(Reference):
    """The discovery endpoint answers with an empty body."""

    def discovery(self, request: Request) -> Response:
        return Response(b"", media_type="application/json")


@fault(caught_by=UNREADABLE)
class ListForDocument(Reference):
    """The discovery document is inside a JSON array."""

    def discovery(self, request: Request) -> Response:
        return self.json([self.document()])


@fault(caught_by=UNREADABLE)
class DocumentInLatin1(Reference):
    """The discovery document is not in UTF-8."""

    def discovery(self, request: Request) -> Response:
        return Response('{"op_tos_uri": "https://é"}'.encode("latin-1"), media_type="text/json")


@fault(caught_by=["discovery/media-type"])
class DocumentAsText(Reference):
    """The discovery document is served as text/plain."""

    def discovery(self, request: Request) -> Response:
        response = super().discovery(request)
        response.headers["content-type"] = "text/plain"
        return response


@fault(caught_by=["discovery/charset"])
class DocumentInAnotherCharset(Reference):
    """The Content-Type of the discovery document names another charset than UTF-8."""

    def discovery(self, request: Request) -> Response:
        response = super().discovery(request)
        response.headers["content-type"] = "application/json; charset=ISO-8859-1"
        return response


@fault(caught_by=["discovery/unique-members"])
class MemberTwice(Reference):
    """The discovery document has its issuer twice."""

    def discovery(self, request: Request) -> Response:
        response = super().discovery(request)
        twice = bytes(response.body).replace(b"{", b'{"issuer":"https://evil.example.com",', 1)
        return Response(twice, 200, dict(response.headers) | {"content-length": str(len(twice))})
