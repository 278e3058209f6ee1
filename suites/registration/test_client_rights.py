"""Whether users and tokens of the client are what the application can work with."""

from suites.admin.client import Client
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import expect


@check(
    "client/assigned",
    spec=["rfc6749:4.1.2.1", "okta"],
    level=MUST,
    severity=HIGH,
    remedy="Assign the users to the application, best by a group (Okta: Assignments, which the "
    "guide of W&B Server lets one skip; Entra ID: Users and groups of the enterprise application).",
)
def test_somebody_is_assigned_to_the_client(client: Client) -> None:
    """Users who are not assigned end with access_denied after a correct password."""
    client.expect_on(client.setting("assigned"))


@check(
    "client/access-policy",
    spec=["rfc6749:4.1.2.1", "okta"],
    level=MUST,
    severity=HIGH,
    remedy="Add an access policy for the client to the authorization server, with a rule for the "
    "grant type that OIDC_AUTH_METHOD uses.",
)
def test_an_access_policy_lets_the_client_have_tokens(client: Client) -> None:
    """An authorization server without a policy for the client denies every login."""
    client.expect_on(client.setting("access_policy"))


@check(
    "client/issuer",
    spec=["discovery:4.3", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Make OIDC_ISSUER and the issuer that the provider is set to use the same URL (Okta: "
    "issuer_mode, by the org's URL or by its custom domain).",
)
def test_the_issuer_of_the_tokens_is_the_one_that_is_configured(client: Client) -> None:
    """The application refuses every token that names another issuer than the one it knows."""
    client.expect_on(client.setting("issuer"))


@check(
    "client/application-type",
    spec=["rfc6749:2.1", "wandb"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Register the application anew with the type that fits: single-page (Okta: browser) "
    "without a secret, a web application with one.",
)
def test_the_application_type_fits_the_secret(client: Client) -> None:
    """The type decides whether a secret is asked for, and it cannot be changed later."""
    client.expect_on(client.setting("application_type"))


@check(
    "client/pkce-required",
    spec=["rfc9700:2.1.1", "rfc7636:4.4.1"],
    level=SHOULD,
    severity=MEDIUM,
    needs="public-client",
    remedy="Require PKCE of the client (Okta: pkce_required, Keycloak: the PKCE method S256).",
)
def test_a_public_client_has_to_use_pkce(client: Client) -> None:
    """Whoever steals a code can use it where nothing ties it to the browser that asked for it."""
    client.expect_on(client.setting("pkce_required"))


@check(
    "client/bearer-tokens",
    spec=["rfc9449:5.2", "rfc6750:1.2"],
    level=MUST,
    severity=HIGH,
    remedy="Switch off that tokens are bound to a key of the client (Okta: "
    "dpop_bound_access_tokens, Auth0: require_proof_of_possession, Keycloak: Require DPoP bound "
    "tokens).",
)
def test_the_client_gets_tokens_without_a_proof_of_possession(client: Client) -> None:
    """The application sends no proofs, so the token endpoint refuses it; Okta forbids implicit."""
    client.expect_on(client.setting("bearer_tokens"))


@check(
    "client/plain-requests",
    spec=["rfc9126:6", "core:3.1.2.1"],
    level=MUST,
    severity=HIGH,
    remedy="Switch off that the client must push its authorization requests (Auth0: "
    "require_pushed_authorization_requests, Keycloak: Pushed authorization request required).",
)
def test_the_client_may_send_plain_authorization_requests(client: Client) -> None:
    """The application pushes no requests, so none of its logins would begin."""
    client.expect_on(client.setting("plain_requests"))


@check(
    "client/id-token-algorithm",
    spec=["core:10.1", "core:3.1.3.7", "registration:2"],
    level=MUST,
    severity=HIGH,
    remedy="Sign the ID Tokens of the client with RS256 (Auth0: jwt_configuration.alg, "
    "Keycloak: ID token signature algorithm).",
)
def test_id_tokens_of_the_client_are_signed_with_a_published_key(client: Client) -> None:
    """With a shared secret, or none, the application cannot tell who made an ID Token."""
    algorithm = client.setting("id_token_algorithm")
    asymmetric = algorithm.value != "none" and not algorithm.value.startswith("HS")
    expect(asymmetric, "RS256", algorithm.value, where=client.where(algorithm))


@check(
    "client/conformant",
    spec=["core:2", "auth0"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Switch on that the client keeps to OpenID Connect (Auth0: oidc_conformant).",
)
def test_the_client_keeps_to_openid_connect(client: Client) -> None:
    """A client of the old kind gets other claims and errors than the specifications say."""
    client.expect_on(client.setting("conformant"))
