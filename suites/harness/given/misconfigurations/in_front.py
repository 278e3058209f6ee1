"""What proxies, balancers and gateways before the provider make of its answers."""

from urllib.parse import urlencode

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.answers import answering, page, set_up
from suites.harness.given.misconfigurations.ways import Misconfiguration, existing, without_trust

WINDOWS = {"www-authenticate": "Negotiate, NTLM"}
STAGING = {"www-authenticate": 'Basic realm="Staging"'}


class HttpsForEver(Reference):
    """The balancer ends TLS, and the proxy behind it redirects to https, as was asked."""

    def discovery(self, request: Request) -> Response:
        return RedirectResponse(request.url, 308)


class SlashAndBack(Reference):
    """One proxy wants a slash at the end, and the one behind it wants none."""

    def answer(self, request: Request) -> Response:
        discovery = self.discovery_url()
        if request.url == f"{discovery}/":
            return RedirectResponse(discovery, 301)
        return super().answer(request)

    def discovery(self, request: Request) -> Response:
        return RedirectResponse(f"{request.url}/", 301)


class LoginForEver(Reference):
    """The login page redirects to itself, since the cookie that it set does not come back."""

    def authorize(self, request: Request) -> Response:
        return RedirectResponse(f"{request.url}?{urlencode(request.query)}", 302)


class BackFromTheLogin(Reference):
    """The session of the login is not found, so the login begins again, by itself."""

    def log_in(self, request: Request) -> Response:
        return RedirectResponse(f"{self.base}/again", 302)

    def not_found(self, request: Request) -> Response:
        if request.url.startswith(f"{self.base}/again"):
            return RedirectResponse(f"{self.base}/again", 302)
        return super().not_found(request)


def uncompressed(endpoint: str) -> tuple[Fault, ...]:
    """What an endpoint answers keeps the header of its compression, and not that itself."""

    def answer(self: Reference, request: Request) -> Response:
        response: Response = getattr(super(mixin, self), endpoint)(request)
        response.headers["content-encoding"] = "gzip"
        return response

    mixin = type("Uncompressed", (Reference,), {endpoint: answer})
    return (Fault("uncompressed", "Names a coding.", frozenset(), "reference", mixin),)


NO_INSTANCE = answering(
    "discovery",
    JSONResponse({"code": 5, "message": "ID=QUERY-1kIjX Message=Instance not found."}, 404),
)

IN_FRONT = [
    Misconfiguration(name, cause, on, faults=faults)
    for name, cause, on, faults in (
        ("https for ever", "discovery-redirects-to-itself", "keycloak", set_up(HttpsForEver)),
        ("a slash and back", "discovery-redirects-to-itself", "reference", set_up(SlashAndBack)),
        ("a login for ever", "login-goes-in-circles", "keycloak", set_up(LoginForEver)),
        ("back to the login", "login-goes-in-circles", "reference", set_up(BackFromTheLogin)),
        ("discovery not gzip", "body-not-as-announced", "keycloak", uncompressed("discovery")),
        ("tokens not gzip", "body-not-as-announced", "reference", uncompressed("token")),
        ("login page not gzip", "body-not-as-announced", "reference", uncompressed("authorize")),
        (
            "AD FS, integrated Windows authentication",
            "login-by-the-network",
            "reference",
            answering("authorize", HTMLResponse("<h1>401 - Unauthorized</h1>", 401, WINDOWS)),
        ),
        ("the proxy's own host name", "host-that-no-instance-has", "reference", NO_INSTANCE),
        (
            "a staging system's password",
            "login-page-behind-a-password",
            "okta-pkce",
            answering("authorize", HTMLResponse(page("401").body, 401, STAGING)),
        ),
    )
] + [
    Misconfiguration(
        "the certificate of the ingress itself",
        "certificate-of-nobody-for-another-host",
        "reference",
        without_trust,
        faults=existing("certificate-of-another-host"),
    )
]
