"""URLs as browsers read them."""

import re
from urllib.parse import urljoin

WEB_ADDRESS = re.compile(r"\A(?:https?:|(?![a-z][a-z0-9+.-]*:))[^?#]*", re.IGNORECASE)


def resolved(base: str, reference: str) -> str:
    """The absolute URL of `reference` on a page at `base`; what is no URL stays as it is.

    As browsers do, a backslash in the address counts as a slash.
    """
    reference = WEB_ADDRESS.sub(lambda found: found[0].replace("\\", "/"), reference.strip())
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference
