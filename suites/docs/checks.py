"""docs/checks: each check by its id."""

import re
from collections.abc import Iterable

from suites.checks.catalogue import catalogue
from suites.checks.check import Check
from suites.checks.words import Level
from suites.coverage import answers

REMAKE = "Made by `python -m suites.docs` from the checks themselves; edit those."
# Code as it stands, or a sign that Markdown would read as emphasis, HTML or an escape.
MARKUP = re.compile(r"`[^`]*`|[*<|\\]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def checks_pages() -> dict[str, str]:
    """The pages of docs/checks by file name: an index, and a page for each area.

    The check `area/slug` stands at `area.md#slug`.
    """
    areas: dict[str, list[Check]] = {}
    for _, one in sorted(catalogue().items()):
        areas.setdefault(one.area, []).append(one)
    pages = {f"{area}.md": area_page(area, checks) for area, checks in areas.items()}
    return {"README.md": index_page(areas), **pages}


def index_page(areas: dict[str, list[Check]]) -> str:
    """How to find a check, what the words on its page mean, and the areas of each suite."""
    suites = sorted({one.suite for checks in areas.values() for one in checks})
    return "\n".join(
        [
            "# The checks",
            "",
            REMAKE,
            "",
            "Find a check by the id that a finding names: `area/slug` stands at `area.md#slug`, so "
            "`discovery/issuer-exact` at "
            "[discovery.md#issuer-exact](discovery.md#issuer-exact). An id never changes its "
            "meaning. `--check ID` runs a check alone, `--list-checks` prints them all.",
            "",
            "- **Level**: how the specification words the requirement (MUST, SHOULD, MAY). A MUST "
            "that is not met is FAILED (WARNED where it does little harm), all else is WARNED.",
            "- **Severity**: what it costs if the requirement is not met: critical, high, medium, "
            "low, info.",
            "- **Run class**: what the check does to the target. `safe`: ordinary requests and "
            "logins of the test user. `stateful`: burns codes, revokes, registers, ends sessions. "
            "`noisy`: bursts, wrong passwords, calls to URLs of ours.",
            "- **Needs**: what a target must have for the check to be applicable.",
            "",
            *(line for suite in suites for line in suite_section(suite, areas)),
        ]
    )


def suite_section(suite: str, areas: dict[str, list[Check]]) -> list[str]:
    """The areas of one suite, with how many checks of each level they have."""
    own = {area: [one for one in checks if one.suite == suite] for area, checks in areas.items()}
    heading = " | ".join(["area", "checks", *Level])
    return [
        f"## `pytest suites/{suite}`",
        "",
        f"| {heading} |",
        "| --- " * (2 + len(Level)) + "|",
        *(area_row(area, checks) for area, checks in own.items() if checks),
        "",
    ]


def area_row(area: str, checks: list[Check]) -> str:
    levels = [sum(one.level == level for one in checks) for level in Level]
    cells = [f"[{area}]({area}.md)", len(checks), *(number or "" for number in levels)]
    return f"| {' | '.join(map(str, cells))} |"


def area_page(area: str, checks: Iterable[Check]) -> str:
    """Every check of one area."""
    return "\n".join(
        [
            f"# Checks: {area}",
            "",
            f"{REMAKE} [All areas](README.md)",
            "",
            *(line for one in checks for line in entry(one)),
        ]
    )


def entry(one: Check) -> list[str]:
    """What there is to know of one check, below an anchor of its own."""
    sources = one.sources(answers().get(one.id, ()))
    needs = f" · needs {', '.join(f'`{word}`' for word in one.needs)}" if one.needs else ""
    return [
        f'## <a id="{one.id.partition("/")[2]}"></a>{one.id}',
        "",
        f"**{without_markup(one.title)}**",
        "",
        f"{one.level} · {one.severity} · {one.run_class}{needs}",
        "",
        f"- Why: {without_markup(one.why)}",
        f"- Remedy: {without_markup(one.remedy)}",
        f"- Specification: {'; '.join(f'[{cited.text}]({cited.url})' for cited in sources)}",
        "",
    ]


def without_markup(text: str) -> str:
    """A text in which Markdown finds no mark-up but code."""
    return MARKUP.sub(lambda sign: sign[0] if sign[0][0] == "`" else f"\\{sign[0]}", text)
