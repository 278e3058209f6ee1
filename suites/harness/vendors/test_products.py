"""A product is a folder: what its `vendor.toml` may say, and what follows from the folder alone."""

from pathlib import Path

import pytest

from fakes.vendors import products, vendors
from fakes.vendors.product import read_products
from suites.diagnosis.rule import Rule, rules
from suites.targets.embedded import EMBEDDED
from suites.targets.profile import HERE, read_profile

DEVIATION = """
[[deviation]]
id = "D-X1"
checks = ["logout/post"]
says = "Logout takes GET only."
source = "https://docs.example.com/logout"
compared = 2026-11-22
"""
GOOD = f"""
title = "Acme Login"
order = 5
issuer = '[^/]+\\.login\\.example(/|$)'

[metadata]
token_endpoint = '/acme/token$'
{DEVIATION}"""


def write(folder: Path, text: str, vendor: str = "acme") -> Path:
    (folder / vendor).mkdir()
    (folder / vendor / "vendor.toml").write_text(text, "utf-8")
    return folder


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    [acme] = read_products(write(tmp_path, GOOD)).values()
    assert (acme.name, acme.title, acme.order) == ("acme", "Acme Login", 5)
    assert acme.issuer.match("A.LOGIN.EXAMPLE/tenant")
    assert acme.metadata["token_endpoint"].search("https://a.example/acme/token")
    [known] = acme.deviations
    assert (known.id, known.checks, known.compared) == ("D-X1", ("logout/post",), "2026-11-22")


def test_a_product_without_deviations_is_one_all_the_same(tmp_path: Path) -> None:
    assert read_products(write(tmp_path, GOOD.replace(DEVIATION, "")))["acme"].deviations == ()


@pytest.mark.parametrize(
    ("was", "instead", "told"),
    [
        ('title = "Acme Login"', "", "title: is missing"),
        ('"Acme Login"', '" "', "title: must be a text"),
        ("order = 5", "order = true", "order: must be a whole number"),
        ("order = 5", "order = 5\nname = 'x'", "name: is unknown; known: title, order, issuer"),
        ("(/|$)", "(/", "issuer: is no regular expression: missing )"),
        ("'/acme/token$'", "'[a'", "metadata.token_endpoint: is no regular expression"),
        ("'/acme/token$'", "'.*'", "metadata.token_endpoint: fits an empty text"),
        ("'/acme/token$'", "7", "metadata.token_endpoint: must be a text"),
        ("token_endpoint = '/acme/token$'", "", "metadata: must be a table of at least one"),
        ("says = ", "say = ", "deviation D-X1: says: is missing"),
        ('id = "D-X1"', "", "deviation 1: id: is missing"),
        ('["logout/post"]', '"logout/post"', "deviation D-X1: checks: must be a list"),
        ("2026-11-22", '"2026-11-22"', "deviation D-X1: compared: must be a date"),
        ("[[deviation]]", "[deviation]", "deviation: must be tables"),
        (DEVIATION, DEVIATION * 2, "deviation D-X1: stands there twice"),
        ("order = 5", "order = ", "Invalid value"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(
    tmp_path: Path, was: str, instead: str, told: str
) -> None:
    assert was in GOOD
    with pytest.raises(ValueError) as wrong:
        read_products(write(tmp_path, GOOD.replace(was, instead)))
    assert str(wrong.value).startswith(f"acme/vendor.toml: {told}")


def test_products_stand_in_their_order_which_no_two_share(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("order = 5", "order = 4"), "zeta")
    assert list(read_products(tmp_path)) == ["zeta", "acme"]
    write(tmp_path, GOOD, "beta")
    with pytest.raises(ValueError, match="acme and beta: both have the order 5"):
        read_products(tmp_path)


@pytest.mark.parametrize("vendor", products())
def test_the_folder_of_a_product_is_a_fake_that_can_be_judged(vendor: str) -> None:
    assert vendors()[vendor].vendor == vendor
    assert [name for name, one in EMBEDDED.items() if one.vendor == vendor]


def test_a_profile_advises_on_products_that_are_known(tmp_path: Path) -> None:
    profile = (HERE / "wandb-server.toml").read_text("utf-8")
    assert "[vendors.okta]" in profile
    (tmp_path / "mine.toml").write_text(profile.replace("[vendors.okta]", "[vendors.octa]"))
    with pytest.raises(ValueError, match=r"mine.toml \[vendors\]: no such product: octa"):
        read_profile(tmp_path / "mine.toml")


def test_a_rule_of_diagnosis_concerns_products_that_are_known() -> None:
    rule = next(one for one in rules() if one.vendors).model_dump()
    with pytest.raises(ValueError, match="no such product: octa; known: cognito, okta"):
        Rule.model_validate(rule | {"vendors": ["octa"]})
