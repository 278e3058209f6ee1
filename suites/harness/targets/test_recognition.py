"""Which product a target is: by hand, by its issuer, by its document; and what follows from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fakes.running import RunningFake
from fakes.vendors import deviations, vendors
from suites.harness.given.runs import Run, run
from suites.op.op import Op
from suites.run.running import Ops
from suites.targets.permission import Permission
from suites.targets.reading import from_environment
from suites.targets.recognition import NONE, VENDOR_NAMES, recognise, recognise_by_metadata
from suites.targets.sources import real

PRODUCTS = [vendor for vendor in vendors() if deviations(vendor)]


def settings_of(fake: RunningFake, vendor: str = "") -> dict[str, str]:
    """The variables of a target on loopback, whose issuer does not tell what it is."""
    setup = fake.setup()
    return {
        "HOST": setup.host,
        "OIDC_ISSUER": setup.issuer,
        "OIDC_CLIENT_ID": setup.client_id,
        "OIDC_VENDOR": vendor,
    }


@contextmanager
def opened(environment: dict[str, str]) -> Iterator[Op]:
    """The target of these variables, as a run opens it."""
    target = from_environment(environment)
    ops = Ops([real(target, "", None, Permission())], None)
    try:
        yield ops.get(target.name)
    finally:
        ops.close()


@pytest.mark.parametrize("vendor", PRODUCTS)
def test_a_product_under_a_name_of_ones_own_is_recognised_by_its_document(vendor: str) -> None:
    with RunningFake(vendor, loopback="http") as fake, opened(settings_of(fake)) as op:
        assert recognise(op.target.issuer) in ("", vendor)
        assert op.target.vendor == vendor
        assert op.discovery()["issuer"] == op.target.issuer
        assert op.http.requests <= 1


@pytest.mark.parametrize("vendor", ["reference", "confidential"])
def test_what_is_none_of_the_products_stays_unrecognised(vendor: str) -> None:
    with RunningFake(vendor, loopback="http") as fake, opened(settings_of(fake)) as op:
        assert op.target.vendor == ""


@pytest.mark.parametrize(("told", "vendor"), [("cognito", "cognito"), (NONE, "")])
def test_what_is_set_by_hand_wins(told: str, vendor: str) -> None:
    with RunningFake("okta", loopback="http") as fake, opened(settings_of(fake, told)) as op:
        assert op.target.vendor == vendor
        assert op.http.requests == 0


def test_none_takes_the_word_of_the_issuer_away() -> None:
    issuer = "https://acme.okta.com"
    settings = {"HOST": "https://app.example.com", "OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": "a"}
    target = from_environment(settings | {"OIDC_VENDOR": NONE})
    assert (target.vendor, target.recognisable) == ("", False)


def test_a_target_that_does_not_answer_is_opened_all_the_same() -> None:
    with RunningFake("okta", loopback="http") as fake:
        settings = settings_of(fake)
    with opened(settings) as op:
        assert op.target.vendor == ""


def test_a_document_that_names_the_products_own_issuer_tells() -> None:
    assert recognise_by_metadata({"issuer": "https://acme.okta.com"}) == "okta"
    assert recognise_by_metadata({"issuer": "https://sso.example.com"}) == ""


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"response_modes_supported": None},
        {"issuer": ["https://acme.okta.com"]},
        {"issuer": "https://" + "a." * 1_000_000},
        {"response_modes_supported": [["okta_post_message"], {}, 7]},
        {"response_modes_supported": ["not_okta_post_message"]},
        {"mfa_challenge_endpoint": "https://op.example.com/mfa/challenge", "token_endpoint": 7},
    ],
)
def test_a_document_of_any_shape_tells_nothing(document: dict[str, object]) -> None:
    assert recognise_by_metadata(document) == ""


def test_every_vendor_that_can_be_set_has_its_tell_tales() -> None:
    assert set(PRODUCTS) <= set(VENDOR_NAMES)


def test_the_recognised_product_decides_what_is_known(tmp_path: Path) -> None:
    """The same finding is KNOWN on Auth0, and FAILED where it is none of the products."""
    checks = ("--check", "id-token/claim-types", "--check", "claims/updated-at-userinfo")
    with RunningFake("auth0", loopback="http") as fake:
        login = {"OIDC_USERNAME": fake.setup().username, "OIDC_PASSWORD": fake.setup().password}
        settings = settings_of(fake) | login
        known = run(tmp_path / "auth0", *checks, environment=settings)
        none = run(tmp_path / "none", *checks, environment=settings | {"OIDC_VENDOR": NONE})
    assert (known.exit_code, known.data["targets"][0]["vendor"]) == (0, "auth0"), known.output
    assert judged(known) == {"KNOWN"}
    assert (none.exit_code, none.data["targets"][0]["vendor"]) == (1, ""), none.output
    assert judged(none) == {"FAILED"}


def judged(one: Run) -> set[str]:
    """The outcomes of the two checks that were selected."""
    return {f["outcome"] for f in one.data["findings"] if f["outcome"] != "NOT_RUN"}
