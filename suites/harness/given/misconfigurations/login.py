"""What stands on the login page of the test user, whom an administrator set up so."""

from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Authorization, User
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.features.pages.second_factor import SecondFactor
from fakes.wire.request import Request
from suites.harness.given.login_obstacles import AFTER_PASSWORD
from suites.harness.given.misconfigurations.ways import Misconfiguration, mfa, setting

RULES = {
    "second factor: message": "login-second-factor-message",
    "second factor: push": "login-second-factor-push",
    "second factor: passkey": "login-second-factor-passkey",
    "new password": "login-new-password",
    "enrolment": "login-enrolment",
    "unfinished account": "login-unfinished-account",
    "link by e-mail": "login-link-by-mail",
    "organization": "login-organization",
    "page of its own": "login-not-led-back",
    "terms": "login-terms",
    "account locked": "login-account-locked",
    "captcha": "login-captcha",
    "browser turned away": "login-browser-turned-away",
    "proxy page": "login-proxy-page",
    "upstream provider": "login-upstream-failed",
    "session lost": "login-session-lost",
    "identity provider": "login-identity-provider",
    "form elsewhere": "login-form-elsewhere",
    "JavaScript": "login-needs-javascript",
}
OTHER_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of nobody
OWN_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 - of a user of a fake


def shown_after_password(html: str, status: int = 200) -> tuple[Fault, ...]:
    """Everybody who logs in gets this page."""

    class Shows(Reference):
        def logged_in(self, authorization: Authorization, user: User) -> Response:
            return HTMLResponse(html, status)

    return (Fault("shows", "Shows a page.", frozenset(), "reference", Shows),)


class PagesElsewhere(Reference):
    """Its pages after the password are on another site, as those of Ory's products may be."""

    consent = "https://consent.pages.test/consent"
    says = ""

    def routes(self) -> dict[str, Route]:
        return super().routes() | {self.consent: Route(("GET",), self.asks_there)}

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        return self.redirect(self.consent)

    def asks_there(self, request: Request) -> Response:
        return HTMLResponse(f"<title>Acme</title>{self.says}", 403)


def shown_elsewhere(html: str) -> tuple[Fault, ...]:
    """Everybody who logs in gets this page, on another site."""
    mixin = type("SaysElsewhere", (PagesElsewhere,), {"says": html})
    return (Fault("elsewhere", "Shows a page elsewhere.", frozenset(), "reference", mixin),)


class TwoSteps(SecondFactor, Reference):
    """Every user has an authenticator app."""

    def totp_secret_of(self, user: User) -> str:
        return OWN_SECRET


SIGN_OUT = '<a href="/out">Sign out</a>'
TWO_STEPS = (Fault("two-steps", "Asks for a code.", frozenset(), "reference", TwoSteps),)
NO_PERMISSION = "<p>You do not have permission to access this application.</p>"
TURNED_AWAY = [
    ("no permission", "access-denied", NO_PERMISSION + SIGN_OUT, 403),
    ("no permission, and no status of it", "access-denied", NO_PERMISSION + SIGN_OUT, 200),
    (
        "a trigger that fails",
        "code-of-the-owner-fails",
        '<p>PostAuthentication failed with error timeout.</p><a href="/help">Find out more</a>',
        400,
    ),
    (
        "a callback that is unknown late",
        "callback-refused-after-the-login",
        '<p>The redirect_uri is not registered.</p><a href="/out">Log out</a>',
        400,
    ),
    (
        "an error of what calls itself an identity provider",
        "login-breaks-down",
        "<p>Identity Provider error. Contact your administrator.</p>",
        500,
    ),
]

LOGIN = [
    *(
        Misconfiguration(
            f"login page: {kind}",
            rule,
            "reference",
            faults=shown_after_password(next(iter(AFTER_PASSWORD[kind].values()))),
        )
        for kind, rule in RULES.items()
    ),
    *(
        Misconfiguration(
            f"after the password: {name}",
            cause,
            "reference",
            faults=shown_after_password(f"<title>Acme</title>{html}", status),
        )
        for name, cause, html, status in TURNED_AWAY
    ),
    *(
        Misconfiguration(
            f"on another site: {cause}", cause, "reference", faults=shown_elsewhere(html)
        )
        for cause, html in (
            ("access-denied", NO_PERMISSION),
            ("hop-stopped-behind", "<p>The moon is in the wrong phase.</p>"),
        )
    ),
    Misconfiguration("second factor", "login-second-factor", "reference", faults=TWO_STEPS),
    Misconfiguration(
        "second factor, the secret of somebody else",
        "login-code-refused",
        "reference",
        setting(totp_secret=OTHER_SECRET),
        faults=TWO_STEPS,
    ),
    Misconfiguration("no password", "login-password-missing", "reference", setting(password="")),
    Misconfiguration("MfaConfiguration is ON", "login-enrolment", "cognito", mfa("ON")),
]
