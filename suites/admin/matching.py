"""How a product compares a URL with those that are registered."""

import re
from urllib.parse import urlsplit


class Matching:
    """Byte for byte (RFC 9700 section 4.1.3); a `*` in a registered one is taken for a wildcard."""

    def is_wildcard(self, registered: str) -> bool:
        """Whether `registered` stands for more than itself."""
        return "*" in registered

    def lets_in(self, registered: str, wanted: str) -> bool:
        """Whether the product takes `wanted` because of `registered`."""
        return registered == wanted


class Subdomains(Matching):
    """One `*` in the host stands for a part of one label, as at Okta and Auth0."""

    def lets_in(self, registered: str, wanted: str) -> bool:
        """Whether they are equal but for what a `*` stands for; elsewhere it is itself."""
        try:
            host = urlsplit(registered).netloc
        except ValueError:
            return registered == wanted
        if host.count("*") != 1:
            return registered == wanted
        pattern = re.escape(host).replace(re.escape("*"), "[^./?#@:]+")
        shape = re.escape(registered).replace(re.escape(host), pattern, 1)
        return re.fullmatch(shape, wanted) is not None


BY_BYTES = Matching()
