"""The shape of a comparison: what is another than in an earlier run."""

from typing import TypedDict


class State(TypedDict):
    """How a check came out in one of the two runs; all is empty where it was not in it."""

    outcome: str
    severity: str
    expected: str
    actual: str
    where: str


class Change(TypedDict):
    """A finding of either run. `kind` is one of `model.KINDS`, `differs` are members of a state.

    `because` says why it is judged for the first time, or no longer.
    """

    kind: str
    target: str
    check: str
    title: str
    level: str
    before: State
    after: State
    differs: list[str]
    because: str


class Turn(TypedDict):
    """An answer about a target, or one of its settings, that is another now."""

    what: str
    before: str
    after: str


class ComparedTarget(TypedDict):
    """A target since its earlier run, which `started` then; empty if there is none.

    `counts` are its changes by kind, zero and the unchanged included; `lost` is how many checks
    were met before and are not judged now.
    """

    target: str
    started: str
    answers: list[Turn]
    settings: list[Turn]
    counts: dict[str, int]
    lost: int


class Comparison(TypedDict):
    """All of a run since an earlier one. `baseline` is how that was named.

    `started` is when the newest of what is compared with began. Of `changes` the unchanged are left
    out.
    """

    baseline: str
    started: str
    remarks: list[str]
    targets: list[ComparedTarget]
    changes: list[Change]
