"""Whether the registration is of the kind that the application is, where products ask for that."""

from suites.admin.client import Client
from suites.admin.comparing import expect_registered
from suites.admin.matching import BY_BYTES
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import NotApplicable


@check(
    "client/callback-platform",
    spec=["rfc6749:2.1", "entra"],
    level=MUST,
    severity=HIGH,
    remedy="Register the callback for the kind of application that it is: in Entra ID under the "
    "platform Web, and give the application a secret (GORILLA_OIDC_SECRET). Codes of the platform "
    "Single-page application are for browsers alone (AADSTS9002327); it is right only for an "
    "application that redeems them there.",
)
def test_the_callback_is_registered_for_an_application_of_its_kind(client: Client) -> None:
    """A code that was sent to the wrong kind of callback is refused when a server redeems it."""
    platform = client.having("callback_platform")
    if client.target.auth_method != "pkce":
        raise NotApplicable("The application gets no code.")
    client.expect_on(platform)


@check(
    "client/audience",
    spec=["discovery:4.3", "entra"],
    level=MUST,
    severity=HIGH,
    remedy="Let the application in for the accounts of OIDC_ISSUER (Entra ID: Supported account "
    "types), or set OIDC_ISSUER to the tenant that it is registered for.",
)
def test_the_client_is_for_the_accounts_of_the_issuer(client: Client) -> None:
    """The provider shows an error where the address and the registration mean other accounts."""
    client.expect_on(client.setting("audience"))


@check(
    "client/secret-in-time",
    spec=["registration:3.2", "entra"],
    level=MUST,
    severity=HIGH,
    needs="confidential-client",
    remedy="Make a new secret, and give it to the application before the old one ends.",
)
def test_a_secret_of_the_client_has_not_expired(client: Client) -> None:
    """On the day when the last secret ends nobody can log in any more."""
    client.expect_on(client.setting("secret_in_time"))


@check(
    "client/email-claim",
    spec=["core:5.4", "core:5.5.1", "entra"],
    level=MUST,
    severity=HIGH,
    remedy="Use the issuer of version 2.0, whose tokens have email for its scope, or add the "
    "optional claim email to the ID Token (Entra ID: Token configuration).",
)
def test_id_tokens_of_the_client_have_the_email_address(client: Client) -> None:
    """Without the e-mail address the application knows nobody."""
    claim = client.having("email_claim")
    if "email" not in client.target.profile.id_token_claims:
        raise NotApplicable("The application does not read it from the ID Token.")
    client.expect_on(claim)


@check(
    "client/frontchannel-logout",
    spec=["frontchannel:2", "wandb"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Register the front-channel logout URL of the application: HOST/logout at Entra ID.",
)
def test_the_front_channel_logout_url_of_the_application_is_registered(client: Client) -> None:
    """Users who log out elsewhere stay logged in here."""
    setting = client.setting("frontchannel_logout")
    target = client.target
    documented = target.profile.vendors.get(target.vendor)
    if documented is None or not documented.frontchannel_logout:
        raise NotApplicable("The application's documentation names no URL for this product.")
    wanted = documented.frontchannel_logout.replace("HOST", target.host)
    found = [setting.value] if setting.value else []
    expect_registered(wanted, found, BY_BYTES, where=client.where(setting))
