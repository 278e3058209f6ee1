"""Deliberate defects: each overrides one seam of a provider and names the checks that catch it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from re import sub
from typing import TypeVar

from fakes.faults.homes import home

HERE = Path(__file__).parent
BETWEEN_WORDS = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
Mixin = TypeVar("Mixin", bound=type)
MARKED: dict[type, "Fault"] = {}


@dataclass(frozen=True, slots=True)
class Fault:
    """One defect: a mixin that overrides a seam, and the ids of the checks that must catch it.

    `vendor` is the provider on which the fault must be caught by exactly these checks, set up with
    `options`; those `at_home` build on a feature of it that another provider may lack.
    """

    name: str
    says: str
    caught_by: frozenset[str]
    vendor: str
    mixin: type
    at_home: frozenset[str] = frozenset()
    options: frozenset[tuple[str, str]] = frozenset()


def ids(area: str, *slugs: str) -> list[str]:
    """The ids of checks of `area`; each of `slugs` may be several words."""
    return [f"{area}/{slug}" for slug in " ".join(slugs).split()]


def fault(
    *,
    caught_by: list[str],
    at_home: Sequence[str] = (),
    **options: str,
) -> Callable[[Mixin], Mixin]:
    """Marks a class as a fault; its docstring says in one sentence what is wrong.

    Its base, one of `homes`, is the vendor that it is at home on. Raises ValueError without either.
    """

    def mark(mixin: Mixin) -> Mixin:
        name = sub(BETWEEN_WORDS, "-", mixin.__name__).lower()
        says = (mixin.__doc__ or "").strip()
        if not says:
            raise ValueError(
                f"{mixin.__qualname__}: a fault needs a docstring that says what it does"
            )
        everywhere, here = frozenset(caught_by), frozenset(at_home)
        chosen = frozenset(options.items())
        caught = everywhere | here
        MARKED[mixin] = Fault(name, says, caught, home(mixin), mixin, here, chosen)
        return mixin

    return mark


@cache
def faults() -> dict[str, Fault]:
    """Every fault of a provider, by name. Raises ValueError if two have the same name."""
    return faults_below(HERE, __name__, "*/*.py")


def faults_below(folder: Path, package: str, pattern: str) -> dict[str, Fault]:
    """Every fault in the modules of a package, by name.

    Raises ValueError if two have the same name.
    """
    found: dict[str, Fault] = {}
    for path in sorted(folder.rglob(pattern)):
        module = ".".join((package, *path.relative_to(folder).with_suffix("").parts))
        for value in vars(import_module(module)).values():
            one = MARKED.get(value) if isinstance(value, type) else None
            if one is None:
                continue
            if one.name in found:
                raise ValueError(f"two faults are called {one.name}")
            found[one.name] = one
    return found
