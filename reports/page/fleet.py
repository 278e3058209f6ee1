"""The overview of a fleet: a row for each target, to be sorted and filtered, readable without."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from reports.page.html import content_security_policy, environment
from reports.run.model import SEVERITIES, VERDICTS
from reports.run.row import Row
from reports.run.text import shortened

TEMPLATES = Path(__file__).parent / "templates"
LONGEST = 240
# So many of what several targets have in common are told first.
MOST = 12


def fleet_page(rows: Sequence[Row], asked: int, written: str) -> str:
    """The page of the targets that have ended, of `asked` ones; `written` is when."""
    style = (TEMPLATES / "report.css").read_text("utf-8")
    script = (TEMPLATES / "fleet.js").read_text("utf-8")
    ordered, counts = sorted(rows, key=worst_first), counted(rows)
    return (
        environment()
        .get_template("fleet.html.j2")
        .render(
            rows=[seen(row) for row in ordered],
            asked=asked,
            verdict=next(iter(counts), "not judged") if len(rows) == asked else "not judged",
            counts=counts,
            together=in_common(rows),
            compared=any(row["new"] is not None for row in rows),
            requests=sum(row["requests"] for row in rows),
            logins=sum(row["logins"] for row in rows),
            written=written,
            verdicts=VERDICTS,
            policy=content_security_policy(style, script),
            style=Markup(style),  # noqa: S704 our own file
            script=Markup(script),  # noqa: S704 our own file
        )
    )


def worst_first(row: Row) -> tuple[int, list[int], str]:
    """By verdict, then by what is open, then by name."""
    return list(VERDICTS).index(row["verdict"]), [-n for n in open_of(row)], row["name"]


def open_of(row: Row) -> list[int]:
    """How many are open of each severity, the worst first."""
    return [row["open"].get(name, 0) for name in SEVERITIES]


def counted(rows: Sequence[Row]) -> dict[str, int]:
    """How many targets have each verdict, the worst first, those that none has left out."""
    found = Counter(row["verdict"] for row in rows)
    return {name: found[name] for name in VERDICTS if found[name]}


def in_common(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """What is to be known of several targets alike, the most frequent first."""
    told = Counter(row["because"] for row in rows if row["because"])
    return [(text, number) for text, number in told.most_common(MOST) if number > 1]


def seen(row: Row) -> dict[str, Any]:
    """What the page shows of a target, and what its columns are sorted by."""
    number = open_of(row)
    return {
        "name": row["name"],
        "issuer": shortened(row["issuer"], LONGEST),
        "page": quote(row["page"]),
        "verdict": row["verdict"],
        "works": row["works"],
        "conforms": row["conforms"],
        "open": ", ".join(f"{n:,} {name}" for n, name in zip(number, SEVERITIES, strict=True) if n),
        # One number that sorts as they do, and that a script takes as exact.
        "weight": int("".join(f"{min(n, 999):03}" for n in number)),
        "new": row["new"],
        "fixed": row["fixed"],
        "because": shortened(row["because"], LONGEST),
        "requests": row["requests"],
        "seconds": row["duration_s"],
    }
