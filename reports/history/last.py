"""The earlier run that `--baseline last` and `last-green` mean, by the history."""

from collections.abc import Iterable

from reports.comparison.compare import standing
from reports.comparison.night import Found, Night
from reports.history.file import History, suites_of

# So far back it is looked for when a check was judged last.
MOST_NIGHTS = 30


def last(history: History, nights: list[Night], *, green: bool) -> dict[str, Night]:
    """What was known before of the targets of a run, and of those that were judged beside them.

    Raises HistoryError.
    """
    if not nights:
        return {}
    suites = {night["target"]["name"]: suites_of(night) for night in nights}
    usual = suites_of(nights[0])
    told: dict[str, Night] = {}
    for name in dict.fromkeys([*suites, *history.beside(suites, usual)]):
        like = suites.get(name, usual)
        found = history.nights(name, MOST_NIGHTS, like=like, green=green)
        if found:
            told[name] = as_known(found)
    return told


def as_known(nights: list[Night]) -> Night:
    """The newest of these nights; what it did not judge, as the newest that did found it.

    After an outage the findings from before it are not new.
    """
    newest, *older = nights
    known = {one["check"]: one for one in newest["findings"]}
    open_questions = {check for check, one in known.items() if standing(one) == "unjudged"}
    for night in older:
        if not open_questions:
            break
        answered = {one["check"]: one for one in judged(night["findings"])}
        known |= {check: answered[check] for check in open_questions & answered.keys()}
        open_questions -= answered.keys()
    return newest | {"findings": list(known.values())}


def judged(findings: Iterable[Found]) -> list[Found]:
    """Those that say something about the target."""
    return [one for one in findings if standing(one) != "unjudged"]
