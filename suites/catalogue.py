"""Every check there is, read from the suite itself, whatever a run selects."""

from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path

from fakes.faults import faults
from suites.check import Check

HERE = Path(__file__).parent


@cache
def catalogue(suite: str = "oidc") -> dict[str, Check]:
    """The checks of a suite by id, in the order of files and lines.

    Raises ValueError if two checks have the same id.
    """
    found: dict[str, Check] = {}
    for path in sorted((HERE / suite).glob("test_*.py")):
        module = import_module(f"suites.{suite}.{path.stem}")
        for value in vars(module).values():
            one = getattr(value, "check", None)
            if not isinstance(one, Check) or value.__module__ != module.__name__:
                continue
            if one.id in found:
                raise ValueError(f"two checks are called {one.id}")
            found[one.id] = one
    return found


def selected(patterns: list[str]) -> set[str]:
    """The ids that match any of `patterns` (as file names match).

    Raises ValueError for a pattern that matches nothing.
    """
    ids = set()
    for pattern in patterns:
        matching = {one for one in catalogue() if fnmatchcase(one, pattern)}
        if not matching:
            areas = ", ".join(dict.fromkeys(check.area for check in catalogue().values()))
            raise ValueError(f"--check {pattern!r} matches no check id; areas: {areas}")
        ids |= matching
    return ids


def described() -> list[dict[str, object]]:
    """The catalogue as the report wants it: plain data."""
    return [
        {
            "id": check.id,
            "area": check.area,
            "title": check.title,
            "why": check.why,
            "level": str(check.level),
            "severity": str(check.severity),
            "run_class": str(check.run_class),
            "spec": [{"text": one.text, "url": one.url} for one in check.spec],
            "remedy": check.remedy,
            "faults": [fault.name for fault in faults().values() if check.id in fault.caught_by],
            "location": check.location,
        }
        for check in catalogue().values()
    ]
