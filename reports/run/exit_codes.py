"""Which exit code a run has: what the user wants to be told of by it."""

from collections.abc import Callable, Collection, Iterable

from reports.run.answers import judged_in, severity_of
from reports.run.model import NOT_DELIVERED, OVERDUE, SEVERITIES
from reports.run.plan import Plan
from reports.run.shape import Run

FOUND, NOT_JUDGED = 1, 6
Shown = Callable[[Run], bool]


def exit_code(run: Run, fail_on: Collection[str]) -> int:
    """0, 1 or 6 for a run that came to its end; `fail_on` are words of `model.FAIL_ON`.

    What broke of the harness itself is 1 whatever is asked for, and a target that was not judged
    is 6: neither reads as success.
    """
    broke = bool(run["problems"]) or has(run, "ERRORED")
    if broke or any(SHOWN[word](run) for word in fail_on):
        return FOUND
    unjudged = any(target["verdict"] == "not judged" for target in run["targets"])
    return NOT_JUDGED if unjudged else 0


def of_plans(plans: Iterable[Plan]) -> int:
    """0, 1 or 6: what stands in the way of a target would keep a run from judging it.

    What broke of the harness itself is 1, as at the end of a run.
    """
    looked = [one for plan in plans for one in plan["looked"]]
    if any(one["broke"] for one in looked):
        return FOUND
    return NOT_JUDGED if any(one["stops"] for one in looked) else 0


def has(run: Run, outcome: str) -> bool:
    """Whether a finding has this outcome."""
    return any(finding["outcome"] == outcome for finding in run["findings"])


def costs(severity: str) -> Shown:
    """Whether something is open that costs as much, or more; what an obstacle explains is not."""
    worst = list(SEVERITIES)[: list(SEVERITIES).index(severity) + 1]

    def shown(run: Run) -> bool:
        every = (judged_in(run, target) for target in run["targets"])
        return any(severity_of(f, one.entries) in worst for one in every for f in one.open)

    return shown


def is_new(run: Run) -> bool:
    """Whether something is open that was not; where nothing was compared, anything that is open."""
    if "comparison" not in run:
        return any(judged_in(run, target).open for target in run["targets"])
    return any(change["kind"] == "new" for change in run["comparison"]["changes"])


SHOWN: dict[str, Shown] = {
    "works": lambda run: any(one["answers"]["works"]["answer"] == "no" for one in run["targets"]),
    "must": lambda run: any(one["verdict"] == "not conformant" for one in run["targets"]),
    "critical": costs("critical"),
    "high": costs("high"),
    "medium": costs("medium"),
    "warned": lambda run: has(run, "WARNED"),
    "incomplete": lambda run: any(one["verdict"] == "incomplete" for one in run["targets"]),
    "review": lambda run: has(run, "REVIEW"),
    "waiver": lambda run: any(one["kind"] in OVERDUE for one in run["notices"]),
    "new": is_new,
    "delivery": lambda run: any(one["kind"] == NOT_DELIVERED for one in run["notices"]),
}
