"""Products that let a client use a replaced refresh token again for a while are no failures."""

import math
from dataclasses import replace
from typing import Any

import pytest

from fakes.clock import RealClock
from fakes.engine.model import Client
from fakes.faults import Fault, faults
from fakes.faults.homes import Reference
from fakes.user.login import FormDriver
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import outcomes
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge

REFUSED, FAMILY = "refresh/old-token-refused", "refresh/reuse-ends-family"


class SecondsOfGrace(Reference):
    """A replaced refresh token works for half a minute more, as Okta has it."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.replaced: dict[str, float] = {}

    def retire(self, value: str, following: str) -> None:
        self.replaced.setdefault(value, self.clock.now())

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        value = request.params.get("refresh_token", "")
        if self.clock.now() > self.replaced.get(value, math.inf) + 30:
            self.refresh_tokens.pop(value, None)
        return super().refresh(request, client)


class TheLastButOne(Reference):
    """A refresh token works until its successor was used, as Auth0 has it in its leeway."""

    def retire(self, value: str, following: str) -> None:
        for older in self.families[value][:-2]:
            self.refresh_tokens.pop(older, None)


@pytest.mark.parametrize("mixin", [SecondsOfGrace, TheLastButOne])
def test_a_time_for_another_try_is_told_and_no_failure(mixin: type) -> None:
    variant = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), "reference", mixin)
    found = outcomes("reference", variant, [REFUSED, FAMILY])
    assert found[REFUSED].outcome == "WARNED", found
    assert "try again until then" in found[REFUSED].reason
    assert found[FAMILY].outcome == "PASSED", found


def test_where_no_clock_can_be_moved_a_time_of_grace_is_not_excluded() -> None:
    fake, target = EMBEDDED["reference"].start("reference", (faults()["old-refresh-tokens-work"],))
    op = Op.at(replace(target, clock=RealClock()), FormDriver())
    try:
        found = judge(catalogue()[REFUSED], op)
    finally:
        op.close()
        fake.stop()
    assert found.outcome == "WARNED", found
    assert "by hand" in found.reason
