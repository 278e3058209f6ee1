"""A run in Markdown, on one screen: for a ticket, or the summary of a job."""

import re
from collections.abc import Iterable, Iterator

from reports.comparison import since
from reports.run.answers import nothing_open
from reports.run.headline import headline
from reports.run.open import Open, open_in
from reports.run.shape import JudgedTarget, Run
from reports.run.text import shortened

MOST = 12
LONGEST = 200
# All of these may be escaped in Markdown, and then mean themselves (CommonMark 0.31, 2.4).
_MARKUP = re.compile(r"""[!-/:-@\[-`{-~]""")
_HARMLESS = frozenset(" '(),./:;?%\"+=-")


def markdown(run: Run) -> str:
    """The run on one screen."""
    lines = [f"## {headline(run['targets'], lambda name: text(name, 60))}", ""]
    lines += [f"{run['started'][:16].replace('T', ' ')} UTC, exit code {run['exit_code']}", ""]
    lines += comparison(run)
    lines += section("Answers", table(("target", "sign-in works", "safe", "conforms"), rows(run)))
    lines += section("Causes", [
        f"- **{text(one['summary'])}** {text(one['target'], 60)}: change {code(one['setting'])} "
        f"to {code(one['correct'])}"
        for one in run["diagnoses"][:MOST]
    ])  # fmt: skip
    found = open_in(run)
    more = [f"- … and {len(found) - MOST} more"] if len(found) > MOST else []
    lines += section("Open", [item(one) for one in found[:MOST]] + more)
    told = [f"- {text(one['where'])}: {text(one['text'])}" for one in run["problems"][:MOST]]
    told += [
        f"- {text(one['kind'])}: {about(one['target'])}{text(one['text'])}"
        for one in run["notices"][:MOST]
    ]
    return "\n".join(lines + section("To know", told)).rstrip() + "\n"


def diff_markdown(run: Run) -> str:
    """The comparison of a run alone."""
    return "\n".join(comparison(run)).rstrip() + "\n"


def comparison(run: Run) -> list[str]:
    """What is another than in the earlier run, in lines; none where nothing was compared."""
    if "comparison" not in run:
        return []
    told = run["comparison"]
    start = since.since(told, run["started"])
    lines = [f"**{start[0].upper()}{start[1:]}: {since.in_short(told)}**", ""]
    lines += [
        f"- {text(target['target'], 60)}: {text(turn)}"
        for target in told["targets"]
        if target["started"]
        for turn in since.turns_of(target)
    ]
    lines += [
        f"- **{since.said(one['kind'])}**: {code(one['check'])} "
        f"{text(one['target'], 60)} ({one['level']}, "
        f"{one['after']['severity'] or one['before']['severity']}): "
        f"{'Not so: ' if one['kind'] == 'new' else ''}{text(one['title'])}. "
        f"{text(since.difference(one))}".rstrip()
        for one in told["changes"][:MOST]
    ]
    if len(told["changes"]) > MOST:
        lines.append(f"- … and {len(told['changes']) - MOST} more")
    lines += [f"- {text(remark)}" for remark in told["remarks"]]
    return [*lines, ""]


def rows(run: Run) -> Iterator[tuple[str, ...]]:
    """A row for each target."""
    for target in run["targets"]:
        yield (text(target["name"], 60), *answers(target))


def answers(target: JudgedTarget) -> tuple[str, str, str]:
    """The three answers, or the verdict in their place."""
    if "answers" not in target:
        return "", "", target["verdict"]
    told = target["answers"]
    open_ = [f"{number} {name}" for name, number in told["safe"]["open"].items() if number]
    musts = told["conforms"]["musts"]
    because = text(told["works"]["because"]) if told["works"]["answer"] != "yes" else ""
    return (
        f"**{told['works']['answer']}**" + (f": {because}" if because else ""),
        f"open: {', '.join(open_)}" if open_ else nothing_open(target["verdict"]),
        f"**{told['conforms']['answer']}**" + (f": {len(musts)} MUST unmet" if musts else ""),
    )


def about(target: str) -> str:
    """What a notice begins with; a notice about the whole run names no target."""
    return f"{text(target, 60)}: " if target else ""


def item(one: Open) -> str:
    """A weakness in a line."""
    alike = f", and {len(one.findings) - 1} alike" if len(one.findings) > 1 else ""
    first = one.findings[0]
    return (
        f"- {one.severity} {code(first['check'])} {text(first['target'], 60)}{alike}: "
        f"{text(one.says)}"
    )


def section(title: str, lines: Iterable[str]) -> list[str]:
    """The lines below a heading; nothing where there are none."""
    told = list(lines)
    return [f"### {title}", "", *told, ""] if told else []


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """A table of GitHub's kind; nothing where there are no rows."""
    told = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *told] if told else []


def text(value: str, limit: int = LONGEST) -> str:
    """The value in a line that is nothing but text: no markup, no link, no mention."""
    line = shortened(value, limit)
    escaped = _MARKUP.sub(
        lambda match: match.group() if match.group() in _HARMLESS else f"\\{match.group()}", line
    )
    # What begins a line may begin a list, or be a rule across the page.
    escaped = re.sub(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+]))", r"\1\\", escaped)
    # GitHub makes a link of a bare address, and tells whoever is mentioned.
    return escaped.replace("://", "\\://").replace("www.", "www\\.").replace("\\@", "&#64;")


def code(value: str, limit: int = LONGEST) -> str:
    """The value as code, whatever backquotes it has."""
    line = shortened(value, limit).replace("|", "¦")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"
