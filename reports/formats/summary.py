"""The executive summary of a run in Markdown: one page for a security review."""

from reports.formats.markdown import code, section, table, text
from reports.run.shape import Run
from reports.summary.facts import Line, Scope, Summary, summary
from reports.summary.standards import FORECAST, Row

MANY = 300


def summary_markdown(run: Run) -> str:
    """The page."""
    told = summary(run)
    lines = [f"# {told.sign} {told.verdict}", "", f"{told.says} Judged on {told.when}.", ""]
    if told.since:
        lines += [f"{told.since[0].upper()}{text(told.since[1:])}.", ""]
    if told.fakes:
        names = ", ".join(text(one, 60) for one in told.fakes)
        lines += [f"**Fakes were judged that come with the harness, no product: {names}.**", ""]
    lines += section("Answers", answered(told))
    lines += section("Weaknesses", [*map(item, told.weaknesses), *more(told.more_weaknesses)])
    lines += section(
        "Not met, and accepted", [*map(item, told.accepted), *more(told.more_accepted)]
    )
    lines += section("What was judged, and what was not", judged(told))
    lines += section("Standards", standards(told))
    lines += section("Certification forecast", in_rows(FORECAST, told.forecasts))
    lines += section("Modules that would fail", [f"- {text(one, MANY)}" for one in told.failing])
    lines += section("How the verdicts are proven", [f"- {text(one, MANY)}" for one in told.proof])
    lines += section("To know", [f"- {text(one, MANY * 2)}" for one in told.to_know])
    return "\n".join(lines).rstrip() + "\n"


def answered(told: Summary) -> list[str]:
    """A row for each target, and below why sign-in does not work."""
    head = ("target", "verdict", "sign-in works", "safe", "conforms")
    rows = [
        (text(one.name, 60), f"**{one.verdict}**", one.works, one.safe, one.conforms)
        for one in told.scopes
    ]
    why = [
        f"- {text(one.name, 60)}: sign-in works: {one.works}: {text(one.because)}"
        for one in told.scopes
        if one.because
    ]
    others = [f"{told.more_scopes} more targets are in the report."] if told.more_scopes else []
    return [*table(head, rows), *([""] if why or others else []), *why, *others]


def item(one: Line) -> str:
    """A weakness in a line."""
    return (
        f"- **{one.severity}** {text(one.says)} {text(one.target, 60)}, {code(one.check)}: "
        f"{text(one.evidence, MANY)}"
    )


def more(number: int) -> list[str]:
    """What was left out."""
    return [f"- … and {number} more in the report"] if number else []


def judged(told: Summary) -> list[str]:
    """A row for each target: what it is, and how much of it was judged."""
    head = ("target", "issuer", "judged as", "checks")
    rows = [
        (text(one.name, 60), code(one.issuer), text(one.judged_as), checks(one))
        for one in told.scopes
    ]
    return table(head, rows)


def checks(one: Scope) -> str:
    """`643 judged, 519 do not apply`, and what stopped most of the others."""
    counted = ", ".join(f"{number:,} {says}" for number, says in one.counted)
    return counted + (f". Most by: {text(one.stopped_by)}" if one.stopped_by else "")


def standards(told: Summary) -> list[str]:
    """A row for each target, and how many requirements nobody tests."""
    rows = in_rows(tuple(text(one) for one in told.standards), told.measured)
    note = f"{told.untested} further requirements are tested by no check, each with its reason."
    return [*rows, "", note] if rows else []


def in_rows(head: tuple[str, ...], rows: list[Row]) -> list[str]:
    """A row for each target."""
    return table(
        ("target", *head),
        [(text(one.target, 60), *(text(cell, MANY) for cell in one.cells)) for one in rows],
    )
