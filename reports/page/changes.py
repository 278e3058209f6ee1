"""What the page shows of a comparison: a line for each target, and the changes by kind."""

from typing import Any

from reports.comparison import since
from reports.run.model import KINDS
from reports.run.shape import Run

MOST = 50  # of a kind; run.json has all


def changes(run: Run) -> dict[str, Any] | None:
    """The comparison of a run, if it has one.

    A finding of this run has its `anchor` on the page; what is fixed or gone is told alone.
    """
    if "comparison" not in run:
        return None
    told = run["comparison"]
    shown = {(one["check"], one["target"]) for one in run["findings"]}
    groups = [
        {
            "word": word,
            "number": sum(one["kind"] == kind for one in told["changes"]),
            "changes": [
                {
                    **one,
                    "anchor": f"{one['check']}@{one['target']}"
                    if (one["check"], one["target"]) in shown
                    else "",
                    "severity": one["after"]["severity"] or one["before"]["severity"],
                    "says": since.difference(one),
                }
                for one in told["changes"]
                if one["kind"] == kind
            ][:MOST],
        }
        for kind, word in KINDS.items()
    ]
    return {
        "since": since.since(told, run["started"]),
        "baseline": told["baseline"],
        "in_short": since.in_short(told),
        "remarks": told["remarks"],
        "targets": [
            {
                "name": one["target"],
                "when": since.when(one["started"], run["started"]) if one["started"] else "",
                "in_short": since.counted([one]),
                "turns": since.turns_of(one),
            }
            for one in told["targets"]
        ],
        "groups": [group for group in groups if group["number"]],
    }
