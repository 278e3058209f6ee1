"""Language tags: RFC 5646, by their syntax alone."""

import re

TAG = re.compile(
    r"""(
      ( [a-z]{2,3}(-[a-z]{3}){0,3} | [a-z]{4} | [a-z]{5,8} )   # language
      ( -[a-z]{4} )?                                            # script
      ( -([a-z]{2}|[0-9]{3}) )?                                 # region
      ( -([a-z0-9]{5,8}|[0-9][a-z0-9]{3}) )*                    # variants
      ( -[0-9a-wy-z](-[a-z0-9]{2,8})+ )*                        # extensions
      ( -x(-[a-z0-9]{1,8})+ )?                                  # private use
    | x(-[a-z0-9]{1,8})+
    | i-[a-z]{3,8} | sgn-(be-fr|be-nl|ch-de) | en-gb-oed        # registered before RFC 4646
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)


def is_well_formed(tag: str) -> bool:
    """Whether `tag` has the syntax of RFC 5646 section 2.1."""
    return bool(TAG.match(tag))


def is_canonical(tag: str) -> bool:
    """Whether a well-formed `tag` has the letter case of RFC 5646 section 2.1.1."""
    expected = []
    after_singleton = False
    for position, subtag in enumerate(tag.lower().split("-")):
        is_name = position and not after_singleton and subtag.isalpha()
        shapes = {2: subtag.upper(), 4: subtag.title()} if is_name else {}
        after_singleton = after_singleton or len(subtag) == 1
        expected.append(shapes.get(len(subtag), subtag))
    return tag == "-".join(expected)
