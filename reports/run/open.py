"""What is open in a run, each weakness once: what every short form of it tells first."""

from typing import NamedTuple

from reports.run.answers import grouped, judged_in, severity_of, weakness_of, weight
from reports.run.shape import Finding, Run


class Open(NamedTuple):
    """One thing that is wrong at a target, and the findings that saw it, the worst first."""

    severity: str
    says: str
    findings: list[Finding]


def open_in(run: Run) -> list[Open]:
    """What is open on all targets, the worst first."""
    told = []
    for target in run["targets"]:
        judged = judged_in(run, target)
        for group in grouped(judged, judged.open):
            one = Open(severity_of(group[0], judged.entries), weakness_of(judged, group[0]), group)
            told.append((weight(group[0], judged.entries), one))
    return [one for _, one in sorted(told, key=lambda pair: pair[0])]
