"""What administrators of several products set up wrongly: each was tried before a rule for it."""

import json
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from fakes.engine.model import Authorization, User
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.answers import answering, page, set_up
from suites.harness.given.misconfigurations.login import shown_after_password
from suites.harness.given.misconfigurations.operated import NGINX
from suites.harness.given.misconfigurations.ways import Misconfiguration, existing

INNER = "http://keycloak:8080"
ONE_ORGANIZATION = (
    "<title>Access blocked</title><h1>Access blocked: wandb can only be used within its "
    "organization</h1><p>alice@example.com</p><p>If you are a developer, see error details.</p>"
)
# Whoever is told so much of the application reads the code after it.
LONG_ERROR = (
    "<title>Access blocked</title><h1>Access blocked: Authorization Error</h1><p>alice@example.com"
    f"</p><p>{'You cannot sign in to this application. ' * 9}</p><p>Error 403: org_internal</p>"
)
NO_REPLY_ADDRESS = "AADSTS500113: No reply address is registered for the application."
DELETED = (
    "Access blocked: authorization error. The OAuth client was deleted. Error 401: deleted_client"
)


NOT_ENABLED = (
    "400 Bad Request. Your request resulted in an error. Identity Provider: Unknown. Error Code: "
    "server_error. Description: The requested feature is not enabled in this environment."
)
CONDITIONAL_ACCESS = (
    "<title>Sign in</title><h1>You cannot access this right now</h1><p>Your sign-in "
    "was successful but does not meet the criteria to access this resource.</p><p>If you contact "
    "your administrator, send this info to them. Error Code: 53003</p>"
)
RESTRICTED = (
    "<title>Access blocked</title><h1>Access blocked: Authorization Error</h1><p>Access to your "
    "account is restricted by policies within your organization. Please contact the administrator "
    "of your organization for more information.</p><p>Error 400: admin_policy_enforced</p>"
)
FIXED = "user.email: Attribute cannot be updated. "
NOT_BOUND = (
    "<title>Permission denied</title><h1>Permission denied</h1><p>alice Not you?</p><p>Request has "
    "been denied.</p><p>Policy binding 'wandb #0 to Group users' returned result 'False'</p>"
)


class NamedFromInside(Reference):
    """The provider tells every address as it has it behind its proxy."""

    def discovery(self, request: Request) -> Response:
        told = bytes(super().discovery(request).body).decode()
        return JSONResponse(json.loads(told.replace(self.base, INNER)))


class RefusesOnThePage(Reference):
    """Nobody gets in, and the login page, which is shown again, says why."""

    says = "PreAuthentication failed with error User not allowed."

    def user_of(self, request: Request) -> User | None:
        return None

    def complaint(self, request: Request) -> str:
        return self.says


class NameUnknown(RefusesOnThePage):
    """Nobody of that name is in the directory."""

    says = (
        "This username may be incorrect. AADSTS50034: The user account alice does not exist in the "
        "directory."
    )


class AttributeFixed(Reference):
    """The user is sent back with an error, as an attribute that is mapped cannot be changed."""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        told = {"error": "invalid_request", "error_description": FIXED}
        told |= {"state": authorization.params["state"]}
        return RedirectResponse(f"{authorization.redirect_uri}?{urlencode(told)}", 302)


class PasswordRefused(RefusesOnThePage):
    """The password is wrong, in words that are like those of a trigger."""

    says = "Preauthentication failed due to a wrong password."


ROWS: list[tuple[str, str, str, tuple[Fault, ...]]] = [
    (
        "addresses of the network behind the proxy",
        "issuer-of-an-inner-network",
        "keycloak",
        set_up(NamedFromInside),
    ),
    (
        "Google, a user of another organization",
        "application-of-one-organization",
        "google",
        shown_after_password(ONE_ORGANIZATION, 403),
    ),
    (
        "Google, a code at the end of a long page",
        "application-of-one-organization",
        "google",
        shown_after_password(LONG_ERROR, 403),
    ),
    (
        "words that nobody knows, and a weak key beside them",
        "login-refused",
        "reference",
        (
            *answering("authorize", page("The moon is in the wrong phase.", 400)),
            *existing("roca-key"),
        ),
    ),
    (
        "nginx, cookies that are too large",
        "headers-too-large-for-the-gateway",
        "keycloak",
        shown_after_password(NGINX.format("Request Header Or Cookie Too Large"), 400),
    ),
    (
        "Google, a client that was deleted",
        "client-deleted",
        "google",
        answering("authorize", page(DELETED, 401)),
    ),
    (
        "Entra, no redirect URI at all",
        "callback-not-registered",
        "entra",
        answering("authorize", page(NO_REPLY_ADDRESS, 400)),
    ),
    (
        "Cognito, a trigger that refuses on the login page",
        "code-of-the-owner-fails",
        "cognito",
        set_up(RefusesOnThePage),
    ),
    (
        "Okta, a custom authorization server that the organization may not have",
        "no-authorization-server-of-ones-own",
        "okta-pkce",
        answering("authorize", page(NOT_ENABLED, 400)),
    ),
    (
        "Entra, conditional access, and whom to send what",
        "access-policy-of-the-provider",
        "entra",
        shown_after_password(CONDITIONAL_ACCESS),
    ),
    (
        "Google Workspace, an application that is not allowed",
        "organization-restricts-the-application",
        "google",
        shown_after_password(RESTRICTED, 400),
    ),
    (
        "authentik, a user who is not bound to the application",
        "access-denied",
        "reference",
        shown_after_password(NOT_BOUND, 403),
    ),
    (
        "Cognito, an attribute that cannot be changed",
        "attribute-cannot-be-written",
        "cognito",
        set_up(AttributeFixed),
    ),
    (
        "Entra, a mail address in place of the name",
        "user-name-unknown",
        "entra",
        set_up(NameUnknown),
    ),
    (
        "a refused password in words like those of a trigger",
        "password-refused",
        "cognito",
        set_up(PasswordRefused),
    ),
]
OPERATORS = [Misconfiguration(name, cause, on, faults=faults) for name, cause, on, faults in ROWS]
