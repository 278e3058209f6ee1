"""Elements of a report page, for the tests that read it."""

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode


def first(tree: HTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first element of this selector, which has to be there."""
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def attribute(element: LexborNode, name: str) -> str:
    """The value of an attribute, which has to be there and to have one."""
    value = element.attributes[name]
    assert value is not None, name
    return value
