"""Every suite and every check there is, read from the folders, whatever a run selects."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from fakes.applications.faults import application_faults
from fakes.deployment.faults import deployment_faults
from fakes.faults import Fault, faults
from fakes.saml.faults import saml_faults
from suites.checks.check import Check, check_of
from suites.checks.suite import Suite

HERE = Path(__file__).parents[1].resolve()


@cache
def suites() -> dict[str, Suite[Any]]:
    """The suites by name: each folder whose package says `SUITE`.

    Raises ValueError if one is not called as its folder, or two call their fixture alike.
    """
    found: dict[str, Suite[Any]] = {}
    for path in sorted(HERE.glob("*/__init__.py")):
        folder = path.parent.name
        suite = getattr(import_module(f"suites.{folder}"), "SUITE", None)
        if not isinstance(suite, Suite):
            continue
        if suite.name != folder:
            raise ValueError(f"the suite in {folder} calls itself {suite.name}")
        if suite.fixture in {one.fixture for one in found.values()}:
            raise ValueError(f"{folder}: another suite has a fixture {suite.fixture!r}")
        found[folder] = suite
    return found


def suite_of(check: Check) -> Suite[Any]:
    """The suite that a check is in."""
    return suites()[check.suite]


@cache
def catalogue(*names: str) -> dict[str, Check]:
    """The checks of the suites called `names` (of all, if none is) by id, by file and line.

    Raises ValueError if two checks have the same id, or one needs a feature with an unknown name.
    """
    found: dict[str, Check] = {}
    for one in (check for name in names or suites() for check in _checks_of(name)):
        if one.id in found:
            raise ValueError(f"two checks are called {one.id}")
        suite_of(one).check_words(one.id, one.needs)
        found[one.id] = one
    return found


def _checks_of(suite: str) -> Iterable[Check]:
    for path in sorted((HERE / suite).rglob("test_*.py")):
        place = path.relative_to(HERE).with_suffix("").parts
        module = import_module(".".join(("suites", *place)))
        for value in vars(module).values():
            one = check_of(value)
            if one is not None and value.__module__ == module.__name__:
                yield one


def collected(arguments: Iterable[str], folder: Path, *, by_name: bool = False) -> tuple[str, ...]:
    """The names of the suites that pytest collects by its `arguments`, given in `folder`.

    They are paths, and `by_name` (--pyargs) the names of packages and modules as well. All suites
    where the arguments name none: then nobody asked for less.
    """
    paths = [place(argument, folder, by_name=by_name) for argument in arguments]
    names = tuple(name for name in suites() if any(_holds(path, name) for path in paths))
    return names or tuple(suites())


def place(argument: str, folder: Path, *, by_name: bool) -> Path:
    """Where an argument of pytest leads, given in `folder`; see `collected`."""
    named = argument.partition("::")[0]
    package, *parts = named.split(".")
    if by_name and package == HERE.name:
        return HERE.joinpath(*parts)
    return (folder / named).resolve()


def _holds(path: Path, suite: str) -> bool:
    """Whether `path` is the folder of `suite`, above it, or in it."""
    there = HERE / suite
    return path == there or path in there.parents or there in path.parents


@cache
def selected(patterns: tuple[str, ...], names: tuple[str, ...] = ()) -> frozenset[str]:
    """The ids of the suites called `names` (of all, if none is) that match any of `patterns`.

    They match as file names do.

    Raises ValueError for a pattern that matches nothing.
    """
    ids: set[str] = set()
    known = catalogue(*names)
    for pattern in patterns:
        matching = {one for one in known if fnmatchcase(one, pattern)}
        if not matching:
            raise ValueError(f"--check {pattern!r} matches no check id; {_meant(pattern, known)}")
        ids |= matching
    return frozenset(ids)


def _meant(pattern: str, known: Mapping[str, Check]) -> str:
    """What may have been meant by a pattern that matches nothing, and the areas that there are."""
    areas = list(dict.fromkeys(check.area for check in known.values()))
    area, _, rest = pattern.partition("/")
    typed, of = (pattern, list(known)) if area in areas else (area, areas)
    near = get_close_matches(typed, of, cutoff=0.75)
    asked = [one if area in areas else f"{one}/{rest or '*'}" for one in near]
    question = f"is it {', '.join(asked)}? " if asked else ""
    return f"{question}areas: {', '.join(areas)}"


@cache
def files_of(ids: frozenset[str]) -> frozenset[Path]:
    """The files that have these checks."""
    known = catalogue()
    return frozenset(HERE.parent / known[one].location.rpartition(":")[0] for one in ids)


def every_fault() -> Iterable[Fault]:
    """The faults of providers of either protocol, of the application and of the deployment."""
    return (
        *faults().values(),
        *application_faults().values(),
        *deployment_faults().values(),
        *saml_faults().values(),
    )


def _faults_by_check() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in every_fault():
        for check in fault.caught_by:
            found.setdefault(check, []).append(fault.name)
    return found


def described(
    names: Iterable[str] = (), answers: Mapping[str, Iterable[str]] | None = None
) -> list[dict[str, object]]:
    """The catalogue of these suites as the report wants it: plain data.

    `answers` are requirements of standards by check, told beside what each check cites itself.
    """
    answered, caught = answers or {}, _faults_by_check()
    return [
        {
            "id": check.id,
            "area": check.area,
            "title": check.title,
            "why": check.why,
            "level": str(check.level),
            "severity": str(check.severity),
            "run_class": str(check.run_class),
            "spec": [
                {"text": one.text, "url": one.url}
                for one in check.sources(answered.get(check.id, ()))
            ],
            "remedy": check.remedy,
            "faults": caught.get(check.id, []),
            "location": check.location,
        }
        for check in catalogue(*names).values()
    ]
