"""Which parts of a page a person sees, by the styles that stand in the page itself.

Style sheets of their own are not loaded: what only they hide counts as seen. What a page hides as
a whole, until a script shows it or against frames, counts as seen too.
"""

import re
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

# By its first letter most of a style is passed over.
HIDES = re.compile(
    r"(?=[dvoltrmwhc])(?:"
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:[;!]|\Z)"
    r"|(?<![\w-])(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|(?<![\w-])(?:width|height)\s*:\s*0(?:px|em|%)?\s*(?:[;!]|\Z)|clip\s*:\s*rect\(\s*[01](?:px)?\b"
    r")",
    re.IGNORECASE,
)
SHOWS = re.compile(
    r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])",
    re.IGNORECASE,
)
# What is inside of @media and its like holds for other screens, or for paper.
CONDITIONAL = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;|/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
MOST_STYLE = 50_000
MOST_RULES = 200
MOST_MATCHED = 500
DEEPEST = 40
WHOLE = ("html", "body")
# What stands in these is not seen before they are opened.
FOLDED = ("dialog", "details")
# What appears by itself is hidden for a moment only.
APPEARS = re.compile(r"(?<![\w-])animation(?:-name)?\s*:\s*(?!none)\w", re.IGNORECASE)


def hidden_by_styles(tree: LexborHTMLParser) -> set[int]:
    """The nodes that rules of `style` elements hide, by their `mem_id`."""
    sheets = " ".join(node.text() for node in tree.css("style"))[:MOST_STYLE]
    hidden: set[int] = set()
    for selectors, hiding in _rules(sheets):
        for selector in selectors:
            found = {node.mem_id for node in _matching(tree, selector)}
            hidden = hidden | found if hiding else hidden - found
    return hidden


@lru_cache(maxsize=16)
def _rules(sheets: str) -> tuple[tuple[list[str], bool], ...]:
    """The selectors of each rule that hides or shows, and whether it hides.

    The pages of a provider have the same sheet.
    """
    rules = RULE.finditer(CONDITIONAL.sub(" ", sheets))
    telling = (one for one in rules if hides(one[2]) or SHOWS.search(one[2]))
    # A state, such as :hover, is not how the page looks at first.
    return tuple(
        (
            [part.strip() for part in rule[1].split(",") if ":" not in part and part.strip()],
            hides(rule[2]),
        )
        for rule in islice(telling, MOST_RULES)
    )


def hides(style: str) -> bool:
    """Whether declarations hide what they are about."""
    return bool(HIDES.search(style)) and not APPEARS.search(style)


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return [one for one in tree.css(selector)[:MOST_MATCHED] if one.tag not in WHOLE]
    except (SelectolaxError, ValueError):
        return []


def is_seen(node: LexborNode, hidden: set[int]) -> bool:
    """Whether a person sees `node`: neither it nor what it is in is hidden."""
    one: LexborNode | None = node
    inner = node.tag
    for _ in range(DEEPEST):
        if one is None or one.tag in WHOLE:
            return True
        attributes = one.attributes
        if one.tag in FOLDED and "open" not in attributes and inner != "summary":
            return False
        if "hidden" in attributes or "inert" in attributes or one.mem_id in hidden:
            return False
        if hides(attributes.get("style") or ""):
            return False
        if attributes.get("aria-hidden") == "true" and one is node:
            return False
        inner, one = one.tag, one.parent
    return True
