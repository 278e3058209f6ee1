"""Wrong setups that nobody had in mind: each was tried by a newcomer, before a rule for it."""

import ssl
from dataclasses import replace
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit
from weakref import finalize

from starlette.responses import HTMLResponse, Response

from fakes.engine.model import Authorization, User
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.wire.request import Request
from fakes.wire.tls import TlsProbe
from suites.harness.given.login_obstacles import AFTER_PASSWORD
from suites.harness.given.misconfigurations.answers import answering, page, set_up
from suites.harness.given.misconfigurations.login import shown_after_password
from suites.harness.given.misconfigurations.newcomers import (
    Change,
    as_it_is,
    refusing,
    token_error,
)
from suites.harness.given.misconfigurations.operated import NGINX
from suites.harness.given.misconfigurations.ways import Misconfiguration, existing, issuer, setting
from suites.targets.target import Target

ORIGIN = (
    "Invalid SSL certificate Error code 526. Visit cloudflare.com for more information. The origin "
    "web server does not have a valid SSL certificate."
)
NO_ORIGIN = "Web server is down Error code 521. Visit cloudflare.com for more information."
UNKNOWN = "This username may be incorrect. Make sure you typed it correctly."

PRIVATE = (
    "Access blocked: Authorization Error. You can't sign in to this app because it doesn't comply "
    "with Google's OAuth 2.0 policy. Error 400: invalid_request. Request details: device_id and "
    "device_name are required for private IP: http://192.168.1.20/oidc/callback"
)
LOOP = (
    "An error occurred. MSIS7042: The same client browser session has made '6' requests in the "
    "last '12' seconds. Contact your administrator for details."
)
TESTERS = (
    "<title>Access blocked</title><h1>Access blocked: wandb has not completed the Google "
    "verification process</h1><p>The app is currently being tested, and can only be accessed by "
    "developer-approved testers.</p><p>Error 403: access_denied</p>"
)


class NameAlone(Reference):
    """The login page asks for a name first, and knows none that is typed."""

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        said = f'<p role="alert">{UNKNOWN}</p>' if message else ""
        return HTMLResponse(
            f'<title>Sign in</title>{said}<form method="post" action="{self.endpoints["login"]}">'
            f'<input type="hidden" name="ticket" value="{ticket}">'
            '<label>E-mail <input type="email" name="loginfmt"></label><button>Next</button></form>'
        )

    def log_in(self, request: Request) -> Response:
        return self.login_form(request.params.get("ticket", ""), "", UNKNOWN)


def password_in_quotes(fake: RunningFake, target: Target) -> Target:
    """The password as `docker --env-file` reads it, with its quotes."""
    return setting(password=f'"{target.user.password}"')(fake, target)


def bundle_of_the_server(fake: RunningFake, target: Target) -> Target:
    """The operator trusts what `openssl s_client` shows first: the server's own certificate."""
    host = urlsplit(target.issuer).hostname or ""
    shown = TlsProbe(target.connection, host, 443).shake_hands().certificate
    file = NamedTemporaryFile("w", suffix=".pem")  # noqa: SIM115 - it lasts as long as the fake
    file.write(ssl.DER_cert_to_PEM_cert(shown))
    file.flush()
    finalize(fake, file.close)
    return replace(target, connection=replace(target.connection, ca_pem="", ca_bundle=file.name))


def ending_in(description: str) -> tuple[Fault, ...]:
    """Whoever has signed in is sent back with this error, as Cognito does."""

    class Ends(Reference):
        def logged_in(self, authorization: Authorization, user: User) -> Response:
            told = [("error", "invalid_request"), ("error_description", description)]
            return self.deliver(authorization, [*told, *self.echo(authorization)])

    return set_up(Ends)


class BelowAPath(Reference):
    """The proxy serves the provider below a path, and takes that off what it passes on."""

    def answer(self, request: Request) -> Response:
        if not request.url.startswith(f"{self.base}/sso/"):
            return HTMLResponse(NGINX.format("404 Not Found"), 404)
        return super().answer(replace(request, url=request.url.replace("/sso/", "/", 1)))


class OrganizationFirst(Reference):
    """Before the user, the organization is asked for."""

    def authorize(self, request: Request) -> Response:
        return HTMLResponse(next(iter(AFTER_PASSWORD["organization"].values())))


