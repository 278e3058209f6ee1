"""What a channel tells of a run: the answers of each target, and what changed, or what is open."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.comparison import since
from reports.run.answers import nothing_open
from reports.run.compared import Change
from reports.run.headline import headline
from reports.run.model import VERDICTS, overall
from reports.run.open import open_in
from reports.run.shape import JudgedTarget, Run
from reports.run.text import shortened

# Of each kind, and of the targets, so many are told one by one.
MOST = 10
LONGEST_NAME, LONGEST_TITLE, LONGEST_LINE, LONGEST_ITEM = 60, 140, 240, 270


@dataclass(frozen=True, slots=True)
class Standing:
    """A target: its verdict, its answers, and which of them are others than before."""

    name: str
    sign: str
    verdict: str
    works: str
    safe: str
    conforms: str
    turns: list[str]


@dataclass(frozen=True, slots=True)
class Item:
    """A finding that somebody should look at, in words."""

    kind: str
    severity: str
    check: str
    target: str
    says: str


@dataclass(frozen=True, slots=True)
class News:
    """A run in a message. `changed` says whether it is news at all; `link` leads to the page.

    Without an earlier run `since` is empty, and `items` are what is open; else what changed.
    """

    title: str
    verdict: str
    started: str
    exit_code: int
    since: str
    changed: bool
    link: str
    standings: list[Standing]
    more_standings: int
    items: list[Item]
    more_items: int
    to_know: list[str]


def news(run: Run, link: str = "") -> News:
    """What is told of a run. Of many targets those that changed come first, then the worst."""
    targets = sorted(run["targets"], key=lambda one: list(VERDICTS).index(one["verdict"]))
    others = changed_in(run)
    targets.sort(key=lambda one: one["name"] not in others)
    told = run.get("comparison")
    title = headline(targets, lambda name: shortened(name, LONGEST_NAME))
    items = list(changes(run) if told else weaknesses(run))
    problems = [f"{one['where']}: {one['text']}" for one in run["problems"]]
    return News(
        title=shortened(title, LONGEST_TITLE),
        verdict=overall(targets),
        started=run["started"],
        exit_code=run["exit_code"],
        since=f"{since.since(told, run['started'])}: {since.in_short(told)}" if told else "",
        changed=told is None or since.is_changed(told) or bool(problems),
        link=link,
        standings=[standing(run, one) for one in targets[:MOST]],
        more_standings=max(0, len(targets) - MOST),
        items=items[:MOST],
        more_items=max(0, len(items) - MOST),
        to_know=[shortened(one, LONGEST_LINE) for one in problems[:MOST]],
    )


def standing(run: Run, target: JudgedTarget) -> Standing:
    """How a target stands."""
    told = target.get("answers")
    open_ = told["safe"]["open"] if told else {}
    worst = ", ".join(f"{number} {name}" for name, number in open_.items() if number)
    musts = len(told["conforms"]["musts"]) if told else 0
    works = told["works"] if told else {"answer": "not judged", "because": ""}
    because = f": {works['because']}" if works["answer"] != "yes" and works["because"] else ""
    compared = run.get("comparison", {}).get("targets", ())
    return Standing(
        name=shortened(target["name"], LONGEST_NAME),
        sign=VERDICTS[target["verdict"]].sign,
        verdict=target["verdict"] + (", a fake of the harness" if target.get("fake") else ""),
        works=shortened(f"{works['answer']}{because}", LONGEST_LINE),
        safe=f"open: {worst}" if worst else nothing_open(target["verdict"]),
        conforms=(told["conforms"]["answer"] if told else "not judged")
        + (f": {musts} MUST unmet" if musts else ""),
        turns=[
            shortened(turn, LONGEST_LINE)
            for one in compared
            if one["target"] == target["name"] and one["started"]
            for turn in since.turns_of(one)
        ][:MOST],
    )


def changed_in(run: Run) -> set[str]:
    """The names of the targets of which something is another than in the earlier run."""
    told = run.get("comparison", {}).get("targets", ())
    return {one["target"] for one in told if since.is_another(one)}


def changes(run: Run) -> Iterator[Item]:
    """What is another than in the earlier run, in the order of who has to look.

    What one cause explains is one thing, as it is in the report.
    """
    causes = {
        (cause["target"], check): cause
        for cause in reversed(run["diagnoses"])
        for check in cause["explains"]
    }
    groups: dict[tuple[str, str, str], list[Change]] = {}
    for one in run["comparison"]["changes"]:
        cause = causes.get((one["target"], one["check"])) if one["kind"] != "fixed" else None
        key = one["kind"], one["target"], cause["id"] if cause else one["check"]
        groups.setdefault(key, []).append(one)
    for (kind, target, _), group in groups.items():
        first = group[0]
        cause = causes.get((target, first["check"])) if kind != "fixed" else None
        own = f"{first['title']}. {since.difference(first)}".rstrip(". ")
        alike = f" (and {len(group) - 1} alike)" if len(group) > 1 else ""
        severity = first["after"]["severity"] or first["before"]["severity"]
        says = shortened(cause["summary"] if cause else own, LONGEST_LINE) + alike
        yield item(kind, severity, first["check"], target, says)


def weaknesses(run: Run) -> Iterator[Item]:
    """What is open, each weakness once."""
    for one in open_in(run):
        first = one.findings[0]
        alike = f" (and {len(one.findings) - 1} alike)" if len(one.findings) > 1 else ""
        yield item("open", one.severity, first["check"], first["target"], f"{one.says}{alike}")


def item(kind: str, severity: str, check: str, target: str, says: str) -> Item:
    """One line of a message."""
    return Item(
        kind=kind,
        severity=severity,
        check=shortened(check, LONGEST_TITLE),
        target=shortened(target, LONGEST_NAME),
        says=shortened(says, LONGEST_ITEM),
    )
