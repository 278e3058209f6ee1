"""The OpenID Foundation's suite as data: certification profiles, modules, and the checks of each.

`oidf.toml` says what its lists mean.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LISTS = ("decides", "stricter", "warns")
# By which flow a check judges, and for which profile: the keys of a list.
FLOWS = ("every", "own", "other", "code", "implicit", "hybrid")
OF_AUTH_METHOD = {"pkce": "code", "implicit": "implicit"}


@dataclass(frozen=True, slots=True)
class Deciding:
    """A check in a list of a module; only findings at a place with `where` in it count."""

    check: str
    where: str = ""


Lists = Mapping[str, tuple[Deciding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationProfile:
    """A certification profile: its plan of the suite, and the flow that all its modules use.

    `repeats` names the profile whose modules it has. A target claims the profile unless one of the
    checks `claimed_by` does not apply to it.
    """

    name: str
    title: str
    plan: str
    flow: str = ""
    repeats: str = ""
    claimed_by: tuple[str, ...] = ()

    def keys(self, auth_method: str) -> tuple[str, ...]:
        """The keys of the lists that concern it, where a target is judged by `auth_method`."""
        own = OF_AUTH_METHOD[auth_method]
        flow = self.flow or own
        method = "own" if flow == own else "other" if flow in OF_AUTH_METHOD.values() else ""
        return tuple(filter(None, ("every", method, flow, self.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module of the suite, and the checks that cover it."""

    name: str
    plans: tuple[str, ...]
    decides: Lists = field(default_factory=dict)
    stricter: Lists = field(default_factory=dict)
    warns: Lists = field(default_factory=dict)
    beyond: tuple[str, ...] = ()
    optional: bool = False
    skipped_where: str = ""
    wants: tuple[str, ...] = ()
    dynamic_client: bool = False
    login: bool = True
    unseen: str = ""

    @property
    def checks(self) -> tuple[str, ...]:
        """Every check that covers it, the strict ones first."""
        lists = (self.decides, self.stricter, self.warns)
        strict = (one.check for each in lists for found in each.values() for one in found)
        return tuple(dict.fromkeys((*strict, *self.beyond)))

    def of(self, word: str, keys: Iterable[str]) -> list[Deciding]:
        """The checks of one of its lists that stand under `keys`."""
        lists: Lists = getattr(self, word)
        return [one for key in keys for one in lists.get(key, ())]


@cache
def certification_profiles() -> tuple[CertificationProfile, ...]:
    """The certification profiles, in their order."""
    return tuple(CertificationProfile(**_frozen(one)) for one in _data()["profile"])


@cache
def suite_modules() -> tuple[Module, ...]:
    """The modules of the suite that are about a provider."""
    return tuple(_module(one) for one in _data()["module"])


@cache
def common() -> Module:
    """What every module with a login looks at beside its own subject."""
    return _module({"name": "", "plans": [], **_data()["common"]})


def modules_of(profile: CertificationProfile) -> list[Module]:
    """The modules of a profile's plan."""
    plan = profile.repeats or profile.name
    return [one for one in suite_modules() if plan in one.plans]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((HERE / "oidf.toml").read_text("utf-8"))


def _module(entry: dict[str, Any]) -> Module:
    """Raises TypeError for an unknown member, ValueError for a key that is no flow or profile."""
    known = {*FLOWS, *(one["name"] for one in _data()["profile"])}
    lists = {word: entry.get(word, {}) for word in LISTS}
    if odd := {key for each in lists.values() for key in each} - known:
        raise ValueError(f"{entry['name']}: unknown {sorted(odd)}, known are {sorted(known)}")
    parsed = {
        word: {key: tuple(_deciding(one) for one in found) for key, found in each.items()}
        for word, each in lists.items()
    }
    return Module(**_frozen(entry) | parsed)


def _deciding(text: str) -> Deciding:
    check, _, where = text.partition(", ")
    return Deciding(check, where)


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(one) if isinstance(one, list) else one for key, one in entry.items()}
