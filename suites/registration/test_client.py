"""Whether the client is there, may do what the application asks, and keeps what it should."""

from suites.admin.client import Client
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import expect, expect_none, presuming

# What the scope email asks for (Core section 5.4).
EMAIL = ("email", "email_verified")


@check(
    "client/exists",
    spec=["rfc6749:2.2", "registration:3.2"],
    level=MUST,
    severity=HIGH,
    remedy="Set OIDC_CLIENT_ID to a client that the tenant of OIDC_ISSUER has, or register one.",
)
def test_the_client_is_registered(client: Client) -> None:
    """Whoever has no registration gets an error page in place of a login."""
    client.read()


@check(
    "client/enabled",
    spec=["rfc6749:2", "wandb"],
    level=MUST,
    severity=HIGH,
    remedy="Switch the client on: in Amazon Cognito set AllowedOAuthFlowsUserPoolClient to true, "
    "in Okta activate the application, in Keycloak switch Enabled on, in Entra ID let users sign "
    "in to the enterprise application.",
)
def test_the_client_is_switched_on(client: Client) -> None:
    """A client that is switched off is told so on a page, after everything else was set up well."""
    client.expect_on(*client.having("enabled"))


@check(
    "client/flow-possible",
    spec=["registration:2", "wandb"],
    level=MUST,
    severity=HIGH,
    remedy="Set OIDC_AUTH_METHOD to what the product can do: with Amazon Cognito, to pkce.",
)
def test_the_product_can_do_what_the_auth_method_asks(client: Client) -> None:
    """No setting of the client helps where the product lacks the flow."""
    client.flow()


@check(
    "client/flow-enabled",
    spec=["registration:2", "rfc6749:3.1.1"],
    level=MUST,
    severity=HIGH,
    remedy="Enable the flow of OIDC_AUTH_METHOD for the client: the authorization code grant for "
    "pkce, implicit (ID Token) for implicit (Keycloak: Standard flow, Implicit flow; Entra ID: ID "
    "tokens, under Authentication).",
)
def test_the_flow_of_the_auth_method_is_enabled(client: Client) -> None:
    """A flow that is not enabled ends every login with unauthorized_client or an error page."""
    with presuming():
        flow = client.flow()
    client.expect_on(*flow)


@check(
    "client/scopes",
    spec=["core:5.4", "core:3.1.2.1", "wandb"],
    level=MUST,
    severity=HIGH,
    remedy="Allow the client every scope that the application asks for: openid, profile, email "
    "(Keycloak: Client scopes).",
)
def test_the_scopes_of_the_application_are_allowed(client: Client) -> None:
    """One scope that is not allowed can end the whole request, or leave claims out silently."""
    scopes = client.setting("scopes")
    missing = set(client.target.profile.scopes) - set(scopes.value)
    wanted = " ".join(client.target.profile.scopes)
    expect(not missing, f"contains {wanted}", scopes.shown, where=client.where(scopes))


@check(
    "client/no-secret",
    spec=["rfc6749:2.1", "wandb"],
    level=MUST,
    severity=HIGH,
    needs="public-client",
    remedy="Register a client without a secret (Amazon Cognito cannot remove one), or give the "
    "application this one's secret (OIDC_CLIENT_SECRET, GORILLA_OIDC_SECRET).",
)
def test_a_public_client_has_no_secret(client: Client) -> None:
    """The token endpoint asks for a secret that the application does not send."""
    secret = client.setting("has_secret")
    expect(not secret.value, "no secret", "a secret", where=client.where(secret))


@check(
    "client/has-secret",
    spec=["rfc6749:2.3.1", "rfc6749:2.1"],
    level=MUST,
    severity=HIGH,
    needs="confidential-client",
    remedy="Remove the secret from the application's settings, or register a client with one "
    "(Keycloak: Client authentication; Entra ID: the platform Web, and Certificates & secrets).",
)
def test_a_confidential_client_has_a_secret(client: Client) -> None:
    """A secret that the provider does not expect ends the login at the token endpoint."""
    secret = client.setting("has_secret")
    expect(secret.value, "a secret", "no secret", where=client.where(secret))


@check(
    "client/identity-provider",
    spec=["core:3.1.2.3", "cognito"],
    level=MUST,
    severity=HIGH,
    remedy="Enable an identity provider for the client; in Amazon Cognito, add COGNITO to "
    "SupportedIdentityProviders.",
)
def test_users_of_an_identity_provider_can_log_in(client: Client) -> None:
    """Without one the login page has nothing to log in with."""
    providers = client.setting("identity_providers")
    expect(bool(providers.value), "at least one", "none", where=client.where(providers))


@check(
    "client/readable-claims",
    spec=["core:5.4", "core:5.1", "cognito"],
    level=MUST,
    severity=HIGH,
    remedy="Let the client read email and email_verified (Amazon Cognito: ReadAttributes).",
)
def test_the_client_may_read_the_claims_of_its_scopes(client: Client) -> None:
    """Without the e-mail address the application knows nobody; Amazon Cognito gives no token."""
    readable = client.setting("readable_claims")
    wanted = EMAIL if "email" in client.target.profile.scopes else ()
    missing = [name for name in wanted if readable.value and name not in readable.value]
    expect_none(missing, where=f"claims missing in {client.where(readable)}")


@check(
    "client/token-revocation",
    spec=["rfc7009:2", "rfc9700:4.14.2"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Let the client revoke tokens (Amazon Cognito: EnableTokenRevocation).",
)
def test_tokens_of_the_client_can_be_revoked(client: Client) -> None:
    """A refresh token that leaked, or that a logout leaves behind, is good for its whole life."""
    client.expect_on(client.setting("token_revocation"))


@check(
    "client/user-existence",
    spec="wstg:4.3.4",
    level=SHOULD,
    severity=LOW,
    remedy="Hide which users exist (Amazon Cognito: PreventUserExistenceErrors=ENABLED).",
)
def test_errors_do_not_tell_which_users_exist(client: Client) -> None:
    """Whoever can tell users from strangers knows whose passwords to try."""
    client.expect_on(client.setting("hides_users"))
