"""What a run says of standards and of certification, a row for each target."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.run import coverage
from reports.run.shape import Forecast, JudgedTarget, Run
from reports.run.text import shortened

FORECAST = ("would fail", "would warn", "would pass", "not judged")
LONGEST = 180


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of a target in a table: a text for each of its columns."""

    target: str
    cells: list[str]


def measured(run: Run, standards: list[str], targets: list[JudgedTarget]) -> Iterator[Row]:
    """What each target meets of each standard, of the rows that concern it: `157 met`."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row, by_target in coverage.rows(run):
        for name, met in by_target.items():
            counts.setdefault((name, row["list"]), Counter())[met.word] += 1
    for target in targets:
        words = [counts.get((target["name"], one), Counter()) for one in standards]
        if any(words):
            yield Row(target["name"], [in_words(one) for one in words])


def in_words(words: Mapping[str, int]) -> str:
    """`157 met, 7 not met`."""
    told = [f"{words[word]} {word}" for word in coverage.WORDS if words[word]]
    return ", ".join(told) or "does not concern it"


def forecasts(targets: list[JudgedTarget]) -> Iterator[Row]:
    """The profiles that a provider claims, by what a certification suite would say of them."""
    for target in targets:
        told = claimed(target)
        cells = [
            ", ".join(one["profile"] for one in told if one["word"] == word) for word in FORECAST
        ]
        if told:
            yield Row(target["name"], cells)


def failing_in(targets: list[JudgedTarget]) -> list[str]:
    """The modules of a certification suite that would fail, each once for a target, with why."""
    failing = {
        (target["name"], each["module"]): each["because"] or each["check"]
        for target in targets
        for one in claimed(target)
        for each in one["modules"]
        if each["word"] == "would fail"
    }
    return [
        shortened(f"{name}, {module}: {because}", LONGEST)
        for (name, module), because in failing.items()
    ]


def claimed(target: JudgedTarget) -> list[Forecast]:
    """What is forecast of the profiles that the provider claims."""
    answers = target.get("answers")
    told = answers["conforms"].get("forecasts", []) if answers else []
    return [one for one in told if one["word"] != "not claimed"]
