"""How messages are written and read, whoever sends them: times, the deflated form, the document."""

import base64
import zlib
from datetime import UTC, datetime

from lxml import etree

from fakes.saml.model import Element


def instant(seconds: float) -> str:
    """A time in seconds since the epoch, as messages say it (Core 1.3.3)."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def deflated(root: Element) -> str:
    """A message as the parameter of a query (Bindings 3.4.4.1)."""
    machine = zlib.compressobj(wbits=-15)
    return base64.b64encode(machine.compress(etree.tostring(root)) + machine.flush()).decode()


def parsed(data: bytes) -> Element:
    """The root of a document that has no document type. Raises ValueError, which says why."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ValueError("is no XML") from None
    if root.getroottree().docinfo.doctype:
        raise ValueError("has a document type")
    return root
