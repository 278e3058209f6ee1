"""Reading XML that a target wrote: no document type, no entity, no network, bounded."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from suites.idp.names import NAMESPACES
from suites.verdicts.expect import Mismatch

# lxml ships no types of its own, and names no class for an element.
Element = Any
LARGEST = 1_000_000
# XML Schema's dateTime; SAML has it in UTC (Core 1.3.3).
INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,12})?Z")


def read_xml(data: bytes, where: str) -> Element:
    """The root of a document. Raises Mismatch."""
    if len(data) > LARGEST:
        raise Mismatch(f"at most {LARGEST:,} bytes of XML", f"{len(data):,} bytes", where)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        start = data.decode("utf-8", "replace").strip()[:80] or "nothing"
        raise Mismatch("well-formed XML", f"{start} ({error})", where) from None
    if root.getroottree().docinfo.doctype:
        raise Mismatch("XML without a document type", "one with a DOCTYPE", where)
    return root


def found(root: Element, path: str) -> list[Element]:
    """The elements at `path`, in the prefixes of the specifications."""
    elements: list[Element] = root.findall(path, NAMESPACES)
    return elements


def text_of(element: Element | None) -> str:
    """All text of an element, whatever comments are in between; empty for None."""
    return "" if element is None else str(element.xpath("string(.)")).strip()


def attribute(element: Element, name: str, where: str) -> str:
    """An attribute that has to be there. Raises Mismatch."""
    value = element.get(name)
    if value is None:
        raise Mismatch(f"an attribute {name}", "no such attribute", where)
    return str(value)


def the_one(elements: Sequence[Element], what: str, where: str) -> Element:
    """The only one of `elements`. Raises Mismatch."""
    if len(elements) != 1:
        raise Mismatch(f"one {what}", f"{len(elements)} of them", where)
    return elements[0]


def instant(value: str, where: str) -> float:
    """A time in seconds since the epoch. Raises Mismatch."""
    read = INSTANT.fullmatch(value)
    try:
        if read is not None:
            return datetime.fromisoformat(read[1]).replace(tzinfo=UTC).timestamp()
    except ValueError:
        pass
    raise Mismatch("a time in UTC, such as 2026-01-31T12:00:00Z", value, where)
