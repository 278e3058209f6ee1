"""The products that the fakes imitate. A vendor is a module here: a `Provider` with its own seams,
and beside it a TOML file with its documented deviations. A large one has more modules, whose names
begin with its own and an underscore."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from fakes.engine.provider import Provider

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A documented way in which a product differs from the specifications, or from expectations.

    Without `checks` it is allowed: `says` tells by what. It explains no finding, and is never gone.
    """

    id: str
    checks: tuple[str, ...]
    says: str
    source: str
    compared: str

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Deviation":
        return cls(**data | {"checks": tuple(data["checks"]), "compared": str(data["compared"])})


@cache
def vendors() -> dict[str, type[Provider]]:
    """Every vendor by name: the class called `Vendor` of each module in this folder."""
    names = sorted(path.stem for path in HERE.glob("*.py") if "_" not in path.stem)
    return {name: import_module(f"{__name__}.{name}").Vendor for name in names}


@cache
def deviations(vendor: str) -> tuple[Deviation, ...]:
    """The documented deviations of `vendor`; none for one that has no such file."""
    path = HERE / f"{vendor}.toml"
    if not path.exists():
        return ()
    entries = tomllib.loads(path.read_text("utf-8"))["deviation"]
    return tuple(Deviation.from_data(entry) for entry in entries)
