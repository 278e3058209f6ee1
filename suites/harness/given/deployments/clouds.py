"""Embedded deployments in a cloud that is another than the right one in something."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from fakes.faults import Fault
from suites.checks.catalogue import catalogue
from suites.services.deployment import Deployment
from suites.services.embedded import running_deployment
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


@contextmanager
def deployed_in(home: str, mixin: type | None = None, **changes: object) -> Iterator[Deployment]:
    """The embedded deployment in `google` or `azure` with one more class in front."""
    faults = (Fault("odd", "It is odd.", frozenset(), home, mixin),) if mixin else ()
    target, stop = running_deployment(faults, f"deployment-{home}")
    deployment = Deployment(replace(target, **changes))
    try:
        yield deployment
    finally:
        deployment.close()
        stop()


def judged_in(area: str, deployment: Deployment) -> dict[str, Outcome]:
    """The outcomes of the checks of an area."""
    known = catalogue("deployment")
    return {one: judge(check, deployment) for one, check in known.items() if check.area == area}
