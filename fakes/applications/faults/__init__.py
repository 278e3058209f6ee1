"""Weaknesses of the W&B-like application: each overrides one seam and names who catches it."""

from functools import cache
from pathlib import Path

from fakes.faults import Fault, faults_below

HERE = Path(__file__).parent


@cache
def application_faults() -> dict[str, Fault]:
    """Every fault of the application, by name. Raises ValueError if two have the same name."""
    return faults_below(HERE, __name__, "[a-z]*.py")
