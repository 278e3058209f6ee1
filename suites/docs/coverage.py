"""docs/coverage.md and docs/not-tested.md, made of the lists."""

from collections.abc import Callable, Iterable

from suites.coverage import (
    OTHER_PARTIES,
    Row,
    application_attacks,
    application_modules,
    asvs,
    attacks,
    modules,
    rfc9700,
    saml2int,
    saml_core,
)
from suites.coverage.oidf import LISTS, Module, common, suite_modules

REQUIREMENT = ("level", "asks", "why")
Cells = Callable[[Row], tuple[str, ...]]

FORECAST = """\
A report forecasts for each certification profile that the target claims what the suite would say
of each module: *would pass*, *would warn*, *would fail*, or *not judged*. Only checks that
**decide** make a module fail: they are as strict as the module. A **stricter** one asks the same
and more: if it is met, so is what the module asks, and if not, the module is not judged. What
stands under **warns** ends a module with a warning, which a certification may have. What goes
**beyond** the module decides nothing. Checks that judge by the target's auth method decide in the
plans of that flow alone (`pkce`: Basic, `implicit`: Implicit), and by one response type of it; a
module of a Form Post plan is that of the plan it repeats, with a response by POST. What a wrong
setting explains is not held against the provider. Modules that the suite skips, for want of a
feature or with a static client, would pass.

The suite asks a person for screenshots where this harness judges by itself. It is the
Foundation's suite that certifies.""".splitlines()

REMAKE = "Made by `python -m suites.docs` from the lists in `suites/coverage`; edit those."


def coverage_page() -> str:
    """docs/coverage.md: each row with the checks that cover it."""
    covered = [row for row in modules() if row.checks]
    tried = [row for row in attacks() if row.checks]
    return "\n".join(
        [
            "# What the checks cover",
            "",
            REMAKE,
            "",
            "## The OpenID Foundation's provider modules",
            "",
            f"{len(covered)} of {len(modules())} modules of the plans Config, Basic, Implicit, "
            "Hybrid, Form Post, Dynamic, 3rd-party-initiated login, RP-initiated, front-channel "
            "and back-channel logout, and session management. Each check is one assertion, so "
            "most modules have several.",
            "",
            *FORECAST,
            "",
            f"| module | plans | {' | '.join(LISTS)} | beyond |",
            "| --- " * (len(LISTS) + 3) + "|",
            module_row("every one with a login", "", common()),
            *(module_row(f"`{one.name}`", ", ".join(one.plans), one) for one in suite_modules()),
            "",
            "## OWASP ASVS 5.0, chapter V10",
            "",
            *standard_section(asvs(), "requirement"),
            "## RFC 9700, OAuth 2.0 security",
            "",
            "The normative sentences of sections 2 and 4, each by the anchor of its paragraph.",
            "",
            *standard_section(rfc9700(), "paragraph"),
            "## Attacks on a provider",
            "",
            f"{len(tried)} of {len(attacks())} are tried; [not-tested.md](not-tested.md) says why "
            "the others are not.",
            "",
            *by_group(tried, ("attack", "severity", "run class", "checks"), tried_cells),
            *application_sections(),
            *saml_sections(),
        ]
    )


def application_sections() -> list[str]:
    """The lists that are about an application: `pytest suites/rp`."""
    covered = [row for row in application_modules() if row.checks]
    tried = [row for row in application_attacks() if row.checks]
    return [
        "## The OpenID Foundation's relying-party modules",
        "",
        f"{len(covered)} of {len(application_modules())} modules have checks. The suite waits for "
        "a request that must not come; here the application is asked who is signed in.",
        "",
        "| module | plans | checks | not tested |",
        "| --- | --- | --- | --- |",
        *(f"| {' | '.join(rp_module_cells(row))} |" for row in application_modules()),
        "",
        "## Attacks on an application",
        "",
        f"{len(tried)} of {len(application_attacks())} are tried.",
        "",
        *by_group(tried, ("attack", "severity", "run class", "checks"), tried_cells),
    ]


def saml_sections() -> list[str]:
    """The standards that are about a SAML identity provider: `pytest suites/saml`."""
    return [
        "## SAML V2.0, assertions and protocols",
        "",
        "The MUSTs of sections 2.3, 2.5, 2.7, 3.2 to 3.4 and 3.7 on whoever answers an "
        "AuthnRequest or a LogoutRequest.",
        "",
        *standard_section(saml_core(), "section"),
        "## SAML2Int, the deployment profile for SAML V2.0",
        "",
        "Version 2.0 of Kantara's profile: the requirements of both parties and of identity "
        "providers, by their names without `SDP-`.",
        "",
        *standard_section(saml2int(), "requirement"),
    ]


