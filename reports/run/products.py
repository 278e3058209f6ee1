"""How an application gets on with the products that it was tried with, one beside the other."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reports.run.model import OUTCOMES, VERDICTS, Word, area, overall
from reports.run.shape import Finding, JudgedTarget, Run

AREA = "rp-product"


class Tried(NamedTuple):
    """An application with one product: whether users sign in, each check, and what does not work.

    `outcomes` has the outcome of each check by its id; `troubles` is what was found in words.
    """

    target: JudgedTarget
    works: str
    outcomes: dict[str, str]
    troubles: list[str]


class Products(NamedTuple):
    """What was tried, and the checks by which: each with a short name."""

    checks: dict[str, str]
    tried: list[Tried]


class Standing(NamedTuple):
    """How a target stands: the word for it, and the verdict whose colours it has."""

    word: Word
    looks: str


WORKS = {
    "yes": Word("Works", "✓", "Users sign in at the application with the product."),
    "no": Word("Does not work", "✗", "Users cannot sign in at the application with the product."),
}


def products(run: Run) -> Products:
    """The targets of a run that say by which product their provider was played."""
    targets = [one for one in run["targets"] if is_tried(one)]
    names = {one["name"] for one in targets}
    asked = dict.fromkeys(one["check"] for one in run["findings"] if one["target"] in names)
    last = Counter(one.partition("/")[2] for one in asked)
    checks = {
        one: name
        if last[name := one.partition("/")[2]] == 1 or area(one) == AREA
        else one.removeprefix("rp-")
        for one in asked
    }
    return Products(checks, [_tried(run, one) for one in targets])


def is_tried(target: JudgedTarget) -> bool:
    """Whether an application was tried with a product, and answers were made of it."""
    return bool(target.get("product")) and "answers" in target


def standing(target: JudgedTarget) -> Standing:
    """Its verdict; of one that was tried with a product, whether it works with that."""
    verdict = target["verdict"]
    works = target["answers"]["works"]["answer"] if is_tried(target) else ""
    if verdict != "conformant" or works not in WORKS:
        return Standing(VERDICTS[verdict], verdict)
    return Standing(WORKS[works], "conformant" if works == "yes" else "not conformant")


def standing_of_all(targets: Sequence[JudgedTarget]) -> Standing:
    """That of the worst; whether all works where each was tried with a product."""
    verdict = overall(targets)
    found = [standing(one) for one in targets]
    if verdict == "conformant" and all(one.word in WORKS.values() for one in found):
        return max(found, key=lambda one: one.looks != "conformant")
    return Standing(VERDICTS[verdict], verdict)


def _tried(run: Run, target: JudgedTarget) -> Tried:
    found = [one for one in run["findings"] if one["target"] == target["name"]]
    return Tried(
        target,
        target["answers"]["works"]["answer"],
        {one["check"]: one["outcome"] for one in found},
        [_trouble(one) for one in found if one["outcome"] not in ("PASSED", "NOT_APPLICABLE")],
    )


def _trouble(finding: Finding) -> str:
    """What was seen; of what was not judged, why."""
    seen = finding["actual"] or finding["reason"] or OUTCOMES[finding["outcome"]].says
    return f"{finding['check']}: {seen.rstrip('.')}."
