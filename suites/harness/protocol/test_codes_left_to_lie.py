"""How long a code is good is judged with a clock that nobody can move, and without a wait."""

import pytest

from fakes.clock import MovableClock
from fakes.faults import faults
from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge

EARLY, LATE = "authorization/nonce-optional", "token/code-lifetime"


@pytest.mark.parametrize(
    ("fault", "seconds", "outcome"),
    [
        ("", 5, "NOT_RUN"),
        ("", 90, "PASSED"),
        ("", 700, "PASSED"),
        ("code-for-a-day", 90, "NOT_RUN"),
        ("code-for-a-day", 700, "WARNED"),
    ],
)
def test_the_age_that_a_code_has_reached_decides(fault: str, seconds: int, outcome: str) -> None:
    fake, target = EMBEDDED["reference"].start("reference", (faults()[fault],) if fault else ())
    assert isinstance(fake.clock, MovableClock)
    fake.clock.patience_s = 3.0
    op = Op.at(target, FormDriver())
    try:
        assert judge(catalogue()[EARLY], op).outcome == "PASSED"
        fake.clock.wait(seconds)
        found = judge(catalogue()[LATE], op)
        assert found.outcome == outcome, found
        assert outcome != "NOT_RUN" or "--allow noisy" in found.reason
    finally:
        op.close()
        fake.stop()


def test_it_is_judged_after_the_others_and_before_any_logout() -> None:
    turns = {
        one.turn
        for one in catalogue(*PROVIDERS).values()
        if one.id != LATE and "logout" not in one.id
    }
    late = catalogue()[LATE].turn
    assert min(turns) < late < catalogue()["token/code-after-logout"].turn < max(turns)
