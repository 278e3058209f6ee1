"""What is another than in an earlier run: pure functions on nights."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from reports.comparison.lasting import alike
from reports.comparison.night import Found, Known, Night, known_in
from reports.comparison.turns import answers_of, other_harness, other_names, settings_of, turns
from reports.run.compared import Change, ComparedTarget, Comparison, State
from reports.run.model import KINDS, SEVERITIES, STOPPED

STANDINGS = {
    "FAILED": "open", "WARNED": "open", "KNOWN": "accepted", "WAIVED": "accepted",
    "REVIEW": "review", "PASSED": "met", "NOT_APPLICABLE": "idle", "NOT_RUN": "unjudged",
    "ERRORED": "unjudged",
}  # fmt: skip
UNMET = ("open", "accepted")
NOWHERE: State = {"outcome": "", "severity": "", "expected": "", "actual": "", "where": ""}


def compare(
    before: Mapping[str, Night], after: Iterable[Night], baseline: str, now: str
) -> Comparison:
    """The nights of a run that started `now`, against those of an earlier one, by target."""
    nights = {night["target"]["name"]: night for night in after}
    names = [*nights, *(name for name in before if name not in nights)]
    changes: list[Change] = []
    targets: list[ComparedTarget] = []
    for name in names:
        was, became = before.get(name), nights.get(name)
        told = list(changes_of(name, was, became))
        changes += [one for one in told if one["kind"] != "unchanged"]
        targets.append(target_of(name, was, became, told))
    order, worst = list(KINDS), [*SEVERITIES, ""]
    changes.sort(key=lambda one: (order.index(one["kind"]), worst.index(severity_in(one))))
    started = max((night["started"] for night in before.values()), default="")
    remarks = [*other_harness(before, nights), *other_names(before, nights)]
    if started > now:
        remarks.append("The earlier run began after this one.")
    return {
        "baseline": baseline,
        "started": started,
        "remarks": remarks,
        "targets": targets,
        "changes": changes,
    }


def severity_in(change: Change) -> str:
    """What a change costs, or did."""
    return change["after"]["severity"] or change["before"]["severity"]


def changes_of(name: str, before: Night | None, after: Night | None) -> Iterator[Change]:
    """Everything that is or was unmet of a target."""
    was = {one["check"]: one for one in before["findings"]} if before else {}
    became = {one["check"]: one for one in after["findings"]} if after else {}
    for check in [*became, *(one for one in was if one not in became)]:
        old, new = was.get(check), became.get(check)
        differs = different(old, new)
        kind = kind_of(old, new, differs)
        if not kind:
            continue
        because = ""
        if standing(old) == "unjudged":
            kind, because = first_time(check, before, after, old)
        elif kind == "no longer judged":
            because = why_no_longer(check, before, after, new)
        known = known_of(check, after, before)
        yield {
            "kind": kind, "target": name, "check": check, "title": known["title"],
            "level": known["level"], "before": state(old), "after": state(new),
            "differs": differs, "because": because,
        }  # fmt: skip


def kind_of(old: Found | None, new: Found | None, differs: list[str]) -> str:
    """One of `model.KINDS`; empty where nothing is, or was, unmet."""
    was, became = standing(old), standing(new)
    if became == "open":
        return "new" if was not in UNMET else "changed" if differs else "unchanged"
    if became == "accepted":
        return "" if was == "unjudged" else "changed" if differs else "unchanged"
    if was not in UNMET:
        return ""
    return {"met": "fixed", "review": "changed"}.get(became, "no longer judged")


def standing(found: Found | None) -> str:
    """What an outcome comes to."""
    return STANDINGS[found["outcome"]] if found else "unjudged"


def different(old: Found | None, new: Found | None) -> list[str]:
    """The members of a state in which two findings differ, but for what is said anew each time."""
    was, became = state(old), state(new)
    pairs = (("outcome", was["outcome"], became["outcome"]),
             ("severity", was["severity"], became["severity"]),
             ("expected", was["expected"], became["expected"]),
             ("actual", was["actual"], became["actual"]),
             ("where", was["where"], became["where"]))  # fmt: skip
    return [name for name, one, other in pairs if not alike(one, other)]


def state(found: Found | None) -> State:
    """What is compared of a finding."""
    if found is None:
        return NOWHERE
    return {
        "outcome": found["outcome"], "severity": found["severity"], "expected": found["expected"],
        "actual": found["actual"], "where": found["where"],
    }  # fmt: skip


def first_time(
    check: str, before: Night | None, after: Night | None, old: Found | None
) -> tuple[str, str]:
    """The kind of what is open and was not judged before, and why it was not.

    What was kept from being judged counts as new: nobody can say that it was there.
    """
    if before is None:
        return "first judged", "The target was not judged before."
    if old is None and check not in before["checks"]:
        suite = known_of(check, after)["suite"]
        if suite in suites_in(before):
            return "first judged", "The check is new in this version of the harness."
        return "first judged", f"That run did not judge the suite {suite}."
    if old is None or old["outcome"] == "ERRORED":
        return "new", "The harness had a problem of its own before."
    if old["not_run"] in ("", STOPPED):
        return "new", f"It was kept from being judged before: {old['reason']}"
    return "first judged", f"It was not run before: {old['reason']}"


def why_no_longer(check: str, before: Night | None, after: Night | None, new: Found | None) -> str:
    """Why what was unmet is not judged now."""
    if after is None:
        return "The target is not part of this run."
    if check not in after["checks"]:
        suite = known_of(check, before)["suite"]
        if suite in suites_in(after):
            return "This version of the harness does not have the check any more."
        return f"This run does not judge the suite {suite}."
    if new is None or new["outcome"] == "ERRORED":
        return "The harness had a problem of its own."
    word = "It does not apply" if new["outcome"] == "NOT_APPLICABLE" else "It was not run"
    return f"{word}: {new['reason']}"


def known_of(check: str, *nights: Night | None) -> Known:
    """The check as the first of these nights that has it knew it."""
    there = [night for night in nights if night]
    return known_in(next((one for one in there if check in one["checks"]), there[0]), check)


def suites_in(night: Night) -> set[str]:
    """The suites whose catalogue a night had."""
    return {known["suite"] for known in night["checks"].values()}


def target_of(
    name: str, before: Night | None, after: Night | None, told: Collection[Change]
) -> ComparedTarget:
    """A target's answers, settings and counts."""
    kinds = Counter(one["kind"] for one in told)
    settings = turns(settings_of(before), settings_of(after)) if before and after else []
    judged = those_of(after, *UNMET, "met", "review")
    return {
        "target": name,
        "started": before["started"] if before else "",
        "answers": turns(answers_of(before), answers_of(after)),
        "settings": settings,
        "counts": {kind: kinds[kind] for kind in KINDS},
        "lost": len(those_of(before, "met") - judged),
    }


def those_of(night: Night | None, *standings: str) -> set[str]:
    """The checks of a night that came out so."""
    if night is None:
        return set()
    return {one["check"] for one in night["findings"] if standing(one) in standings}
