"""Which product a provider is, told by its issuer, or by what only its discovery document has.

What fits is data: `fakes/vendors/*/vendor.toml`. The issuer goes before the document, and the
products are asked in the order that their files give them.
"""

import re
from collections.abc import Mapping
from typing import Any

from fakes.vendors import Product, products

# What a user writes who knows that it is none of them.
NONE = "none"
LONGEST_ISSUER = 2000


def recognise(issuer: str) -> str:
    """The vendor's name, or an empty string if the issuer does not tell."""
    shown = re.sub(r"^https?://", "", issuer, flags=re.IGNORECASE)
    return next((name for name, one in products().items() if one.issuer.match(shown)), "")


def recognise_by_metadata(document: Mapping[str, Any]) -> str:
    """The vendor's name, or an empty string if the discovery document does not tell.

    It may name the product's own issuer, whatever it was fetched from.
    """
    issuer = document.get("issuer")
    named = recognise(issuer[:LONGEST_ISSUER]) if isinstance(issuer, str) else ""
    fitting = (name for name, one in products().items() if _all_fit(one, document))
    return named or next(fitting, "")


def product_title(vendor: str) -> str:
    """What people call a product; an empty string for what is none that is known."""
    return products()[vendor].title if vendor in products() else ""


def _all_fit(product: Product, document: Mapping[str, Any]) -> bool:
    return all(_fits(shape, document.get(member)) for member, shape in product.metadata.items())


def _fits(shape: re.Pattern[str], value: Any) -> bool:
    """Whether a string, or one of a list, has this shape; the document is anybody's."""
    values = value if isinstance(value, list) else [value]
    return any(isinstance(one, str) and shape.search(one) for one in values)
