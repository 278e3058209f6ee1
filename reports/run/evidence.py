"""Which of its exchanges a finding rests on most."""

from collections import Counter
from collections.abc import Iterable

from reports.run.shape import Finding


def uses(findings: Iterable[Finding]) -> Counter[str]:
    """How many findings rest on each exchange, by its id."""
    return Counter(name for finding in findings for name in finding["exchanges"])


def decisive(finding: Finding, used: Counter[str]) -> str:
    """The id of the exchange that decided, or nothing where there is none.

    Discovery and the login come first and are shared by hundreds of findings; what a check asked
    for itself is shared by the fewest, and the last of these is what it looked at.
    """
    return min(reversed(finding["exchanges"]), key=used.__getitem__, default="")
