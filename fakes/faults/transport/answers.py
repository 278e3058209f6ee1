"""Headers of answers that are no pages, and CORS for those who only look right."""

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.people import APPLICATION
from fakes.wire.request import Request


def with_credentials(response: Response, origin: str) -> None:
    """Lets scripts of `origin` send cookies and read the answer."""
    response.headers["access-control-allow-origin"] = origin
    response.headers["access-control-allow-credentials"] = "true"


@fault(caught_by=["transport/cors-null-origin-token", "transport/cors-null-origin-userinfo"])
class CredentialsForNull(Reference):
    """Scripts without an origin may send the user's cookies along."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if request.headers.get("origin") == "null" and request.url in self.cross_origin():
            with_credentials(response, "null")


@fault(caught_by=["transport/cors-look-alike-token", "transport/cors-look-alike-userinfo"])
class CredentialsForWhatBeginsAlike(Reference):
    """Scripts of every origin that begins like the application's may send the cookies along."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        origin = request.headers.get("origin", "")
        if origin.startswith(APPLICATION) and request.url in self.cross_origin():
            with_credentials(response, origin)


@fault(caught_by=["transport/cors-credentials-metadata"])
class CredentialsForDiscovery(Reference):
    """Scripts of every origin may send cookies for the discovery document."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if "origin" in request.headers and request.url == self.discovery_url():
            with_credentials(response, request.headers["origin"])


@fault(caught_by=["token/error-no-store"])
class CachedTokenErrors(Reference):
    """The errors of the token endpoint may be kept."""

    def token_error(self, refusal: Rejected) -> Response:
        response = super().token_error(refusal)
        response.headers["cache-control"] = "max-age=60"
        return response


@fault(caught_by=["userinfo/error-no-store"])
class CachedUserinfoErrors(Reference):
    """The errors of the UserInfo endpoint may be kept."""

    def challenge_headers(self, challenge: str) -> dict[str, str]:
        return super().challenge_headers(challenge) | {"cache-control": "max-age=60"}


@fault(caught_by=["token/nosniff", "userinfo/nosniff"])
class SniffedJson(Reference):
    """Browsers may guess the type of answers in JSON."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if "json" in response.headers.get("content-type", ""):
            del response.headers["x-content-type-options"]
