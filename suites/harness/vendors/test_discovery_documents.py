"""Each vendor's discovery document as it was captured from the product, against the fake's own.

A file of `suites/harness/given/documents` is called as its vendor: where the facts come from, and
one table for each document: its URL, the options of the fake, the members in their order, and
members that the product does not have. `{NAME}` stands for what differs from tenant to tenant.
Where a product's own value of a member is not known, its name is in `unknown`: it must be there,
with any value.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fakes.running import RunningFake
from fakes.vendors import products
from suites.harness.given.an_application import Application

FOLDER = Path(__file__).parents[1] / "given" / "documents"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
DOCUMENTS = [
    pytest.param(vendor, document, id="-".join((vendor, *document.get("options", {}).values())))
    for vendor, file in sorted(FILES.items())
    for document in file["document"]
]


def filled(value: Any, placeholders: dict[str, str]) -> Any:
    """`value`, its placeholders replaced."""
    if isinstance(value, dict):
        return {name: filled(one, placeholders) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, placeholders) for one in value]
    if isinstance(value, str):
        for name, stands_for in placeholders.items():
            value = value.replace(f"{{{name}}}", stands_for)
    return value


@pytest.mark.parametrize(("vendor", "document"), DOCUMENTS)
def test_a_fake_publishes_what_its_product_publishes(vendor: str, document: dict[str, Any]) -> None:
    names = document.get("placeholders", {})
    with RunningFake(vendor, **document.get("options", {})) as fake, Application(fake) as app:
        served = app.json(filled(document["url"], names))
    expected = {name: filled(value, names) for name, value in document["members"].items()}
    assert list(served) == list(expected)
    known = set(expected) - set(document.get("unknown", []))
    assert {name: served[name] for name in known} == {name: expected[name] for name in known}
    assert not set(served) & set(document["absent"])


def test_every_product_that_a_fake_imitates_has_its_document_captured() -> None:
    assert set(products()) == set(FILES)
    assert all(file["source"] and isinstance(file["compared"], date) for file in FILES.values())