class LoopDetection(Reference):
    """So many requests of a browser are taken for a loop, as AD FS does."""

    asked = 0

    def authorize(self, request: Request) -> Response:
        self.asked += 1
        return page(LOOP) if self.asked > 6 else super().authorize(request)


ROWS: list[tuple[str, str, str, tuple[Fault, ...], Change]] = [
    (
        "Cloudflare, certificate of the server behind it",
        "certificate-refused-behind-the-proxy",
        "keycloak",
        answering("discovery", page(ORIGIN, 526)),
        as_it_is,
    ),
    (
        "Cloudflare, nothing behind it",
        "discovery-behind-a-dead-gateway",
        "keycloak",
        answering("discovery", page(NO_ORIGIN, 521)),
        as_it_is,
    ),
    ("AD FS, many logins", "taken-for-a-loop", "reference", set_up(LoopDetection), as_it_is),
    ("a password in quotes", "password-in-quotes", "reference", (), password_in_quotes),
    ("an organization first", "login-organization", "auth0", set_up(OrganizationFirst), as_it_is),
    ("a name that nobody has", "user-name-refused", "reference", set_up(NameAlone), as_it_is),
    (
        "the server's own certificate as its authority",
        "bundle-without-the-authority",
        "reference",
        (),
        bundle_of_the_server,
    ),
    (
        "the authorization endpoint as issuer",
        "endpoint-as-issuer",
        "keycloak",
        (),
        issuer("/realms/acme", "/realms/acme/protocol/openid-connect/auth"),
    ),
    (
        "Auth0, the authorization endpoint as issuer",
        "endpoint-as-issuer",
        "auth0",
        (),
        issuer(".auth0.com/", ".auth0.com/authorize"),
    ),
    (
        "a path that only the proxy knows",
        "path-lost-behind-a-proxy",
        "keycloak",
        set_up(BelowAPath),
        issuer("/realms/", "/sso/realms/"),
    ),
    (
        "a proxy that lets no POST through",
        "token-endpoint-takes-no-post",
        "keycloak",
        answering("token", HTMLResponse(NGINX.format("405 Not Allowed"), 405)),
        as_it_is,
    ),
    (
        "Auth0, an address that was never verified",
        "login-unfinished-account",
        "auth0",
        refusing("access_denied", "Please verify your email before logging in."),
        as_it_is,
    ),
    (
        "Auth0, a user who is blocked",
        "login-account-locked",
        "auth0",
        refusing("unauthorized", "user is blocked"),
        as_it_is,
    ),
    (
        "a flow that is disabled, and no user",
        "flow-not-enabled",
        "reference",
        refusing("unauthorized_client", "Login by this grant is disabled for the application."),
        as_it_is,
    ),
    (
        "Cognito, an attribute that is not mapped",
        "attribute-not-brought",
        "cognito",
        ending_in("attributes required: [email]"),
        as_it_is,
    ),
    (
        "Cognito, a trigger that fails",
        "code-of-the-owner-fails",
        "cognito",
        ending_in("PreTokenGeneration failed with error Cannot read properties of undefined."),
        as_it_is,
    ),
    (
        "Google, HOST at a private address",
        "callback-against-the-policy",
        "google",
        answering("authorize", page(PRIVATE, 400)),
        setting(host="http://192.168.1.20"),
    ),
    (
        "Keycloak, bound tokens alone",
        "proof-of-possession-required",
        "keycloak",
        token_error("invalid_request", "DPoP proof is missing", 400),
        as_it_is,
    ),
    (
        "a policy that keeps the form",
        "form-post-kept-by-policy",
        "okta-implicit",
        existing("form-that-policy-keeps"),
        as_it_is,
    ),
    (
        "a policy that keeps the script",
        "form-post-kept-by-policy",
        "okta-implicit",
        existing("script-that-policy-keeps"),
        as_it_is,
    ),
    (
        "Google, no tester",
        "application-being-tested",
        "google",
        shown_after_password(TESTERS),
        as_it_is,
    ),
]
UNFORESEEN = [
    Misconfiguration(name, cause, on, change, faults=faults)
    for name, cause, on, faults, change in ROWS
]
