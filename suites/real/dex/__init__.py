"""Dex, a Go module: how it is built and its process is started.

In: Go on PATH, the Go module proxy for the first start, PyPI's bcrypt.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

from suites.real.installing import build_go
from suites.real.provider import ROOT, Product, ProviderError

HERE = Path(__file__).parent


def command() -> list[str]:
    """What runs the provider, built first. Raises ProviderError."""
    if find_spec("bcrypt") is None:
        raise ProviderError("bcrypt is not installed: `pip install bcrypt`")
    program = build_go("dex", "github.com/dexidp/dex/cmd/dex", HERE)
    return [sys.executable, "-m", "suites.real.dex", str(program)]


DEX = Product(
    name="dex", title="Dex", folder=ROOT, command=command, listener="", start_seconds=120.0
)
