"""Runs of a few checks each, made to be compared."""

from typing import Any

from reports.run.assembly import assemble
from reports.run.shape import Entry, Run

SEVERITIES = {"critical": "critical", "should": "medium"}


def found(outcome: str, **members: str) -> dict[str, str]:
    """A finding of this outcome, and what else is said of it."""
    return {"outcome": outcome} | members


def a_run(
    findings: dict[str, dict[str, Any]],
    *,
    started: str = "2026-11-23T04:05:06+00:00",
    catalogue: list[str] | None = None,
    suites: dict[str, str] | None = None,
    versions: dict[str, str] | None = None,
    targets: dict[str, dict[str, Any]] | None = None,
    **about: Any,
) -> Run:
    """A run with these findings by target and check, an outcome or `found(…)` each.

    The catalogue has the checks that are found, unless it is given; `suites` says which suite a
    check is of that is not of `oidc`, `targets` what is another of a target.
    """
    checks = catalogue or list(dict.fromkeys(one for each in findings.values() for one in each))
    told = {
        "started": started, "duration_s": 3, "versions": versions or {"ssoproof": "1.0"},
        "options": {}, "exit_code": 0, "faults": [], "diagnoses": [], "notices": [],
    }  # fmt: skip
    return assemble(
        findings=[
            finding(name, check, one if isinstance(one, dict) else found(one))
            for name, each in findings.items()
            for check, one in each.items()
        ],
        targets=[target(name) | (targets or {}).get(name, {}) for name in findings],
        exchanges=[],
        problems=[],
        catalogue=[entry(one, (suites or {}).get(one, "oidc")) for one in checks],
        about=told | about,
        not_run_because="This run did not select the check.",
    )


def finding(target: str, check: str, said: dict[str, str]) -> Any:
    unmet = said["outcome"] in ("FAILED", "WARNED", "KNOWN", "WAIVED")
    words = {"expected": "one", "actual": "two", "where": "a document"} if unmet else {}
    empty = dict.fromkeys(("reason", "expected", "actual", "where", "remedy", "source"), "")
    told = {"check": check, "target": target, "exchanges": [], "duration_s": 0.1}
    return empty | told | {"fingerprint": "f", "rerun": f"pytest --check {check}"} | words | said


def target(name: str) -> Any:
    words = {"vendor": "okta", "profile": "wandb-server", "auth_method": "pkce"}
    numbers = {"requests": 7, "logins": 1, "duration_s": 1.5}
    return {"name": name, "issuer": f"https://{name}.example"} | words | numbers


def entry(check: str, suite: str = "oidc") -> Entry:
    level = "SHOULD" if "should" in check else "MUST"
    severity = next((s for word, s in SEVERITIES.items() if word in check), "high")
    return {
        "id": check, "title": f"The title of {check}", "why": "It matters", "level": level,
        "severity": severity, "run_class": "safe", "area": check.partition("/")[0],
        "spec": [{"text": "Core 1.0, 2", "url": "https://openid.net/specs/core#2"}],
        "remedy": f"Mend {check}.", "faults": [], "location": f"suites/{suite}/a/test_a.py:1",
        "questions": ["safe", "conforms"],
    }  # fmt: skip
