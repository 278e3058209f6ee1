"""How faults are put on the fakes and held against checks, for the tests that prove the suite."""

from dataclasses import replace

from fakes.faults import Fault
from fakes.user.login import FormDriver, LoginDriver
from suites.admin.client import READERS
from suites.checks.catalogue import catalogue, suite_of
from suites.checks.check import LAST
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

RED = {"FAILED", "WARNED"}
# The suites that judge a provider; what judges an application has a proof of its own.
PROVIDERS = ("oidc", "registration")


def judgeable(name: str) -> list[str]:
    """The checks for an embedded fake: the preflight's only if its admin API is known."""
    known = EMBEDDED[name].vendor in READERS
    return [
        one.id for one in catalogue(*PROVIDERS).values() if known or one.suite != "registration"
    ]


def outcomes(
    name: str,
    fault: Fault | None,
    ids: list[str],
    auth_method: str = "",
    driver: LoginDriver | None = None,
) -> dict[str, Outcome]:
    """The outcomes of the checks `ids` on an embedded fake with a fault on it.

    It is judged by its own auth method, unless `auth_method` is another, and logged in at by forms,
    unless `driver` does it.
    """
    embedded = EMBEDDED[name]
    if auth_method:
        embedded = replace(embedded, auth_method=auth_method)
    fake, target = embedded.start(name, (fault,) if fault else ())
    checks = [catalogue()[one] for one in sorted(ids, key=turn)]
    ways = {suite_of(one).open for one in checks}
    subjects = {way: way(target, driver or FormDriver()) for way in ways}
    try:
        return {one.id: judge(one, subjects[suite_of(one).open]) for one in checks}
    finally:
        for subject in subjects.values():
            subject.close()
        fake.stop()


def turn(identifier: str) -> bool:
    """Whether a check is judged by all that the others asked."""
    return identifier in LAST


def described(found: dict[str, Outcome]) -> str:
    """Outcomes as lines, for the message of a failing test."""
    return "\n".join(f"{one}: {outcome}" for one, outcome in found.items())


def home_of(fault: Fault) -> str:
    """The embedded fake on which a fault must be caught by exactly its checks."""
    return next(
        name
        for name, one in EMBEDDED.items()
        if one.vendor == fault.vendor and fault.options <= set(one.options)
    )


def hold(fault: Fault, ids: list[str]) -> None:
    """Of the checks `ids`, on its home vendor, the fault turns those red that it names, no other.

    Raises AssertionError.
    """
    found = outcomes(home_of(fault), fault, ids)
    broken = {one: outcome for one, outcome in found.items() if outcome.outcome == "ERRORED"}
    assert not broken, described(broken)
    red = {one for one, outcome in found.items() if outcome.outcome in RED}
    named = fault.caught_by & set(ids)
    more = described({one: found[one] for one in sorted(red - named)})
    missed = described({one: found[one] for one in sorted(named - red)})
    assert not more, f"red and not in caught_by: name them there, or narrow the fault:\n{more}"
    assert not missed, f"in caught_by and not red: mend check or fault, or unname them:\n{missed}"
