"""Further wrong setups that administrators meet: each was tried before there was a rule."""

from starlette.responses import HTMLResponse, RedirectResponse, Response

from fakes.engine.model import Authorization, User
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.answers import answering, page, set_up
from suites.harness.given.misconfigurations.login import shown_after_password
from suites.harness.given.misconfigurations.newcomers import Change, as_it_is, refusing
from suites.harness.given.misconfigurations.operated import NGINX
from suites.harness.given.misconfigurations.ways import Misconfiguration, at_host, setting

WITH_PORT = "https://wandb.mycompany.com:443"
NO_GRANT = (
    "<title>Login</title><h1>Error</h1><p>Login not possible. The user is required to have at "
    "least one grant on the application.</p><a href='/ui/login'>next</a>"
)
PORTAL = "https://auth.example.com/?rd=https://op.example.com/token"
AD_FS = "An error occurred. MSIS9605: The client is not allowed to access the requested resource."


class UrlsForbidden(Reference):
    """A firewall forbids URLs in a query, as redirect_uri is one."""

    def authorize(self, request: Request) -> Response:
        if "://" in request.params.get("redirect_uri", ""):
            return HTMLResponse(NGINX.format("403 Forbidden"), 403)
        return super().authorize(request)


class FewSessions(Reference):
    """A user may have two sessions, and a third is denied."""

    logins = 0

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        self.logins += 1
        if self.logins > 2:
            return page("We are sorry... There are too many sessions", 403)
        return super().logged_in(authorization, user)


class Cached(Reference):
    """What the first login was answered with is kept, and given to all."""

    kept_location = ""

    def answer(self, request: Request) -> Response:
        response = super().answer(request)
        path = request.url.partition("?")[0]
        leads = "code=" in response.headers.get("location", "")
        if leads and path in (self.endpoints["authorization"], self.endpoints["login"]):
            self.kept_location = self.kept_location or response.headers["location"]
            response.headers["location"] = self.kept_location
        return response


ROWS: list[tuple[str, str, str, tuple[Fault, ...], Change]] = [
    (
        "HOST with the port of https",
        "callback-with-default-port",
        "keycloak",
        (),
        setting(host=WITH_PORT),
    ),
    (
        "Auth0, members of an organization alone",
        "organization-required",
        "auth0",
        refusing("invalid_request", "parameter organization is required for this client"),
        as_it_is,
    ),
    (
        "AD FS, no permission",
        "resource-not-granted",
        "reference",
        answering("authorize", page(AD_FS)),
        as_it_is,
    ),
    (
        "GitLab, openid is not ticked",
        "scope-not-allowed",
        "reference",
        answering("authorize", page("The requested scope is invalid, unknown, or malformed.", 400)),
        as_it_is,
    ),
    (
        "Cognito, no style",
        "login-pages-without-style",
        "cognito",
        answering("authorize", page("Login pages unavailable. Contact an administrator.", 403)),
        as_it_is,
    ),
    (
        "a firewall forbids URLs",
        "login-forbidden-on-the-way",
        "reference",
        set_up(UrlsForbidden),
        as_it_is,
    ),
    (
        "maintenance of the login",
        "login-out-of-service",
        "reference",
        answering("authorize", page("Back soon", 503, retry_after="3600")),
        as_it_is,
    ),
    (
        "Zitadel, no grant",
        "user-not-assigned",
        "reference",
        shown_after_password(NO_GRANT),
        as_it_is,
    ),
    (
        "Keycloak, limit of sessions",
        "too-many-sessions",
        "keycloak",
        set_up(FewSessions),
        as_it_is,
    ),
    (
        "a portal before the token endpoint",
        "token-endpoint-redirects",
        "reference",
        answering("token", RedirectResponse(PORTAL, 302)),
        as_it_is,
    ),
    (
        "a cache before the provider",
        "answers-from-a-cache",
        "reference",
        set_up(Cached),
        as_it_is,
    ),
]
FURTHER = [
    Misconfiguration(name, cause, on, change, faults=faults)
    for name, cause, on, faults, change in ROWS
]
# The same, set up rightly.
FURTHER_HEALTHY = [
    Misconfiguration("HOST with its port, registered so", "", "keycloak", at_host(WITH_PORT)),
]
