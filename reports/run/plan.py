"""The shape of a plan: what a run would do to a target, and what was looked at beforehand."""

from typing import TypedDict

from reports.run.shape import Diagnosis


class Look(TypedDict):
    """One thing that was looked at before a run; `stops` is whether it would judge little.

    `broke` is whether something of the harness did.
    """

    at: str
    says: str
    stops: bool
    broke: bool


class Sent(TypedDict):
    """What the checks of one run class would send; `left_out` counts the others by the reason."""

    run_class: str
    checks: int
    requests: int
    logins: int
    left_out: dict[str, int]


class Plan(TypedDict):
    """What a run would do to a target. `unset` are the variables that it takes beside."""

    target: str
    issuer: str
    fake: bool
    unset: list[str]
    looked: list[Look]
    causes: list[Diagnosis]
    sent: list[Sent]
    requests: int
    logins: int
    rate: float
    seconds: float
