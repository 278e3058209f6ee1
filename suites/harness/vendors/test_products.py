"""A product is a folder: what its `vendor.toml` may say, and what follows from the folder alone."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from fakes.vendors import products, vendors
from fakes.vendors.product import ProductError, read_products
from suites.diagnosis.rule import Rule, rules
from suites.harness.given.runs import ROOT, environment_of
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
        ("[metadata]", "[console]\nbutton = 'x'\nsource = 'y'\n[metadata]", "button: is unknown"),
        ("[metadata]", "[console]\nlogout = 'x'\n[metadata]", "source: is missing; write source"),
        ("[metadata]", "[console]\nsource = ''\n[metadata]", "console.source: must be a text"),
        ('title = "Acme Login"', "", "title: is missing; write title = 'Acme Login'"),
        ('"Acme Login"', '" "', "title: must be a text"),
        ("order = 5", "order = true", "order: must be a whole number; write order = 5, a"),
        ("order = 5", "order = 5\nname = 'x'", "name: is unknown; known: title, order, issuer"),
        ("(/|$)", "(/", "issuer: is no regular expression: missing )"),
        ("'/acme/token$'", "'[a'", "metadata.token_endpoint: is no regular expression"),
        ("'/acme/token$'", "'.*'", "metadata.token_endpoint: fits an empty text"),
        ("'/acme/token$'", "7", "metadata.token_endpoint: must be a text"),
        (
            "token_endpoint = '/acme/token$'",
            "",
            "metadata: must be a table with a member; write [metadata]",
        ),
        ("says = ", "say = ", "deviation D-X1: says: is missing; write says = "),
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
    with pytest.raises(ProductError) as wrong:
        read_products(write(tmp_path, GOOD.replace(was, instead)))
    assert str(wrong.value).startswith(f"{tmp_path / 'acme' / 'vendor.toml'}: {told}")


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "pytest", "suites/oidc", "--target", "reference", "-p", "no:cacheprovider"),
        ("-m", "fakes", "reference"),
        ("-c", "from ssoproof.command import main; raise SystemExit(main())", "oidc"),
    ],
    ids=("pytest", "fakes", "ssoproof"),
)
def test_every_command_says_it_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    for name in ("conftest.py", "pyproject.toml", "reports", "ssoproof", "suites"):
        (tmp_path / name).symlink_to(ROOT / name)
    copytree(ROOT / "fakes", tmp_path / "fakes", ignore=ignore_patterns("__pycache__"))
    write(tmp_path / "fakes" / "vendors", GOOD.replace("order = 5", "order = 'five'"))
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *command],
        cwd=tmp_path,
        env=environment_of({}),
        capture_output=True,
        text=True,
        check=False,
    )
    [line] = filter(None, done.stderr.splitlines())
    assert (done.returncode, done.stdout) == (4, "")
    assert line.partition(": ")[2].partition("fakes/")[2] == (
        "vendors/acme/vendor.toml: order: must be a whole number; "
        "write order = 5, a number that no other product has"
    )


def test_products_stand_in_their_order_which_no_two_share(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("order = 5", "order = 4"), "zeta")
    assert list(read_products(tmp_path)) == ["zeta", "acme"]
    write(tmp_path, GOOD, "beta")
    with pytest.raises(ValueError, match=r"beta/vendor.toml: order: acme has 5 too; write .* 4, 5"):
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
