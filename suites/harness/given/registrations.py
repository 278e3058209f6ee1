"""Registrations at running fakes, judged by the preflight, for the tests of the admin APIs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fakes.faults import Fault
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED, target_of
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


@contextmanager
def registered(name: str, *mixins: type, **changes: str) -> Iterator[Op]:
    """An embedded target with `mixins` on its fake, and with `changes` of its settings."""
    one = EMBEDDED[name]
    faults = tuple(Fault("fault", "A fault.", frozenset(), one.vendor, mixin) for mixin in mixins)
    options: dict[str, Any] = dict(one.options)
    with RunningFake(one.vendor, faults, **options) as fake:
        op = Op.at(target_of(fake, name, one.auth_method).changed(**changes), FormDriver())
        try:
            yield op
        finally:
            op.close()


def judged(op: Op) -> dict[str, Outcome]:
    """The outcomes of the whole preflight. Raises AssertionError if a check broke."""
    found = {name: judge(one, op) for name, one in catalogue("registration").items()}
    broken = {name: one for name, one in found.items() if one.outcome == "ERRORED"}
    assert not broken, broken
    return found


def first(op: Op) -> Outcome:
    """Of the check that all others build on, none of which may pass."""
    found = judged(op)
    assert not [name for name, one in found.items() if one.outcome == "PASSED"], found
    return found["client/exists"]


def asked(op: Op) -> list[str]:
    """The paths that the preflight asked for."""
    urls = [entry["request"]["url"] for entry in op.journal.entries]
    return ["/" + url.split("/", 3)[3] for url in urls]
