"""The identity provider that the variables name: whether the server will find it, and be known."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, MUST
from suites.services.deployment import Deployment
from suites.services.identity import discovery_document, expect_login_page, signing_in


@check(
    "identity/discovery",
    spec=["wandb-server:Open ID Connect", "discovery:4.3"],
    level=MUST,
    severity=CRITICAL,
    needs="oidc",
    remedy="Write the issuer as the provider's discovery document names it.",
)
def test_the_identity_provider_is_at_its_issuer(deployment: Deployment) -> None:
    """The server finds no identity provider, or takes no token of it, and nobody can sign in."""
    discovery_document(deployment)


@check(
    "identity/client",
    spec=["wandb-server:Open ID Connect", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    needs=["oidc", "host"],
    remedy="Register the client with the callback HOST/oidc/callback and the flow of "
    "OIDC_AUTH_METHOD; `pytest suites/oidc` with these variables tells what is wrong.",
)
def test_the_identity_provider_knows_the_server(deployment: Deployment) -> None:
    """Whoever wants to sign in ends on an error page of the identity provider."""
    names = ("OIDC_CLIENT_ID", "HOST", "OIDC_AUTH_METHOD")
    expect_login_page(deployment, signing_in(deployment), f"a sign-in by {', '.join(names)}")
