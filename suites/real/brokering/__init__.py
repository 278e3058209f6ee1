"""Keycloak whose user is known to SimpleSAMLphp, a SAML identity provider behind it."""

import sys

from suites.real.keycloak import KEYCLOAK, install
from suites.real.provider import ROOT, Product
from suites.real.saml.simplesamlphp import where_installed


def command() -> list[str]:
    """What runs both, installed first. Raises ProviderError."""
    return [sys.executable, "-m", "suites.real.brokering", str(install()), *where_installed()]


BROKERING = Product(
    name="keycloak-brokering",
    title="Keycloak with SimpleSAMLphp behind it",
    folder=ROOT,
    command=command,
    implicit_client_id=KEYCLOAK.implicit_client_id,
    listener="",
    start_seconds=500.0,
    tls_alone=True,
)
