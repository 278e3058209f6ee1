"""Keycloak as a SAML identity provider: how its process is started."""

import sys

from suites.real.keycloak import install
from suites.real.saml.product import SamlProduct


def command() -> list[str]:
    """What runs the identity provider, installed first. Raises ProviderError."""
    return [sys.executable, "-m", "suites.real.saml.keycloak", str(install())]


KEYCLOAK = SamlProduct(
    name="keycloak-saml",
    title="Keycloak as a SAML identity provider",
    command=command,
    start_seconds=450.0,
)
