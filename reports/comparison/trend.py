"""What many nights say together: what flaps, how long each finding has been open, what it takes."""

from datetime import datetime
from itertools import pairwise, takewhile
from statistics import mean
from typing import NamedTuple

from reports.comparison.compare import standing
from reports.comparison.night import Night, known_in
from reports.run.model import SEVERITIES

# So often a check changes between met and open before it is said to flap: there and back.
FLAPS = 2


class Still(NamedTuple):
    """A finding that is open, and since when; `sure` is whether an older night says it was not.

    `judged` is when it was found so last: a night that did not judge it has not closed it.
    """

    check: str
    title: str
    severity: str
    since: str
    days: int
    sure: bool
    judged: str


class Flapping(NamedTuple):
    """A check that changed back and forth, oldest night first: `met`, `open` or `unjudged`."""

    check: str
    title: str
    changes: int
    standings: list[str]


class Trend(NamedTuple):
    """One target over its nights, the oldest first."""

    name: str
    nights: list[Night]
    still: list[Still]
    flapping: list[Flapping]
    mean_s: float

    @property
    def newest(self) -> Night:
        return self.nights[-1]


def trend(nights: list[Night], shown: int) -> Trend:
    """The trend of one target's nights, of which there is one at least, the oldest first.

    The newest are `shown`; how long something has been open is looked for in all.
    """
    newest = nights[-shown:]
    return Trend(
        name=newest[-1]["target"]["name"],
        nights=newest,
        still=still_open(nights),
        flapping=flapping(newest),
        mean_s=mean(night["target"]["duration_s"] for night in newest),
    )


def still_open(nights: list[Night]) -> list[Still]:
    """What is open as far as is known, the worst first, and what of that is open longest."""
    days = [{one["check"]: one for one in night["findings"]} for night in nights]
    told = []
    for check in nights[-1]["checks"]:
        judged = [
            (night, found[check])
            for night, found in zip(reversed(nights), reversed(days), strict=True)
            if standing(found.get(check)) != "unjudged"
        ]
        open_ = list(takewhile(lambda one: standing(one[1]) == "open", judged))
        if not open_:
            continue
        (last, finding), (first, _) = open_[0], open_[-1]
        told.append(
            Still(
                check=check,
                title=known_in(last, check)["title"],
                severity=finding["severity"],
                since=first["started"],
                days=days_between(first["started"], nights[-1]["started"]),
                sure=len(judged) > len(open_),
                judged=last["started"],
            )
        )
    order = list(SEVERITIES)
    return sorted(told, key=lambda one: (order.index(one.severity), one.since))


def flapping(nights: list[Night]) -> list[Flapping]:
    """Checks that were open, met, and open again, or the other way round; most changes first."""
    seen: dict[str, list[str]] = {}
    for number, night in enumerate(nights):
        for finding in night["findings"]:
            told = seen.setdefault(finding["check"], ["unjudged"] * len(nights))
            told[number] = "open" if standing(finding) == "accepted" else standing(finding)
    found = [
        Flapping(check, known_in(nights[-1], check)["title"], changes_in(told), told)
        for check, told in seen.items()
        if "open" in told and changes_in(told) >= FLAPS
    ]
    return sorted(found, key=lambda one: -one.changes)


def changes_in(standings: list[str]) -> int:
    """How often it changed between met and open; a night that did not judge it says nothing."""
    judged = [one for one in standings if one in ("open", "met")]
    return sum(one != other for one, other in pairwise(judged))


def days_between(first: str, last: str) -> int:
    """Whole days between two moments of run.json; 0 where one is none."""
    try:
        return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days
    except (ValueError, TypeError):
        return 0


def open_of(night: Night) -> dict[str, int]:
    """What is open of a night by severity, whichever question it is about."""
    counted = dict.fromkeys(SEVERITIES, 0)
    for finding in night["findings"]:
        if standing(finding) == "open":
            counted[finding["severity"]] += 1
    return counted


def answers_in(night: Night) -> dict[str, str]:
    """A night's three answers in a word each, for the page."""
    told = night["target"].get("answers")
    if told is None:
        return {"works": "not judged", "conforms": "not judged"}
    return {"works": told["works"]["answer"], "conforms": told["conforms"]["answer"]}
