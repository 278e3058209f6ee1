"""What the checks cover, measured against two lists: the OpenID Foundation's provider modules, and
known attacks on a provider. The lists are data beside this file.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list: its name, the group it belongs to, and the checks that cover it.

    `not_tested` says what is left out and why, or why no check covers it at all; `severity` and
    `run_class` are those of an attack.
    """

    name: str
    group: str
    checks: tuple[str, ...]
    not_tested: str = ""
    severity: str = ""
    run_class: str = ""


@cache
def modules() -> tuple[Row, ...]:
    """The provider modules of the OpenID Foundation's suite; the group names their plans."""
    entries = tomllib.loads((HERE / "oidf.toml").read_text("utf-8"))["module"]
    return tuple(
        Row(name=one["name"], group=", ".join(one["plans"]), checks=tuple(one["checks"]))
        for one in entries
    )


@cache
def attacks() -> tuple[Row, ...]:
    """Known attacks on a provider; the group is the section that each belongs to."""
    data = tomllib.loads((HERE / "attacks.toml").read_text("utf-8"))
    return tuple(
        Row(
            name=one["name"],
            group=f"{one['section']} {data['sections'][one['section']]}",
            checks=tuple(one["checks"]),
            not_tested=one["not_tested"],
            severity=one["severity"],
            run_class=one["run_class"],
        )
        for one in data["attack"]
    )


def rows() -> list[dict[str, object]]:
    """Both lists as the report wants them: plain data."""
    named = (("OpenID Foundation, provider modules", modules()), ("Attacks", attacks()))
    return [
        {
            "list": title,
            "group": row.group,
            "name": row.name,
            "checks": list(row.checks),
            "not_tested": row.not_tested,
        }
        for title, rows in named
        for row in rows
    ]


def unknown(rows: Iterable[Row], known: Iterable[str]) -> set[str]:
    """The check ids in `rows` that are not among `known`."""
    return {check for row in rows for check in row.checks} - set(known)
