"""`python -m suites.real`: a certified provider on loopback for a person, until Ctrl-C."""

from __future__ import annotations

import argparse
import shlex
import sys
from contextlib import suppress

from suites.real.provider import ProviderError, RealProvider, real_provider


def parse_arguments() -> argparse.Namespace:
    """The command line of `python -m suites.real`."""
    parser = argparse.ArgumentParser(prog="python -m suites.real", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="the port; default: a free one")
    parser.add_argument("--tls", action="store_true", help="https with a throw-away certificate")
    parser.add_argument(
        "--javascript-login", action="store_true", help="the login form needs JavaScript"
    )
    parser.add_argument(
        "--auth-method", choices=["implicit", "pkce"], default="pkce", help="default: pkce"
    )
    return parser.parse_args()


def describe(provider: RealProvider, auth_method: str) -> str:
    """What a person pastes into another shell to judge this provider."""
    variables = provider.environment(auth_method)
    exports = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    return "\n".join(
        [*exports, "# then, in the same shell: pytest suites/oidc", "# Ctrl-C ends it"]
    )


def main() -> int:
    """Serve until Ctrl-C; 4 when the provider cannot run here."""
    arguments = parse_arguments()
    try:
        with real_provider(
            tls=arguments.tls, javascript_login=arguments.javascript_login, port=arguments.port
        ) as provider:
            print(describe(provider, arguments.auth_method), flush=True)
            with suppress(KeyboardInterrupt):
                return provider.process.wait()
    except ProviderError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
