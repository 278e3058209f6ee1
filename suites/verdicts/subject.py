"""What a suite judges, once it is opened: as much as the run and the verdicts need of it."""

from datetime import date
from typing import Any, Protocol

from fakes.wire.journal import Journal
from suites.targets.target import Target


class Subject(Protocol):
    """One target during one run."""

    @property
    def target(self) -> Target: ...

    @property
    def journal(self) -> Journal:
        """The exchanges with it."""

    def today(self) -> date:
        """The date by its clock, in UTC."""

    def presume_allowed(self, run_class: str) -> None:
        """Raises NotRun if what a check of `run_class` does was not allowed."""

    def state(self) -> dict[str, Any]:
        """What run.json tells of it: `targets[]` without `duration_s`."""

    def close(self) -> None:
        """Ends what the run has open at it."""
