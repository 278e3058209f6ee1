"""The targets that each suite of a run judges, where one option names those of all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from suites.checks.suite import Suite
from suites.targets.reading import SettingsError, UnknownTarget
from suites.targets.sources import Source, Wanted

Seek = Callable[[Any], Sequence[Source]]


def sought(suites: Iterable[Suite[Any]], wanted: Wanted) -> dict[str, list[Source]]:
    """The targets by the name of the suite; suites that look for them alike have the same.

    A name that is wanted has to be known to one of them. Raises SettingsError if none knows it, or
    if two that look for different things call something so.
    """
    by_suite = {suite.name: suite.sources for suite in suites}
    unknown: dict[Seek, dict[str, UnknownTarget]] = {}
    found: dict[Seek, list[Source]] = {}
    for seek in by_suite.values():
        if seek not in found:
            found[seek], unknown[seek] = known_to(seek, wanted)
    for name in wanted.names:
        if all(name in one for one in unknown.values()):
            raise unknown_to_all([one[name] for one in unknown.values()])
    presume_apart(found.values())
    return {suite: found[seek] for suite, seek in by_suite.items()}


def known_to(seek: Seek, wanted: Wanted) -> tuple[list[Source], dict[str, UnknownTarget]]:
    """What `seek` finds of what is wanted, and how it tells of the names that it does not know."""
    unknown: dict[str, UnknownTarget] = {}
    while True:
        names = [name for name in wanted.names if name not in unknown]
        if wanted.names and not names:
            return [], unknown
        try:
            return list(seek(replace(wanted, names=names))), unknown
        except UnknownTarget as error:
            unknown[error.name] = error


def unknown_to_all(told: Sequence[UnknownTarget]) -> UnknownTarget:
    """One error that lists what all of them know."""
    known = dict.fromkeys(name for one in told for name in one.known)
    return UnknownTarget(told[0].name, list(known), missing=told[0].missing)


def presume_apart(found: Iterable[Sequence[Source]]) -> None:
    """Raises SettingsError if two targets have the same name."""
    seen: set[str] = set()
    for sources in found:
        for one in sources:
            if one.name in seen:
                raise SettingsError(
                    f"{one.name}: a provider and an application are called so; judge them one "
                    "after the other, or rename one of them"
                )
        seen |= {one.name for one in sources}
