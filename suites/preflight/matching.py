"""How a product compares a URL with those that are registered."""


class Matching:
    """Byte for byte (RFC 9700 section 4.1.3); a `*` in a registered one is taken for a wildcard."""

    def is_wildcard(self, registered: str) -> bool:
        """Whether `registered` stands for more than itself."""
        return "*" in registered

    def lets_in(self, registered: str, wanted: str) -> bool:
        """Whether the product takes `wanted` because of `registered`."""
        return registered == wanted


BY_BYTES = Matching()
