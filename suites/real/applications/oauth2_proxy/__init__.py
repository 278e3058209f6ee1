"""oauth2-proxy, a Go module: how it is built and its process is started.

In: Go on PATH, the Go module proxy for the first start.
"""

import sys
from pathlib import Path

from suites.real.applications.product import ApplicationProduct
from suites.real.installing import build_go

HERE = Path(__file__).parent


def command() -> list[str]:
    """What runs the application, built first. Raises ProviderError."""
    program = build_go("oauth2-proxy", "github.com/oauth2-proxy/oauth2-proxy/v7", HERE)
    return [sys.executable, "-m", "suites.real.applications.oauth2_proxy", str(program)]


OAUTH2_PROXY = ApplicationProduct(
    name="oauth2-proxy",
    title="oauth2-proxy",
    command=command,
    login="/oauth2/start",
    callback="/oauth2/callback",
    whoami="/oauth2/userinfo",
    logout="/oauth2/sign_out",
)
