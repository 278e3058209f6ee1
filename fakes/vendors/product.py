"""What is known of a product, as its `vendor.toml` says it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = "vendor.toml"
REQUIRED = ("title", "order", "issuer", "metadata")
KNOWN = (*REQUIRED, "console", "deviation")
# What an administrator enters for a client, and where that is documented.
CONSOLE = ("callback", "logout", "pkce", "implicit", "scopes", "public", "confidential", "source")
WRITTEN_SO = {
    "title": "title = 'Acme Login'",
    "order": "order = 5, a number that no other product has",
    "issuer": "issuer = '[^/]+\\.login\\.example(/|$)'",
    "metadata": "[metadata], and below it a member with its pattern: "
    "token_endpoint = '/acme/token$'",
    "id": "id = 'D-X1'",
    "checks": "checks = ['area/slug'], or [] if the specifications allow it",
    "says": "says = 'how the product differs'",
    "source": "source = 'https://…'",
    "compared": "compared = 2026-11-22, without quotes",
}


class ProductError(ValueError):
    """A `vendor.toml` is wrong; the message says where, and what to write instead."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product of a provider, called `name` in settings and `title` by people.

    `issuer` fits the beginning of its issuers, without their scheme. Behind a name of one's own the
    discovery document tells: `metadata` has members of it with the shape of each (of one value in a
    list), and all must fit. Where two products fit, it is the one of the lower `order`.
    `console` is what its administrators see for what they enter for a client, as far as that is
    known: the fields for `callback` and `logout`, the settings for each auth method, and so on.
    """

    name: str
    title: str
    order: int
    issuer: re.Pattern[str]
    metadata: Mapping[str, re.Pattern[str]]
    deviations: tuple[Deviation, ...]
    console: Mapping[str, str]


def read_products(folder: Path) -> dict[str, Product]:
    """The products of all `*/vendor.toml` below `folder`, by name, in their order.

    Raises ProductError, which names file and key, for a file that is malformed, and for two
    products of the same order.
    """
    found = sorted(map(_read, folder.glob(f"*/{FILE}")), key=lambda one: (one.order, one.name))
    for one, following in pairwise(found):
        if one.order == following.order:
            taken = ", ".join(str(each.order) for each in found)
            raise ProductError(
                f"{folder / following.name / FILE}: order: {one.name} has {one.order} too; "
                f"write a number of its own, none of {taken}"
            )
    return {one.name: one for one in found}


def _read(path: Path) -> Product:
    try:
        return _product(path.parent.name, tomllib.loads(path.read_text("utf-8")))
    except ValueError as wrong:
        raise ProductError(f"{path}: {wrong}") from wrong


def _product(name: str, data: dict[str, Any]) -> Product:
    _expect_keys(data, REQUIRED, KNOWN)
    if type(data["order"]) is not int:
        raise ValueError(f"order: must be a whole number; write {WRITTEN_SO['order']}")
    if not isinstance(data["metadata"], dict) or not data["metadata"]:
        raise ValueError(f"metadata: must be a table with a member; write {WRITTEN_SO['metadata']}")
    shapes = data["metadata"].items()
    return Product(
        name=name,
        title=_text("title", data["title"]),
        order=data["order"],
        issuer=_pattern("issuer", data["issuer"], re.IGNORECASE),
        metadata={member: _pattern(f"metadata.{member}", shape) for member, shape in shapes},
        deviations=_deviations(data.get("deviation", [])),
        console=_console(data.get("console")),
    )


def _console(data: Any) -> dict[str, str]:
    if data is None:
        return {}
    if not isinstance(data, dict) or not data:
        raise ValueError("console: must be a table with a member; write [console] above it")
    _expect_keys(data, ("source",), CONSOLE)
    return {name: _text(f"console.{name}", value) for name, value in data.items()}


def _deviations(entries: Any) -> tuple[Deviation, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("deviation: must be tables, each headed by [[deviation]]")
    found: dict[str, Deviation] = {}
    for number, entry in enumerate(entries, 1):
        try:
            one = _deviation(entry)
        except ValueError as wrong:
            raise ValueError(f"deviation {entry.get('id') or number}: {wrong}") from wrong
        if one.id in found:
            raise ValueError(f"deviation {one.id}: stands there twice; write an id of its own")
        found[one.id] = one
    return tuple(found.values())


def _deviation(entry: dict[str, Any]) -> Deviation:
    names = [field.name for field in fields(Deviation)]
    _expect_keys(entry, names, names)
    for name in ("id", "says", "source"):
        _text(name, entry[name])
    checks = entry["checks"]
    if not isinstance(checks, list) or not all(isinstance(one, str) for one in checks):
        raise ValueError(f"checks: must be a list of check ids; write {WRITTEN_SO['checks']}")
    if type(entry["compared"]) is not date:
        raise ValueError(f"compared: must be a date; write {WRITTEN_SO['compared']}")
    return Deviation.from_data(entry)


def _expect_keys(data: dict[str, Any], required: Iterable[str], known: Iterable[str]) -> None:
    for name in required:
        if name not in data:
            raise ValueError(f"{name}: is missing; write {WRITTEN_SO[name]}")
    for name in data:
        if name not in known:
            raise ValueError(f"{name}: is unknown; known: {', '.join(known)}")


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name}: must be a text in quotes, and not empty")
    return value


def _pattern(name: str, value: Any, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    try:
        pattern = re.compile(_text(name, value), flags)
    except re.error as wrong:
        raise ValueError(f"{name}: is no regular expression: {wrong}") from wrong
    if pattern.search(""):
        raise ValueError(
            f"{name}: fits an empty text, and so everything; write what this product alone has"
        )
    return pattern
