"""What the checks cover, measured against lists that others made: the OpenID Foundation's modules,
known attacks on a provider and on an application, and the requirements of standards: OWASP ASVS 5.0
chapter V10 and RFC 9700, and for SAML 2.0 its core and a deployment profile. The lists are data
beside this file.
"""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from suites.coverage.oidf import suite_modules

HERE = Path(__file__).parent
RP_MODULES = "OpenID Foundation, relying-party modules"
# Who is bound by what `suites/rp` judges, and how the ids of its checks begin.
APPLICATION, OF_APPLICATIONS = "application", "rp-"
ELSEWHERE = "it binds the application, and the provider is judged here: see `pytest suites/rp`"
# Why nothing answers a requirement: it binds nobody whom we judge.
OTHER_PARTIES = {
    "resource server": "it binds the resource server, an API that the provider does not tell of",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list: its name, the group it belongs to, and the checks that cover it.

    `not_tested` says what is left out and why, or why no check covers it at all; `severity` and
    `run_class` are those of an attack. A requirement has the `level` that its standard gives it,
    `binds` a party and `says` something; `reference` is how a check would cite it.
    """

    name: str
    group: str
    checks: tuple[str, ...]
    not_tested: str = ""
    severity: str = ""
    run_class: str = ""
    level: str = ""
    binds: str = ""
    says: str = ""
    reference: str = ""

    @property
    def told(self) -> str:
        """The name, and of a requirement what it says."""
        return f"{self.name} ({self.level}, {self.binds}): {self.says}" if self.says else self.name


@cache
def modules() -> tuple[Row, ...]:
    """The provider modules of the OpenID Foundation's suite; the group names their plans."""
    return tuple(
        Row(name=one.name, group=", ".join(one.plans), checks=one.checks) for one in suite_modules()
    )


@cache
def application_modules() -> tuple[Row, ...]:
    """The relying-party modules of the OpenID Foundation's suite; the group names their plans."""
    data = tomllib.loads((HERE / "rp_oidf.toml").read_text("utf-8"))
    return tuple(
        Row(
            name=one["name"],
            group=", ".join(one["plans"]),
            checks=tuple(one["checks"]),
            not_tested=one["not_tested"],
        )
        for one in data["module"]
    )


@cache
def attacks() -> tuple[Row, ...]:
    """Known attacks on a provider; the group is the section that each belongs to."""
    return _attacks("attacks")


@cache
def application_attacks() -> tuple[Row, ...]:
    """Known attacks on an application, by its provider or by whoever leads its users."""
    return _attacks("rp_attacks")


def _attacks(name: str) -> tuple[Row, ...]:
    data = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
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


@cache
def asvs() -> tuple[Row, ...]:
    """The requirements of OWASP ASVS 5.0, chapter V10."""
    return _requirements("asvs")


@cache
def rfc9700() -> tuple[Row, ...]:
    """The normative sentences of RFC 9700, sections 2 and 4; each named by its paragraph."""
    return _requirements("rfc9700")


@cache
def saml_core() -> tuple[Row, ...]:
    """The MUSTs of Assertions and Protocols for SAML V2.0 on an identity provider."""
    return _requirements("saml_core")


@cache
def saml2int() -> tuple[Row, ...]:
    """The requirements of the deployment profile SAML2Int on an identity provider."""
    return _requirements("saml2int")


def _requirements(standard: str) -> tuple[Row, ...]:
    """Raises KeyError for a section or a list of checks that the data do not have."""
    data = tomllib.loads((HERE / f"{standard}.toml").read_text("utf-8"))
    shared = tomllib.loads((HERE / "shared.toml").read_text("utf-8"))
    return tuple(
        Row(
            name=one["id"],
            group=data["sections"][_section(one["id"])],
            checks=tuple(_spelled_out(one["checks"], shared)),
            not_tested=one.get("not_tested") or _left_to_others(one),
            level=one["level"],
            binds=one["binds"],
            says=one["says"],
            reference=f"{standard.replace('_', '-')}:{one['id'].partition('-')[0]}",
        )
        for one in data["requirement"]
    )


def _section(name: str) -> str:
    """The section of a requirement: two numbers, or the letters that it begins with."""
    number = name.partition("-")[0]
    return ".".join(number.split(".")[:2]) if "." in number else number.rstrip("0123456789")


def _left_to_others(one: dict[str, Any]) -> str:
    return "" if one["checks"] else OTHER_PARTIES.get(one["binds"], "")


def _spelled_out(checks: Iterable[str], shared: dict[str, list[str]]) -> Iterable[str]:
    """Each check once; a word without a slash is the name of a list."""
    spelled = (check for one in checks for check in ([one] if "/" in one else shared[one]))
    return dict.fromkeys(spelled)


@cache
def answers() -> dict[str, tuple[str, ...]]:
    """By check, the requirements of the standards that it answers, as a check cites them."""
    found: dict[str, dict[str, None]] = {}
    for row in (*asvs(), *rfc9700(), *saml_core(), *saml2int()):
        for check in row.checks:
            found.setdefault(check, {})[row.reference] = None
    return {check: tuple(references) for check, references in found.items()}


def rows(suites: Collection[str] = ("oidc",)) -> list[dict[str, object]]:
    """The lists that concern a run of these suites, as the report wants them: plain data."""
    is_provider, is_application, is_saml = (one in suites for one in ("oidc", "rp", "saml"))
    named: tuple[tuple[str, Iterable[Row]], ...] = (
        ("OpenID Foundation, provider modules", modules() if is_provider else ()),
        ("OWASP ASVS 5.0, chapter V10", concerned(asvs(), suites)),
        ("RFC 9700, OAuth 2.0 security", concerned(rfc9700(), suites)),
        ("Attacks", attacks() if is_provider else ()),
        (RP_MODULES, application_modules() if is_application else ()),
        ("Attacks on an application", application_attacks() if is_application else ()),
        ("SAML V2.0, assertions and protocols", saml_core() if is_saml else ()),
        ("SAML2Int, the deployment profile", saml2int() if is_saml else ()),
    )
    return [
        {
            "list": title,
            "group": row.group,
            "name": row.told,
            "checks": list(row.checks),
            "not_tested": row.not_tested,
        }
        for title, rows in named
        for row in rows
    ]


def concerned(rows: Iterable[Row], suites: Collection[str]) -> list[Row]:
    """The requirements on whom a run of these suites judges, each with their checks alone."""
    if "oidc" in suites and "rp" in suites:
        return list(rows)
    if "oidc" in suites:
        return [of_the_provider(row) for row in rows]
    bound = [row for row in rows if row.binds == APPLICATION and "rp" in suites]
    return [replace(row, checks=tuple(filter(is_of_an_application, row.checks))) for row in bound]


def of_the_provider(row: Row) -> Row:
    """A requirement with the checks of a provider alone, and that others are left out."""
    checks = tuple(one for one in row.checks if not is_of_an_application(one))
    return row if checks == row.checks else replace(row, checks=checks, not_tested=ELSEWHERE)


def is_of_an_application(check: str) -> bool:
    """Whether a check judges an application."""
    return check.startswith(OF_APPLICATIONS)


def unknown(rows: Iterable[Row], known: Iterable[str]) -> set[str]:
    """The check ids in `rows` that are not among `known`."""
    return {check for row in rows for check in row.checks} - set(known)
