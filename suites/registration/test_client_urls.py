"""Where the client may be led: its callbacks, and where users go after logout."""

from urllib.parse import urlsplit

from fakes.wire.loopback import is_loopback
from suites.admin.client import Client
from suites.admin.comparing import expect_registered
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import NotApplicable, expect_none


@check(
    "client/callback-registered",
    spec=["core:3.1.2.1", "rfc9700:2.1", "wandb"],
    level=MUST,
    severity=HIGH,
    remedy="Register HOST/oidc/callback as it is: scheme, host, port, path, case, and no slash at "
    "its end.",
)
def test_the_callback_of_the_application_is_registered_exactly(client: Client) -> None:
    """The provider compares strings: one byte more, and there is an error page and no login."""
    callbacks = client.setting("redirect_uris")
    matching = client.registered().matching
    where = client.where(callbacks)
    expect_registered(client.target.redirect_uri, callbacks.value, matching, where=where)


@check(
    "client/callback-exact",
    spec=["rfc9700:2.1", "rfc9700:4.1.3"],
    level=MUST,
    severity=CRITICAL,
    remedy="Replace every callback that has a wildcard by the addresses that are really used.",
)
def test_no_callback_has_a_wildcard(client: Client) -> None:
    """Whoever gets one page below a wildcard gets the codes and tokens of the users."""
    callbacks = client.setting("redirect_uris")
    wild = [one for one in callbacks.value if client.registered().matching.is_wildcard(one)]
    expect_none(wild, where=f"wildcards in {client.where(callbacks)}")


@check(
    "client/callback-https",
    spec="rfc9700:2.6",
    level=MUST,
    severity=HIGH,
    remedy="Remove callbacks with http, but for those of this machine (localhost).",
)
def test_no_callback_is_plain_http(client: Client) -> None:
    """Codes and tokens that travel unencrypted are everybody's on the way."""
    callbacks = client.setting("redirect_uris")
    plain = [one for one in callbacks.value if is_plain_http(one)]
    expect_none(plain, where=f"plain http in {client.where(callbacks)}")


def is_plain_http(url: str) -> bool:
    """Whether `url` is http to another machine than the user's own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


@check(
    "client/logout-registered",
    spec=["rp-logout:3", "wandb"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Register the logout URL of the application: HOST at Amazon Cognito, HOST/logout at "
    "Okta.",
)
def test_the_logout_url_of_the_application_is_registered(client: Client) -> None:
    """Without it users end on an error page of the provider when they log out."""
    registered = client.setting("post_logout_redirect_uris")
    matching = client.registered().matching
    where = client.where(registered)
    expect_registered(logout_url(client), registered.value, matching, where=where)


def logout_url(client: Client) -> str:
    """Where the application's documentation wants users to go from this product, in its words.

    Where it says nothing of the product, any of the application's own will do.
    """
    target = client.target
    documented = target.profile.vendors.get(target.vendor)
    if documented is None:
        own = target.post_logout_redirect_uris
        lets_in = client.registered().matching.lets_in
        registered = client.setting("post_logout_redirect_uris").value
        return next((url for url in own if any(lets_in(one, url) for one in registered)), own[0])
    if not documented.logout:
        raise NotApplicable("The application's documentation names no logout URL for this product.")
    return documented.logout.replace("HOST", target.host)
