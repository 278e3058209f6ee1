"""A real provider, or a real application, on loopback for a person, until Ctrl-C."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from suites.real.applications.flask_authlib import FLASK_AUTHLIB
from suites.real.applications.mod_auth_openidc import MOD_AUTH_OPENIDC
from suites.real.applications.oauth2_proxy import OAUTH2_PROXY
from suites.real.applications.product import RealApplication, real_application
from suites.real.applications.spring_client import SPRING_CLIENT
from suites.real.brokering import BROKERING
from suites.real.dex import DEX
from suites.real.django_toolkit import DJANGO
from suites.real.hydra import HYDRA
from suites.real.keycloak import KEYCLOAK
from suites.real.oidc_provider import OIDC_PROVIDER
from suites.real.provider import ProviderError, RealProvider, real_provider
from suites.real.saml.keycloak import KEYCLOAK as KEYCLOAK_SAML
from suites.real.saml.product import RealSaml, real_saml
from suites.real.saml.simplesamlphp import SIMPLESAMLPHP
from suites.real.spring import SPRING

PRODUCTS = {
    product.name: product
    for product in (OIDC_PROVIDER, DJANGO, KEYCLOAK, BROKERING, HYDRA, DEX, SPRING)
}
APPLICATIONS = {
    product.name: product
    for product in (OAUTH2_PROXY, FLASK_AUTHLIB, MOD_AUTH_OPENIDC, SPRING_CLIENT)
}
OF_SAML = {product.name: product for product in (SIMPLESAMLPHP, KEYCLOAK_SAML)}
Running = RealProvider | RealApplication | RealSaml
OF_A_PROVIDER: tuple[str, ...] = ("implicit", "pkce")


def parse_arguments() -> argparse.Namespace:
    """The command line of `python -m suites.real`."""
    parser = argparse.ArgumentParser(prog="python -m suites.real", description=__doc__)
    parser.add_argument(
        "product", nargs="?", choices=[*PRODUCTS, *APPLICATIONS, *OF_SAML],
        default=OIDC_PROVIDER.name, help="default: %(default)s",
    )  # fmt: skip
    parser.add_argument("--port", type=int, default=0, help="the port; default: a free one")
    parser.add_argument("--tls", action="store_true", help="https with a throw-away certificate")
    parser.add_argument(
        "--auth-method",
        choices=["implicit", "pkce", "hybrid"],
        default="pkce",
        help="default: pkce",
    )
    for name, product, words in OPTIONS:
        parser.add_argument(name, action="store_true", help=f"{words} ({product.name} only)")
    arguments = parser.parse_args()
    for name, product, _ in OPTIONS:
        if asked_for(arguments, name) and product.name != arguments.product:
            parser.error(f"{name}: {arguments.product} has no such option")
    if arguments.product not in PRODUCTS and arguments.tls:
        parser.error(f"--tls: {arguments.product} has no such option")
    known = OF_A_PROVIDER
    if arguments.product in OF_SAML:
        # It has no such method: what is there by default counts for nothing.
        known = (parser.get_default("auth_method"),)
    if arguments.product in APPLICATIONS:
        known = APPLICATIONS[arguments.product].auth_methods
    if arguments.auth_method not in known:
        parser.error(f"--auth-method: {arguments.product} knows {', '.join(known)}")
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
            "# then, with these in a second terminal: pytest suites/oidc",
            "# or, with its second client and user too:",
            f"#   pytest suites/oidc --targets {file} --target {auth_method}",
            "# Ctrl-C ends it",
        ]
    )


def describe_other(one: RealApplication | RealSaml, suite: str) -> str:
    """What a person pastes into another shell to judge what is no OpenID Provider."""
    variables = one.environment()
    exports = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    return "\n".join(
        [*exports, f"# then, with these in a second terminal: pytest {suite}", "# Ctrl-C ends it"]
    )


@contextmanager
def started(arguments: argparse.Namespace) -> Iterator[tuple[Running, str]]:
    """What was asked for, running, and what to tell about it. Raises ProviderError."""
    method, port = arguments.auth_method, arguments.port
    if arguments.product in APPLICATIONS:
        asked = APPLICATIONS[arguments.product]
        with real_application(asked, method, port=port) as application:
            yield application, describe_other(application, "suites/rp")
        return
    if arguments.product in OF_SAML:
        with real_saml(OF_SAML[arguments.product], port=port) as idp:
            yield idp, describe_other(idp, "suites/saml")
        return
    options = [name for name, *_ in OPTIONS if asked_for(arguments, name)]
    product = PRODUCTS[arguments.product]
    with real_provider(product, *options, tls=arguments.tls, port=port) as provider:
        yield provider, describe(provider, method)


def main() -> int:
    """Serve until Ctrl-C; 4 when it cannot run here."""
    try:
        with started(parse_arguments()) as (running, told):
            print(told, flush=True)
            with suppress(KeyboardInterrupt):
                return running.process.wait()
    except ProviderError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
