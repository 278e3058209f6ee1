"""How weaknesses are put on the embedded application and held against the checks of `suites/rp`."""

from collections.abc import Collection, Iterable

from fakes.faults import Fault
from fakes.user.login import FormDriver
from suites.application.application import Application
from suites.application.embedded import DEFAULT, started
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import RED, described, turn
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

# The embedded applications that faults of a home are put on.
AT_HOME = {"application": DEFAULT, "full": ("full-pkce",), "hybrid": ("full-hybrid",)}


def application_outcomes(name: str, fault: Fault | None, ids: Iterable[str]) -> dict[str, Outcome]:
    """The outcomes of the checks `ids` on an embedded application with a fault on it."""
    target, stop = started(name, (fault,) if fault else ())
    app = Application(target, FormDriver())
    checks = [catalogue("rp")[one] for one in sorted(ids, key=turn)]
    try:
        return {one.id: judge(one, app) for one in checks}
    finally:
        app.close()
        stop()


def hold_on_applications(fault: Fault, ids: Collection[str]) -> None:
    """Of the checks `ids` the fault turns those red that it names, each somewhere, and no other.

    It is put on all applications that it is at home on. Raises AssertionError.
    """
    named, found = fault.caught_by & set(ids), dict[str, Outcome]()
    for name in AT_HOME[fault.vendor]:
        here = application_outcomes(name, fault, ids)
        broken = {one: told for one, told in here.items() if told.outcome == "ERRORED"}
        assert not broken, described(broken)
        red = {one: told for one, told in here.items() if told.outcome in RED}
        more = described({one: told for one, told in red.items() if one not in named})
        assert not more, f"red on {name} and not in caught_by: name them, or narrow it:\n{more}"
        found |= {one: told for one, told in here.items() if one not in found or one in red}
    missed = {one: found[one] for one in sorted(named) if found[one].outcome not in RED}
    assert not missed, f"in caught_by and nowhere red: mend or unname them:\n{described(missed)}"
