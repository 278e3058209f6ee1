"""The products that the fakes imitate. A vendor is a package here, whose class `Vendor` is a
`Provider` with its own seams, and whose `vendor.toml` says what is known of the product. The two
that imitate no product are modules."""

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
    """Every vendor by name: the class called `Vendor` of each package and module in this folder."""
    packages = [path.parent.name for path in HERE.glob("*/__init__.py")]
    modules = [path.stem for path in HERE.glob("*.py") if path.stem != "__init__"]
    names = sorted([*packages, *modules])
    return {name: import_module(f"{__name__}.{name}").Vendor for name in names}


@cache
def deviations(vendor: str) -> tuple[Deviation, ...]:
    """The documented deviations of `vendor`; none for one that has no such file."""
    path = HERE / vendor / "vendor.toml"
    if not path.exists():
        return ()
    entries = tomllib.loads(path.read_text("utf-8"))["deviation"]
    return tuple(Deviation.from_data(entry) for entry in entries)
