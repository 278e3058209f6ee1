"""What an administrator enters at the provider for the application, in the product's own words."""

from collections.abc import Mapping

from fakes.relying_party.party import METHODS
from fakes.vendors import products
from suites.targets.target import Target

# How it is called where no product is known.
USUAL = {
    "callback": "redirect URI",
    "logout": "post-logout redirect URI",
    "scopes": "scopes",
    "pkce": "authorization code grant, with PKCE (S256)",
    "implicit": "implicit grant: ID Token by form_post",
    "public": "public: no secret",
    "confidential": "confidential: with a secret",
}


def console_of(target: Target) -> Mapping[str, str]:
    """The words of the product's console, those of the standards where they are not known."""
    known = products()
    return USUAL | (dict(known[target.vendor].console) if target.vendor in known else {})


def to_enter(target: Target) -> dict[str, str]:
    """The fields of the console with what belongs into each."""
    words = console_of(target)
    rows = {words["callback"]: target.redirect_uri}
    logouts = logout_urls(target)
    if logouts:
        rows[words["logout"]] = logouts
    response = METHODS[target.auth_method]
    asked = ", ".join(f"{name}={value}" for name, value in response.items())
    rows["flow"] = f"{words[target.auth_method]} ({asked})"
    rows[words["scopes"]] = " ".join(target.profile.scopes)
    rows["kind of client"] = words["confidential" if has_secret(target) else "public"]
    claims = ", ".join(target.profile.id_token_claims)
    if claims:
        rows["ID Token"] = f"has to have {claims}"
    return rows


def logout_urls(target: Target) -> str:
    """Where the application takes its users after logout, as documented for the product."""
    advice = target.profile.vendors.get(target.vendor)
    documented = advice and (advice.logout or advice.frontchannel_logout)
    if documented:
        return documented.replace("HOST", target.host)
    return " or ".join(target.post_logout_redirect_uris)


def has_secret(target: Target) -> bool:
    """Whether the client is confidential, be its secret at hand or not."""
    return bool(target.client_secret) or "client_secret" in target.unset
