"""Logins that fail for an ordinary reason, each told by the code or the words of its product."""

from suites.harness.given.misconfigurations.login import shown_after_password
from suites.harness.given.misconfigurations.newcomers import as_it_is, refusing
from suites.harness.given.misconfigurations.ways import Misconfiguration

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
]
# Vendor, cause, and what stands on the page after the password.
SHOWN = [
    ("entra", "login-account-locked", "AADSTS50057: UserDisabled."),
    ("entra", "login-new-password", "AADSTS50144: InvalidPasswordExpiredOnPremPassword."),
    ("entra", "hop-connector-offline", "AADSTS80002: OnPremisePasswordValidatorRequestTimedout."),
]
VENDOR_WORDS = [
    *(
        Misconfiguration(
            f"{on}, back with {said}", cause, on, as_it_is, faults=refusing(error, said)
        )
        for on, cause, error, said in REFUSED
    ),
    *(
        Misconfiguration(
            f"{on}, a page with {said}",
            cause,
            on,
            as_it_is,
            faults=shown_after_password(f"<title>Sign in</title><p>{said}</p>"),
        )
        for on, cause, said in SHOWN
    ),
]
