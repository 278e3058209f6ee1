"""Embedded deployments that are another than the right one in something."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from fakes.faults import Fault
from suites.checks.catalogue import catalogue, selected
from suites.services.deployment import Deployment
from suites.services.embedded import home_of, running_deployment
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


class Same:
    """Nothing is another."""


@contextmanager
def deployed_in(home: str, mixin: type = Same, **changes: object) -> Iterator[Deployment]:
    """The embedded deployment in a cloud, by the name that faults have for it.

    It has one more class in front, and changes of its target.
    """
    odd = Fault("odd", "It is odd.", frozenset(), home, mixin)
    target, stop = running_deployment((odd,), home_of(odd))
    deployment = Deployment(replace(target, **changes))
    try:
        yield deployment
    finally:
        deployment.close()
        stop()


def judged_in(areas: str, deployment: Deployment) -> dict[str, Outcome]:
    """The outcomes of the checks of an area, or of several words. Raises ValueError."""
    return judged_at(deployment, *(f"{area}/*" for area in areas.split()))


def judged_at(deployment: Deployment, *patterns: str) -> dict[str, Outcome]:
    """The outcomes of the checks with such ids. Raises ValueError for a pattern without any."""
    ids = selected(patterns, ("deployment",))
    known = catalogue("deployment")
    return {one: judge(check, deployment) for one, check in known.items() if one in ids}
