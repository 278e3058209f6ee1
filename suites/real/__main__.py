"""A real provider on loopback for a person, until Ctrl-C."""

from __future__ import annotations

import argparse
import shlex
import sys
from contextlib import suppress

from suites.real.dex import DEX
from suites.real.django_toolkit import DJANGO
from suites.real.hydra import HYDRA
from suites.real.keycloak import KEYCLOAK
from suites.real.oidc_provider import OIDC_PROVIDER
from suites.real.provider import ProviderError, RealProvider, real_provider
from suites.real.spring import SPRING

PRODUCTS = {
    product.name: product for product in (OIDC_PROVIDER, DJANGO, KEYCLOAK, HYDRA, DEX, SPRING)
}


def parse_arguments() -> argparse.Namespace:
    """The command line of `python -m suites.real`."""
    parser = argparse.ArgumentParser(prog="python -m suites.real", description=__doc__)
    parser.add_argument(
        "provider", nargs="?", choices=PRODUCTS, default=OIDC_PROVIDER.name,
        help="default: %(default)s",
    )  # fmt: skip
    parser.add_argument("--port", type=int, default=0, help="the port; default: a free one")
    parser.add_argument("--tls", action="store_true", help="https with a throw-away certificate")
    parser.add_argument(
        "--auth-method", choices=["implicit", "pkce"], default="pkce", help="default: pkce"
    )
    for name, product, words in OPTIONS:
        parser.add_argument(name, action="store_true", help=f"{words} ({product.name} only)")
    arguments = parser.parse_args()
    for name, product, _ in OPTIONS:
        if asked_for(arguments, name) and product.name != arguments.provider:
            parser.error(f"{name}: {arguments.provider} has no such option")
    return arguments


OPTIONS = (
    ("--javascript-login", OIDC_PROVIDER, "the login form needs JavaScript"),
    ("--hardened", DJANGO, "with everything that the toolkit leaves to the administrator"),
)


def asked_for(arguments: argparse.Namespace, option: str) -> bool:
    """Whether an option of one provider's own program was given."""
    given: bool = getattr(arguments, option.removeprefix("--").replace("-", "_"))
    return given


def describe(provider: RealProvider, auth_method: str) -> str:
    """What a person pastes into another shell to judge this provider."""
    variables = provider.environment(auth_method) | provider.secrets
    exports = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    file = shlex.quote(str(provider.write_targets()))
    return "\n".join(
        [
            *exports,
            "# then, in the same shell: pytest suites/oidc",
            "# or, with its second client and user too:",
            f"#   pytest suites/oidc --targets {file} --target {auth_method}",
            "# Ctrl-C ends it",
        ]
    )


def main() -> int:
    """Serve until Ctrl-C; 4 when the provider cannot run here."""
    arguments = parse_arguments()
    options = [name for name, *_ in OPTIONS if asked_for(arguments, name)]
    product = PRODUCTS[arguments.provider]
    try:
        with real_provider(product, *options, tls=arguments.tls, port=arguments.port) as provider:
            print(describe(provider, arguments.auth_method), flush=True)
            with suppress(KeyboardInterrupt):
                return provider.process.wait()
    except ProviderError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
