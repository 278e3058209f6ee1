"""npm's oidc-provider (OpenID Certified): how it is installed and its process is started."""

from pathlib import Path

from suites.real.node import find_node, install_package
from suites.real.provider import Product

HERE = Path(__file__).parent


def command() -> list[str]:
    """What runs the provider, installed first. Raises ProviderError."""
    node = find_node()
    install_package(HERE, "oidc-provider")
    return [node, "server.mjs"]


OIDC_PROVIDER = Product(name="oidc-provider", title="oidc-provider", folder=HERE, command=command)
