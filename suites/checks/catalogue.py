"""Every check there is, read from the suites themselves, whatever a run selects."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path

from fakes.faults import faults
from suites.checks.check import Check

HERE = Path(__file__).parents[1]
SUITES = ("oidc", "registration")


@cache
def catalogue(*suites: str) -> dict[str, Check]:
    """The checks of `suites` (of all, if none is named) by id, in the order of files and lines.

    Raises ValueError if two checks have the same id.
    """
    found: dict[str, Check] = {}
    for one in (check for suite in suites or SUITES for check in _checks_of(suite)):
        if one.id in found:
            raise ValueError(f"two checks are called {one.id}")
        found[one.id] = one
    return found


def _checks_of(suite: str) -> Iterable[Check]:
    for path in sorted((HERE / suite).rglob("test_*.py")):
        place = path.relative_to(HERE).with_suffix("").parts
        module = import_module(".".join(("suites", *place)))
        for value in vars(module).values():
            one = getattr(value, "check", None)
            if isinstance(one, Check) and value.__module__ == module.__name__:
                yield one


def collected(arguments: Iterable[str], folder: Path) -> tuple[str, ...]:
    """The suites that pytest collects by its `arguments`, given in `folder`.

    All of them where the arguments name none: then nobody asked for less.
    """
    paths = [(folder / argument.partition("::")[0]).resolve() for argument in arguments]
    return tuple(suite for suite in SUITES if any(_holds(path, suite) for path in paths)) or SUITES


def _holds(path: Path, suite: str) -> bool:
    """Whether `path` is the folder of `suite`, above it, or in it."""
    there = HERE / suite
    return path == there or path in there.parents or there in path.parents


def selected(patterns: list[str], suites: Iterable[str] = SUITES) -> set[str]:
    """The ids of `suites` that match any of `patterns` (as file names match).

    Raises ValueError for a pattern that matches nothing.
    """
    ids: set[str] = set()
    known = catalogue(*suites)
    for pattern in patterns:
        matching = {one for one in known if fnmatchcase(one, pattern)}
        if not matching:
            areas = ", ".join(dict.fromkeys(check.area for check in known.values()))
            raise ValueError(f"--check {pattern!r} matches no check id; areas: {areas}")
        ids |= matching
    return ids


def described(suites: Iterable[str] = SUITES) -> list[dict[str, object]]:
    """The catalogue of `suites` as the report wants it: plain data."""
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
        for check in catalogue(*suites).values()
    ]
