"""The preflight of a fake whose target is set up by hand, for the tests of its readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from fakes.faults import Fault
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from suites.catalogue import catalogue
from suites.embedded import EMBEDDED, target_of
from suites.judge import judge
from suites.op import Op
from suites.verdict import Outcome


@contextmanager
def preflight(vendor: str, *mixins: type, **changes: str) -> Iterator[Op]:
    """A provider with `mixins` put on it, whose target is set up with `changes`."""
    faults = tuple(Fault("fault", "A fault.", frozenset(), vendor, one) for one in mixins)
    with RunningFake(vendor, faults) as fake:
        target = target_of(fake, "made", EMBEDDED[vendor].auth_method)
        op = Op(replace(target, **changes), FormDriver())
        try:
            yield op
        finally:
            op.close()


def judged(op: Op) -> dict[str, Outcome]:
    """The outcome of every check of the preflight."""
    return {name: judge(one, op) for name, one in catalogue("registration").items()}


def first(op: Op) -> Outcome:
    """The outcome of the check that all others build on, which therefore none passed."""
    found = judged(op)
    assert not [one for one in found.values() if one.outcome in ("PASSED", "ERRORED")], found
    return found["client/exists"]
