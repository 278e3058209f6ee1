"""The variables of single sign-on, as far as they tell by themselves whether they are right."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST
from suites.services.deployment import Deployment
from suites.services.forms import issuer_of_a_pool
from suites.services.identity import expect_method_of
from suites.verdicts.expect import Mismatch


@check(
    "setting/oidc-issuer",
    spec="wandb-server:Open ID Connect",
    level=MUST,
    severity=CRITICAL,
    needs="oidc",
    remedy="Write the issuer of the discovery document, without /.well-known/….",
)
def test_oidc_issuer_is_an_issuer(deployment: Deployment) -> None:
    """The server finds no discovery document, and nobody can sign in."""
    deployment.expect_form("OIDC_ISSUER", issuer_of_a_pool)


@check(
    "setting/oidc-client",
    spec="wandb-server:Open ID Connect",
    level=MUST,
    severity=CRITICAL,
    remedy="Set OIDC_ISSUER and OIDC_CLIENT_ID together, or neither.",
)
def test_issuer_and_client_id_are_set_together(deployment: Deployment) -> None:
    """With one of them alone there is no single sign-on."""
    pair = ("OIDC_ISSUER", "OIDC_CLIENT_ID")
    for name, other in (pair, pair[::-1]):
        if deployment.has(other) and not deployment.has(name):
            raise Mismatch(f"write {name}", f"not set, although {other} is", name)


@check(
    "setting/oidc-method",
    spec="wandb-server:Setting up with AWS Cognito",
    level=MUST,
    severity=HIGH,
    needs="oidc",
    remedy="Write implicit or pkce in OIDC_AUTH_METHOD; Cognito takes pkce alone.",
)
def test_oidc_auth_method_is_one_that_the_provider_has(deployment: Deployment) -> None:
    """Every login ends with an error of the provider."""
    expect_method_of(deployment)
