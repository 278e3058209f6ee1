"""A comparison in words: since when, and what is another in one line."""

from datetime import UTC, datetime

from reports.run.compared import Change, ComparedTarget, Comparison
from reports.run.model import KINDS


def since(comparison: Comparison, started: str) -> str:
    """`since yesterday, 04:05 UTC`, for a run that `started` then."""
    return f"since {when(comparison['started'], started)}"


def when(before: str, now: str) -> str:
    """`yesterday, 04:05 UTC`; a day that is longer ago by its date."""
    try:
        was, today = (datetime.fromisoformat(one).astimezone(UTC) for one in (before, now))
    except ValueError:
        return "an earlier run"
    days = (today.date() - was.date()).days
    day = {0: "earlier today", 1: "yesterday"}.get(days, f"{was:%Y-%m-%d}")
    return f"{day}, {was:%H:%M} UTC"


def in_short(comparison: Comparison) -> str:
    """`2 new, 1 fixed, 3 unchanged`, of all targets."""
    return counted(comparison["targets"])


def counted(targets: list[ComparedTarget]) -> str:
    """What became of the findings of these targets; that nothing changed is said in words."""
    numbers = {kind: sum(one["counts"][kind] for one in targets) for kind in KINDS}
    lost = sum(one["lost"] for one in targets)
    told = [f"{number} {said(kind)}" for kind, number in numbers.items() if number]
    if lost:
        told.append(f"{lost} that were met are not judged now")
    if not any(map(found_otherwise, targets)):
        as_before = f", {numbers['unchanged']} unmet as before" if numbers["unchanged"] else ""
        other = any(one["answers"] or one["settings"] for one in targets)
        return ("no finding changed" if other else "nothing changed") + as_before
    return ", ".join(told)


def found_otherwise(target: ComparedTarget) -> bool:
    """Whether a finding of a target is another, or not judged any more."""
    others = (number for kind, number in target["counts"].items() if kind != "unchanged")
    return bool(target["lost"]) or any(others)


def is_changed(comparison: Comparison) -> bool:
    """Whether anything is another: a finding, an answer or a setting of a target."""
    return any(map(is_another, comparison["targets"]))


def is_another(target: ComparedTarget) -> bool:
    """Whether anything of a target is another."""
    return bool(found_otherwise(target) or target["answers"] or target["settings"])


def said(kind: str) -> str:
    """A kind of change within a sentence."""
    label = KINDS[kind].label
    return label[0].lower() + label[1:]


def turns_of(target: ComparedTarget) -> list[str]:
    """The answers and settings of a target that are others: `sign-in works: yes → no`."""
    return [
        f"{one['what']}: {one['before'] or 'not judged'} → {one['after'] or 'not judged'}"
        for one in target["answers"]
    ] + [
        f"set otherwise: {one['what']}: {one['before'] or 'empty'} → {one['after'] or 'empty'}"
        for one in target["settings"]
    ]


def difference(change: Change) -> str:
    """What is another of a change, in a line."""
    if change["because"]:
        return change["because"]
    was, became = change["before"], change["after"]
    if change["kind"] == "changed":
        pairs = {name: (was.get(name, ""), became.get(name, "")) for name in change["differs"]}
        return "; ".join(
            f"{name} {old or 'empty'} → {new or 'empty'}" for name, (old, new) in pairs.items()
        )
    if change["kind"] == "fixed":
        return f"was {was['outcome']}"
    return f"got {became['actual']}" if became["actual"] else ""
