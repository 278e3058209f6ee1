"""The page of the history: a line of nights for each target."""

from typing import Any

from markupsafe import Markup

from reports.comparison.trend import Trend, answers_in, open_of
from reports.page.html import content_security_policy, environment, template_text
from reports.run.answers import nothing_open, what_is_asked
from reports.run.model import SEVERITIES, VERDICTS

# A night is so wide on its line, and the line so high.
WIDE, HIGH = 14, 44
MOST = 20


def history_page(trends: list[Trend], written: str) -> str:
    """The page, without any script; `written` is when."""
    style = template_text("report.css")
    return (
        environment()
        .get_template("history.html.j2")
        .render(
            targets=[seen(one) for one in trends],
            written=written,
            verdicts=VERDICTS,
            severities=SEVERITIES,
            policy=content_security_policy(style, ""),
            style=Markup(style),  # noqa: S704 our own file
        )
    )


def seen(one: Trend) -> dict[str, Any]:
    """What the page shows of a target."""
    counted = [open_of(night) for night in one.nights]
    most = max((sum(each.values()) for each in counted), default=0)
    return {
        "name": one.name,
        "issuer": one.newest["target"]["issuer"],
        "verdict": one.newest["target"]["verdict"],
        "answers": answers_in(one.newest),
        "asked": what_is_asked(one.newest["target"]),
        "open": {name: number for name, number in counted[-1].items() if number},
        "none_open": nothing_open(one.newest["target"]["verdict"]),
        "started": one.newest["started"],
        "nights": [
            column(number, night["started"], night["target"]["verdict"], open_, most)
            for number, (night, open_) in enumerate(zip(one.nights, counted, strict=True))
        ],
        "width": max(len(one.nights) * WIDE, WIDE),
        "mean_s": one.mean_s,
        "still": one.still[:MOST],
        "still_more": max(0, len(one.still) - MOST),
        "flapping": one.flapping[:MOST],
    }


def column(
    number: int, started: str, verdict: str, open_: dict[str, int], most: int
) -> dict[str, Any]:
    """One night on the line: its verdict, and what was open piled up, the worst at the bottom."""
    told = ", ".join(f"{count} {name}" for name, count in open_.items() if count)
    bars, y = [], float(HIGH - 8)
    for name, count in open_.items():
        high = count / most * (HIGH - 10) if count else 0.0
        y -= high
        if count:
            bars.append({"severity": name, "y": round(y, 1), "high": round(high, 1)})
    return {
        "x": number * WIDE,
        "verdict": verdict,
        "bars": bars,
        "says": f"{started[:16].replace('T', ' ')} UTC: "
        + ", ".join(dict.fromkeys([verdict, f"open: {told}" if told else nothing_open(verdict)])),
    }
