"""A fake beside the product that it plays: what differs, and why that is meant.

The reasons are data, `differences.toml` in the folder of the product: `says` is why they differ.
In a `[[difference]]` of findings `fake` and `real` are the outcomes; what a check could not judge
at one of the two is not compared. A `[[fact]]` has names or patterns of facts. One that need not
occur is not `always` so.
"""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from suites.harness.given.runs import Run
from suites.harness.real.facts import Facts
from suites.harness.real.facts import differing as facts_that_differ

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


@dataclass(frozen=True, kw_only=True)
class Otherwise:
    """Why facts whose names fit `names` are not those of the product."""

    names: tuple[str, ...]
    says: str
    always: bool = True

    def covers(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.names)


def hold_facts(folder: str, fake: Facts, real: Facts) -> None:
    """Every fact that differs is listed, and each pattern that is listed covers one."""
    found = facts_that_differ(fake, real)
    known = [Otherwise(**told(one, "names")) for one in tables(folder, "fact")]
    bare = {
        name: pair for name, pair in found.items() if not any(one.covers(name) for one in known)
    }
    assert not bare, "\n".join(f"{name}\n  fake {a}\n  real {b}" for name, (a, b) in bare.items())
    gone = [
        pattern
        for one in known
        for pattern in one.names
        if one.always and not any(fnmatchcase(name, pattern) for name in found)
    ]
    assert not gone, f"listed and not found, remove them: {gone}"


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
    return [Difference(**told(one, "checks")) for one in tables(folder, "difference")]


def tables(folder: str, kind: str) -> list[dict[str, Any]]:
    """The tables of a kind of the product's file."""
    data = tomllib.loads((PRODUCTS / folder / "differences.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = data[kind]
    return found


def told(table: dict[str, Any], several: str) -> dict[str, Any]:
    """The members of a table, the one that has `several` values as a tuple."""
    return table | {several: tuple(table[several])}


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
