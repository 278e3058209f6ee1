"""Ory Hydra (OpenID Certified), a Go module: how it is built and its process is started.

In: Go and a C compiler (for SQLite) on PATH, the Go module proxy for the first start.
"""

import sys
from pathlib import Path

from suites.real.installing import build_go
from suites.real.provider import ROOT, Product

HERE = Path(__file__).parent


def command() -> list[str]:
    """What runs the provider, built first. Raises ProviderError."""
    program = build_go("hydra", "github.com/ory/hydra/v2", HERE, cgo=True, tags="sqlite")
    return [sys.executable, "-m", "suites.real.hydra", str(program)]


HYDRA = Product(
    name="hydra", title="Ory Hydra", folder=ROOT, command=command, listener="", start_seconds=120.0
)
