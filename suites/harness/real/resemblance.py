"""A fake beside the product that it plays: which findings differ, and why that is meant.

The reasons are data, `differences.toml` in the folder of the product: `fake` and `real` are the
outcomes, `says` why they differ; one that need not occur is not `always` so. What a check could not
judge at one of the two is not compared.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suites.harness.given.runs import Run

PRODUCTS = Path(__file__).parents[2] / "real"
UNDECIDED = {"NOT_APPLICABLE", "NOT_RUN", "REVIEW"}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Why `checks` end as `fake` at the fake, and as `real` at the product."""

    checks: tuple[str, ...]
    fake: str
    real: str
    says: str
    always: bool = True


def hold_resemblance(folder: str, fake: Run, real: Run) -> None:
    """Every difference is listed, and each that is listed occurs."""
    found = {(check, *both) for check, both in differing(fake, real).items()}
    known = {
        (check, one.fake, one.real): one.always for one in listed(folder) for check in one.checks
    }
    assert found <= known.keys(), f"not listed: {sorted(found - known.keys())}"
    gone = sorted(one for one, always in known.items() if always and one not in found)
    assert not gone, f"listed and not found, remove them: {gone}"


def listed(folder: str) -> list[Difference]:
    """The differences that are meant. Raises TypeError for an unknown or a missing key."""
    data = tomllib.loads((PRODUCTS / folder / "differences.toml").read_text("utf-8"))
    return [Difference(**one | {"checks": tuple(one["checks"])}) for one in data["difference"]]


def differing(fake: Run, real: Run) -> dict[str, tuple[str, str]]:
    """The two outcomes of each check that both were judged by, where they are not the same."""
    ours, theirs = outcomes(fake.data), outcomes(real.data)
    return {
        check: (ours[check], theirs[check])
        for check in sorted(ours.keys() & theirs.keys())
        if ours[check] != theirs[check]
    }


def outcomes(data: dict[str, Any]) -> dict[str, str]:
    """The outcomes that decide something, by check."""
    found = {one["check"]: one["outcome"] for one in data["findings"]}
    return {check: outcome for check, outcome in found.items() if outcome not in UNDECIDED}
