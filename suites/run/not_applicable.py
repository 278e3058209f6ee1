"""What a check needs and its target lacks is told without a fixture, a call or anything captured.

It is so for a third of all checks, and costs as much as they do together with pytest's own way.
"""

from collections.abc import Callable
from typing import Literal

import pytest

from suites.checks.check import Check
from suites.verdicts.expect import NotApplicable
from suites.verdicts.judge import require
from suites.verdicts.subject import Subject


def unconcerned(check: Check, subject: Subject, evidence: list[str]) -> Callable[[], None] | None:
    """What raises why `check` does not concern `subject`; nothing where it may.

    The exchanges that show it are added to `evidence`.
    """
    if not check.needs:
        return None
    with subject.journal.scope() as seen:
        try:
            require(check, subject)
        except NotApplicable as why:
            evidence.extend(seen)
            told = why
        except Exception:  # noqa: BLE001 - pytest's own way meets it again, and tells it
            return None
        else:
            return None

    def again() -> None:
        raise told

    return again


def end_at_setup(item: pytest.Item, why: Callable[[], None]) -> None:
    """The reports of a test that ends where it is set up."""
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for call in (ended(why, "setup"), ended(nothing, "teardown")):
        report = hook.pytest_runtest_makereport(item=item, call=call)
        hook.pytest_runtest_logreport(report=report)
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def ended(phase: Callable[[], None], when: Literal["setup", "teardown"]) -> pytest.CallInfo[None]:
    """How a phase of a test ended; what ends the run is raised, as in pytest's own way."""
    ends = (KeyboardInterrupt, pytest.exit.Exception)
    return pytest.CallInfo.from_call(phase, when, reraise=ends)


def nothing() -> None:
    """What there is to tear down where nothing was set up."""
