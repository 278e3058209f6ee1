"""The variables of single sign-on, as far as they tell by themselves whether they are right."""

import re
from urllib.parse import urlsplit

from fakes.settings.rules import issuer_url
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST
from suites.services.deployment import Deployment
from suites.verdicts.expect import Mismatch

COGNITO = re.compile(r"(issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")
COGNITO_DOMAIN = re.compile(r"[a-z0-9-]+\.auth\.(?P<region>[a-z0-9-]+)\.amazoncognito\.com")
METHODS = ("implicit", "pkce")


def issuer_of_a_pool(text: str) -> str:
    """What OIDC_ISSUER says; the domain of a user pool's pages is none. Raises ValueError."""
    issuer_url(text)
    domain = COGNITO_DOMAIN.fullmatch(urlsplit(text).hostname or "")
    if domain:
        right = f"https://cognito-idp.{domain['region']}.amazonaws.com/USER_POOL_ID"
        raise ValueError(f"is the domain of Cognito's pages, and no issuer; write {right!r}")
    return text


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
    name = "OIDC_AUTH_METHOD"
    method = deployment.text(name)
    known = method in ("", *METHODS)
    deployment.expect_written(name, known, deployment.shown(name), "'pkce' or 'implicit'")
    issuer = deployment.formed("OIDC_ISSUER", issuer_of_a_pool)
    right = not COGNITO.fullmatch(urlsplit(issuer).hostname or "") or method == "pkce"
    read = f"{deployment.shown(name)}, with an issuer of Cognito"
    deployment.expect_written(name, right, read, "'pkce'")
