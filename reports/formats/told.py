"""What a run has to tell another program: the findings that count, with what goes with them."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from reports.run.answers import severity_of
from reports.run.model import OVERDUE, stand_in
from reports.run.shape import Entry, Finding, Run
from reports.run.text import shortened

UNMET = ("FAILED", "WARNED")
ACCEPTED = ("KNOWN", "WAIVED")
LONGEST = 1000
# Where a result of a target stands for programs that know nothing but files.
PLACE = "targets.toml"


class Result(NamedTuple):
    """A finding, its check, what it costs, and of what is unmet what it is since the baseline."""

    finding: Finding
    entry: Entry
    severity: str
    kind: str

    @property
    def key(self) -> str:
        """The same for this check on this target in any run."""
        return key_of(self.finding["check"], self.finding["target"])

    @property
    def says(self) -> str:
        """The finding in a line."""
        one = self.finding
        if one["outcome"] in UNMET:
            found = f"{one['where']}: expected {one['expected']}, got {one['actual']}"
            return shortened(f"{one['target']}: not so: {self.entry['title']}. {found}", LONGEST)
        return shortened(f"{one['target']}: {self.entry['title']}: {one['reason']}", LONGEST)


def key_of(check: str, target: str) -> str:
    """A digest of a check and a target."""
    told = f"{check}\n{target}".encode("utf-8", "backslashreplace")
    return hashlib.sha256(told).hexdigest()[:32]


def results(run: Run, *outcomes: str) -> Iterator[Result]:
    """The findings of these outcomes, in the order of the run."""
    entries = {entry["id"]: entry for entry in run["catalogue"]}
    kinds = {
        (one["check"], one["target"]): one["kind"]
        for one in run.get("comparison", {}).get("changes", ())
    }
    otherwise = "unchanged" if "comparison" in run else ""
    for finding in run["findings"]:
        if finding["outcome"] in outcomes:
            check, target = finding["check"], finding["target"]
            entry = entries.get(check) or stand_in(check)
            unmet = finding["outcome"] in (*UNMET, *ACCEPTED)
            kind = kinds.get((check, target), otherwise if unmet else "")
            yield Result(finding, entry, severity_of(finding, entries), kind)


def concerns(run: Run) -> Iterator[tuple[str, str]]:
    """What is to be told beside findings: waivers that are overdue, problems of the harness."""
    for notice in run["notices"]:
        if notice["kind"] in OVERDUE:
            about = f"{notice['target']}: " if notice["target"] else ""
            text = shortened(f"{about}{notice['text']}", LONGEST)
            yield notice["kind"].replace("-", "/", 1), text
    for problem in run["problems"]:
        yield "harness/problem", shortened(f"{problem['where']}: {problem['text']}", LONGEST)
