"""What is looked at before a run: as much as tells whether it can be judged, and no login."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from suites.verdicts.verdict import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One thing that was looked at: `at` which, `says` what was there.

    `stops` is whether a run would judge little, or nothing, `broke` whether that is a bug of ours.
    `found` are the outcomes of the checks that judge it, by their ids: causes are told from them.
    """

    at: str
    says: str
    stops: bool = False
    broke: bool = False
    found: Mapping[str, Outcome] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether something of the harness broke, here or in a check."""
        return self.broke or any(one.outcome == "ERRORED" for one in self.found.values())

    def cleaned(self, clean: Callable[[str], str]) -> "Looked":
        """The same without secrets."""
        return replace(self, says=clean(self.says))


def what_is_wrong(found: Mapping[str, Outcome]) -> str:
    """What the first check says that did not pass; nothing if all did, or do not apply."""
    for check, one in found.items():
        if one.outcome in ("FAILED", "WARNED"):
            return f"{check}: {one.where}: expected {one.expected}, got {one.actual}"
        if one.outcome in ("NOT_RUN", "ERRORED"):
            return f"{check}: {one.reason}"
    return ""