def rp_module_cells(row: Row) -> tuple[str, ...]:
    return f"`{row.name}`", row.group, in_code_marks(row.checks), cell(row.not_tested)


def module_row(name: str, plans: str, module: Module) -> str:
    """A module with its checks by how strict they are."""
    lists = [
        in_code_marks(dict.fromkeys(one.check for each in found.values() for one in each))
        for found in (module.decides, module.stricter, module.warns)
    ]
    unseen = f" (nobody looks at: {module.unseen})" if module.unseen else ""
    return f"| {name}{unseen} | {plans} | {' | '.join(lists)} | {in_code_marks(module.beyond)} |"


def standard_section(rows: tuple[Row, ...], column: str) -> list[str]:
    """How many requirements have checks, and all of them with their checks or why there is none."""
    answered = sum(bool(row.checks) for row in rows)
    others = sum(row.not_tested in OTHER_PARTIES.values() for row in rows)
    return [
        f"{answered} of {len(rows)} are answered by checks, those on the application by "
        f"`suites/rp`; {others} bind another party. Where something is left out, the row "
        "says what.",
        "",
        *by_group(rows, (column, "level", "binds", "asks", "checks"), requirement_cells),
    ]


def not_tested_page() -> str:
    """docs/not-tested.md: what no check tries or answers, or not whole, with the reason."""
    untried = [row for row in attacks() if not row.checks]
    partly = [row for row in attacks() if row.checks and row.not_tested]
    here = [row for row in application_attacks() if not row.checks]
    here_partly = [row for row in application_attacks() if row.checks and row.not_tested]
    columns = ("attack", "severity", "run class", "why")
    return "\n".join(
        [
            "# What is not tested",
            "",
            REMAKE,
            "",
            f"{len(untried)} of {len(attacks())} known attacks on a provider have no check.",
            "",
            *by_group(untried, columns, left_cells),
            "## Tried in part",
            "",
            *by_group(partly, columns, left_cells),
            "## Requirements that no check answers",
            "",
            *by_group(unanswered(asvs()), ("ASVS 5.0", *REQUIREMENT), unanswered_cells),
            *by_group(unanswered(rfc9700()), ("RFC 9700", *REQUIREMENT), unanswered_cells),
            *by_group(unanswered(saml_core()), ("SAML V2.0", *REQUIREMENT), unanswered_cells),
            *by_group(unanswered(saml2int()), ("SAML2Int", *REQUIREMENT), unanswered_cells),
            "## Attacks on an application",
            "",
            f"{len(here)} of {len(application_attacks())} known attacks on an application have no "
            "check.",
            "",
            *by_group(here, columns, left_cells),
            "## Attacks on an application that are tried in part",
            "",
            *by_group(here_partly, columns, left_cells),
        ]
    )


def unanswered(rows: Iterable[Row]) -> list[Row]:
    """The requirements without a check that bind whom we judge, or whoever runs it."""
    return [row for row in rows if not row.checks and row.not_tested not in OTHER_PARTIES.values()]


def by_group(rows: Iterable[Row], columns: tuple[str, ...], cells: Cells) -> list[str]:
    """A heading and a table for each group of `rows`."""
    lines: list[str] = []
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines += [f"### {group}", "", f"| {' | '.join(columns)} |"]
            lines.append("| --- " * len(columns) + "|")
        lines.append(f"| {' | '.join(cells(row))} |")
    return spaced(lines)


def spaced(lines: list[str]) -> list[str]:
    """An empty line before each heading, and at the end."""
    out: list[str] = []
    for line in lines:
        if line.startswith("### ") and out:
            out.append("")
        out.append(line)
    return [*out, ""]


def tried_cells(row: Row) -> tuple[str, ...]:
    return cell(row.name), row.severity, row.run_class, in_code_marks(row.checks)


def requirement_cells(row: Row) -> tuple[str, ...]:
    answer = "; ".join(filter(None, (in_code_marks(row.checks), cell(row.not_tested))))
    return row.name, row.level, row.binds, cell(row.says), answer


def unanswered_cells(row: Row) -> tuple[str, ...]:
    return row.name, row.level, cell(row.says), cell(row.not_tested)


def left_cells(row: Row) -> tuple[str, ...]:
    return cell(row.name), row.severity, row.run_class, cell(row.not_tested)


def in_code_marks(checks: Iterable[str]) -> str:
    return ", ".join(f"`{check}`" for check in checks)


def cell(text: str) -> str:
    """A text that breaks no table."""
    return text.replace("|", "\\|").replace("<", "&lt;")
