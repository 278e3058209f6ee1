"""Logins that fail for an ordinary reason, each told by the code or the words of its product."""

from collections.abc import Iterable

from suites.harness.given.misconfigurations.login import shown_after_password
from suites.harness.given.misconfigurations.newcomers import as_it_is, refusing, token_error
from suites.harness.given.misconfigurations.ways import Misconfiguration

PAGE = "<title>Sign in</title><p>{}</p>"
# Vendor, cause, the error that comes back to the callback, and its description.
REFUSED = [
    (
        "entra",
        "user-of-another-directory",
        "invalid_request",
        "AADSTS51004: UserAccountNotInDirectory.",
    ),
    (
        "entra",
        "access-policy-of-the-provider",
        "interaction_required",
        "AADSTS50131: Device is not in a required state.",
    ),
    (
        "entra",
        "access-policy-of-the-provider",
        "interaction_required",
        "AADSTS50097: Device authentication is needed.",
    ),
    (
        "entra",
        "consent-of-an-administrator",
        "access_denied",
        "AADSTS90095: AdminConsentRequiredRequestAccess.",
    ),
    (
        "entra",
        "consent-of-an-administrator",
        "invalid_request",
        "AADSTS90008: TokenForItselfRequiresGraphPermission.",
    ),
    (
        "entra",
        "resource-not-granted",
        "invalid_resource",
        "AADSTS500011: InvalidResourceServicePrincipalNotFound.",
    ),
    (
        "auth0",
        "audience-unknown",
        "access_denied",
        "Service not found: https://api.example.com",
    ),
    (
        "ping",
        "attribute-not-brought",
        "invalid_request",
        "Invalid SAML response received: Invalid user attributes: email: The attribute is required",
    ),
    ("auth0", "no-connection-enabled", "invalid_request", "the connection was not found"),
    ("auth0", "access-denied", "unauthorized", "Access denied by post-login action."),
]
# Vendor, cause, and what stands on the page after the password.
SHOWN = [
    ("entra", "login-account-locked", "AADSTS50057: UserDisabled."),
    ("entra", "login-new-password", "AADSTS50144: InvalidPasswordExpiredOnPremPassword."),
    ("entra", "hop-connector-offline", "AADSTS80002: OnPremisePasswordValidatorRequestTimedout."),
    (
        "entra",
        "callback-refused-after-the-login",
        "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs "
        "configured for the application.",
    ),
    ("ping", "callback-refused-after-the-login", "MSIS9224: Received invalid OAuth request."),
    ("google", "organization-restricts-the-application", "Access blocked: This app is blocked."),
    (
        "entra",
        "user-not-assigned",
        "AADSTS50105: Your administrator has configured the application wandb to block users "
        "unless they are specifically granted ('assigned') access to the application. The signed "
        "in user 'alice' is blocked because they are not a direct member of a group with access, "
        "nor had access directly assigned by an administrator.",
    ),
    ("ping", "access-denied", "You are not authorized to access this site."),
    ("ping", "access-denied", "The requested app was not found or you don't have access to it."),
]
# Vendor, cause, what the token endpoint answers with HTTP 400, and its description.
NO_TOKENS = [
    (
        "entra",
        "fresh-code-refused",
        "invalid_grant",
        "AADSTS54005: OAuth2 Authorization code was already redeemed.",
    ),
    (
        "entra",
        "code-only-for-browsers",
        "invalid_request",
        "AADSTS9002325: Proof Key for Code Exchange is required for cross-origin redemption.",
    ),
]


def worded(
    refused: Iterable[tuple[str, str, str, str]],
    shown: Iterable[tuple[str, str, str]],
    no_tokens: Iterable[tuple[str, str, str, str]],
) -> list[Misconfiguration]:
    """A setup for each row."""
    rows = [
        *(
            (on, cause, f"back with {error} {said}", refusing(error, said))
            for on, cause, error, said in refused
        ),
        *(
            (on, cause, f"a page with {said}", shown_after_password(PAGE.format(said)))
            for on, cause, said in shown
        ),
        *(
            (on, cause, f"no tokens: {error} {said}", token_error(error, said, 400))
            for on, cause, error, said in no_tokens
        ),
    ]
    return [
        Misconfiguration(f"{on}, {told}", cause, on, as_it_is, faults=faults)
        for on, cause, told, faults in rows
    ]


VENDOR_WORDS = worded(REFUSED, SHOWN, NO_TOKENS)
