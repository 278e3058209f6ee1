"""Canonical forms of XML, by lxml: Canonical XML 1.0 and 1.1, and the exclusive one."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from suites.idp.reading import Element
from suites.verdicts.expect import NotRun

EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
INCLUSIVE_1_1 = "http://www.w3.org/2006/12/xml-c14n11"
CANONICAL = (
    EXCLUSIVE,
    f"{EXCLUSIVE}WithComments",
    INCLUSIVE,
    f"{INCLUSIVE}#WithComments",
    INCLUSIVE_1_1,
    f"{INCLUSIVE_1_1}#WithComments",
)
XML = "{http://www.w3.org/XML/1998/namespace}"


def canonical_form(steps: list[Element]) -> tuple[str, list[str]]:
    """The canonical form that the last of some elements names, and the prefixes that it lists."""
    if not steps:
        return INCLUSIVE, []
    listed = [one.get("PrefixList", "") for one in steps[-1]]
    return str(steps[-1].get("Algorithm", INCLUSIVE)), " ".join(listed).split()


def canonical(
    element: Element,
    algorithm: str = EXCLUSIVE,
    prefixes: Sequence[str] = (),
    without: Element | None = None,
) -> bytes:
    """An element in a canonical form; `without` is a child to leave out.

    It is done in a copy of the whole document: an element that is made anew, or put elsewhere, gets
    other prefixes. Raises NotRun.
    """
    tree = element.getroottree()
    path = tree.getelementpath(element)
    copy = deepcopy(tree)
    apart = copy.getroot() if path == "." else copy.find(path)
    exclusive = algorithm.startswith(EXCLUSIVE)
    if not exclusive:
        inherit(apart, algorithm)
    if without is not None:
        left_out = apart[element.index(without)]
        tail, before = left_out.tail or "", left_out.getprevious()
        if before is None:
            apart.text = (apart.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        apart.remove(left_out)
    made: bytes = etree.tostring(
        apart,
        method="c14n",
        exclusive=exclusive,
        with_comments=algorithm.endswith("WithComments"),
        inclusive_ns_prefixes=list(prefixes) if exclusive else None,
    )
    return made


def inherit(apart: Element, algorithm: str) -> None:
    """Gives an element what it has of the elements around it: their attributes of XML.

    Of those Canonical XML 1.1 takes the language and the treatment of spaces alone, and puts bases
    together (section 2.4). Raises NotRun for such a base.
    """
    for around in apart.iterancestors():
        for name, value in around.attrib.items():
            if not name.startswith(XML) or name in apart.attrib:
                continue
            if algorithm.startswith(INCLUSIVE_1_1) and name == f"{XML}base":
                raise NotRun("A signature by Canonical XML 1.1 below an xml:base is not verified.")
            if algorithm.startswith(INCLUSIVE) or name != f"{XML}id":
                apart.set(name, value)
