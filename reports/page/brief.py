"""What the page tells in short: what is met, and what has one reason for many checks."""

from collections import Counter
from collections.abc import Iterable

from reports.page.ladder import MOST_EXCHANGES, View, anchor_of, evidence
from reports.run.evidence import decisive
from reports.run.shape import Entry, Exchange, Finding

Pairs = Iterable[tuple[Finding, Entry]]


def passed(pairs: Pairs, exchanges: dict[str, Exchange], used: Counter[str]) -> list[View]:
    """The checks by level and severity; for each target one line: the exchange that decided."""
    lists: dict[tuple[str, str], dict[str, View]] = {}
    for finding, entry in pairs:
        rows = lists.setdefault((entry["level"], entry["severity"]), {})
        line = {
            "anchor": anchor_of(finding),
            "target": finding["target"],
            "reason": finding["reason"],
            "exchange": exchanges.get(decisive(finding, used)),
        }
        rows.setdefault(finding["check"], {"entry": entry, "seen": []})["seen"].append(line)
    return in_order(lists)


def alike(
    pairs: Pairs, exchanges: dict[str, Exchange], used: Counter[str], told: set[str]
) -> list[View]:
    """Findings with the same reason together: reason and evidence once, and a list of checks.

    What does not apply shows one exchange of each target; what was kept from running all of them.
    """
    kinds: dict[tuple[str, ...], list[tuple[Finding, Entry]]] = {}
    for finding, entry in pairs:
        proof = finding["exchanges"] if finding["outcome"] != "NOT_APPLICABLE" else ()
        kinds.setdefault((finding["reason"], *proof), []).append((finding, entry))
    return [kind(members, exchanges, used, told) for members in kinds.values()]


def kind(
    members: list[tuple[Finding, Entry]],
    exchanges: dict[str, Exchange],
    used: Counter[str],
    told: set[str],
) -> View:
    """What is shown of findings that have one reason."""
    firsts = list({one["target"]: one for one, _ in reversed(members)}.values())[::-1]
    if firsts[0]["outcome"] == "NOT_APPLICABLE":
        names = [decisive(one, used) for one in firsts]
    else:
        names = firsts[0]["exchanges"]
    targets = [one["target"] for one in firsts]
    return {
        "reason": firsts[0]["reason"],
        "targets": targets,
        "number": len(members),
        "evidence": evidence(names[:MOST_EXCHANGES], exchanges, told),
        "more": max(0, len(names) - MOST_EXCHANGES),
        "lists": by_weight(members, targets),
    }


def by_weight(members: list[tuple[Finding, Entry]], targets: list[str]) -> list[View]:
    """The checks by level and severity; each says its targets if they are not all of these.

    What the run never came to is told by the ids alone: of one check that is a thousand others.
    """
    lists: dict[tuple[str, str], dict[str, View]] = {}
    for finding, entry in members:
        rows = lists.setdefault((entry["level"], entry["severity"]), {})
        row = rows.setdefault(
            finding["check"],
            {"entry": entry, "anchors": [], "on": [], "titled": bool(finding["fingerprint"])},
        )
        row["anchors"].append(anchor_of(finding))
        row["on"].append(finding["target"])
    for rows in lists.values():
        for row in rows.values():
            row["on"] = [] if len(row["on"]) == len(targets) else row["on"]
    return in_order(lists)


def in_order(lists: dict[tuple[str, str], dict[str, View]]) -> list[View]:
    """The lists as a template gets them."""
    return [
        {"level": level, "severity": severity, "rows": list(rows.values())}
        for (level, severity), rows in lists.items()
    ]
