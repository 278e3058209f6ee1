"""Defects of how the discovery document is served."""

from starlette.responses import HTMLResponse, RedirectResponse, Response

from fakes.faults import fault

MISSING = ["discovery/status"]
UNREADABLE = ["discovery/json"]


@fault(caught_by=MISSING)
class NoDocument:
    """There is no discovery document."""

    def discovery(self, request):
        return self.not_found(request)


@fault(caught_by=MISSING)
class DocumentFails:
    """The discovery endpoint fails with HTTP 500."""

    def discovery(self, request):
        return Response("Internal Server Error", 500, media_type="text/plain")


@fault(caught_by=MISSING)
class DocumentElsewhere:
    """The discovery endpoint redirects to another address."""

    def discovery(self, request):
        return RedirectResponse(f"{self.base}/configuration", 301)


@fault(caught_by=UNREADABLE)
class PageForDocument:
    """The discovery endpoint answers with a login page."""

    def discovery(self, request):
        return HTMLResponse("<!doctype html><title>Sign in</title><p>Please sign in.")


@fault(caught_by=UNREADABLE)
class EmptyDocument:
    """The discovery endpoint answers with an empty body."""

    def discovery(self, request):
        return Response(b"", media_type="application/json")


@fault(caught_by=UNREADABLE)
class ListForDocument:
    """The discovery document is inside a JSON array."""

    def discovery(self, request):
        return self.json([self.document()])


@fault(caught_by=UNREADABLE)
class DocumentInLatin1:
    """The discovery document is not in UTF-8."""

    def discovery(self, request):
        return Response('{"op_tos_uri": "https://é"}'.encode("latin-1"), media_type="text/json")


@fault(caught_by=["discovery/media-type"])
class DocumentAsText:
    """The discovery document is served as text/plain."""

    def discovery(self, request):
        response = super().discovery(request)
        response.headers["content-type"] = "text/plain"
        return response


@fault(caught_by=["discovery/charset"])
class DocumentInAnotherCharset:
    """The Content-Type of the discovery document names another charset than UTF-8."""

    def discovery(self, request):
        response = super().discovery(request)
        response.headers["content-type"] = "application/json; charset=ISO-8859-1"
        return response


@fault(caught_by=["discovery/unique-members"])
class MemberTwice:
    """The discovery document has its issuer twice."""

    def discovery(self, request):
        response = super().discovery(request)
        twice = response.body.replace(b"{", b'{"issuer":"https://evil.example.com",', 1)
        return Response(twice, 200, dict(response.headers) | {"content-length": str(len(twice))})
