"""What an identity provider may claim: the words for `needs` of the checks of `saml`."""

from collections.abc import Callable

from suites.checks.suite import Feature
from suites.idp.metadata import IdpMetadata
from suites.idp.names import POST, REDIRECT
from suites.idp.provider import SERVICE, IdentityProvider


def told_in_metadata(
    holds: Callable[[IdpMetadata], bool], why_not: str
) -> Feature[IdentityProvider]:
    """What the metadata say."""
    return Feature(lambda idp: holds(idp.metadata()), lambda idp: why_not)


FEATURES: dict[str, Feature[IdentityProvider]] = {
    "redirect": told_in_metadata(
        lambda told: bool(told.location(SERVICE, REDIRECT)),
        "The metadata have no SingleSignOnService by HTTP-Redirect",
    ),
    "post": told_in_metadata(
        lambda told: bool(told.location(SERVICE, POST)),
        "The metadata have no SingleSignOnService by HTTP-POST",
    ),
    "signed-requests": told_in_metadata(
        lambda told: told.wants_signed,
        "The metadata do not say WantAuthnRequestsSigned",
    ),
    "logout": told_in_metadata(
        lambda told: bool(told.location("SingleLogoutService", REDIRECT)),
        "The metadata have no SingleLogoutService by HTTP-Redirect",
    ),
    "key": Feature(
        lambda idp: idp.target.key is not None,
        lambda idp: "The service provider has no key to sign with (SAML_SP_KEY_FILE)",
    ),
}
