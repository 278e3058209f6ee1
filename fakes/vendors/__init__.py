"""The products that the fakes imitate, and two that are nobody's: each a package here.

Its class `Vendor` is a `Provider` with its own seams. If it is a product's, `vendor.toml` says what
is known of that. A vendor imports no other.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

from fakes.engine.provider import Provider
from fakes.vendors.product import Deviation, Product, ProductError, read_products

__all__ = [
    "Deviation",
    "Product",
    "ProductError",
    "deviations",
    "products",
    "vendor_names",
    "vendors",
]

HERE = Path(__file__).parent


@cache
def vendor_names() -> tuple[str, ...]:
    """The name of every vendor: of each package in this folder."""
    return tuple(sorted(path.parent.name for path in HERE.glob("*/__init__.py")))


@cache
def vendors() -> dict[str, type[Provider]]:
    """Every vendor by name: the class called `Vendor` of each package."""
    return {name: import_module(f"{__name__}.{name}").Vendor for name in vendor_names()}


@cache
def products() -> dict[str, Product]:
    """What is known of every product by name, in the order in which one is recognised.

    Raises ProductError, which names file and key, if a `vendor.toml` is malformed.
    """
    return read_products(HERE)


def deviations(vendor: str) -> tuple[Deviation, ...]:
    """The documented deviations of `vendor`; none if it is no product."""
    return products()[vendor].deviations if vendor in products() else ()
