"""How faults are put on the embedded SAML identity provider and held against its checks."""

from fakes.faults import Fault
from fakes.user.login import LoginDriver
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import RED, described
from suites.idp.embedded import EMBEDDED, running_saml
from suites.idp.provider import IdentityProvider
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


def saml_outcomes(
    name: str, fault: Fault | None, driver: LoginDriver | None = None
) -> dict[str, Outcome]:
    """The outcomes of all checks on an embedded identity provider with a fault on it."""
    target, stop = running_saml(name, (fault,) if fault else ())
    idp = IdentityProvider(target, driver)
    checks = sorted(catalogue("saml").values(), key=lambda one: one.turn)
    try:
        return {one.id: judge(one, idp) for one in checks}
    finally:
        idp.close()
        stop()


def home_of(fault: Fault) -> str:
    """The embedded one that takes the requests for which the fault is made."""
    requests = dict(fault.options).get("requests", "any")
    return next(name for name, taken in EMBEDDED.items() if taken == requests)


def hold_on_the_identity_provider(fault: Fault) -> None:
    """Of all checks the fault turns those red that it names, and no other.

    Raises AssertionError.
    """
    found = saml_outcomes(home_of(fault), fault)
    broken = {one: told for one, told in found.items() if told.outcome == "ERRORED"}
    assert not broken, described(broken)
    red = {one: told for one, told in found.items() if told.outcome in RED}
    more = {one: told for one, told in red.items() if one not in fault.caught_by}
    assert not more, f"red and not in caught_by: name them, or narrow it:\n{described(more)}"
    missed = {one: found[one] for one in sorted(fault.caught_by - set(red))}
    assert not missed, f"in caught_by and not red: mend or unname them:\n{described(missed)}"
