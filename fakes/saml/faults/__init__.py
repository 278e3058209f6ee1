"""Wrong SAML identity providers: each overrides one seam and names the checks that catch it."""

from functools import cache
from pathlib import Path

from fakes.faults import Fault, faults_below

HERE = Path(__file__).parent


@cache
def saml_faults() -> dict[str, Fault]:
    """Every fault of the provider, by name. Raises ValueError if two have the same name."""
    return faults_below(HERE, __name__, "[a-z]*.py")
