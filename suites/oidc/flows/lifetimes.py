"""How long a token of the front channel lives: there a number is text (RFC 6749 section 4.2.2)."""

import re

from suites.verdicts.expect import Document, expect

SECONDS = re.compile("0*[1-9][0-9]*")


def expect_lifetime(response: Document, *, where: str) -> None:
    """`expires_in` is a whole number of seconds above 0. Raises Mismatch."""
    told = response.get("expires_in", "no expires_in")
    expect(bool(SECONDS.fullmatch(told)), "a number of seconds", told, where=f"{where}, expires_in")
