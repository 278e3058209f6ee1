"""Which product a target is: by hand, by its issuer, by its document; and what follows from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.vendors import products
from suites.harness.given.runs import Run, run
from suites.op.features.table import FEATURES
from suites.op.op import Op
from suites.targets.permission import Permission
from suites.targets.reading import from_environment
from suites.targets.recognition import NONE, recognise, recognise_by_metadata
from suites.targets.sources import real

PRODUCTS = list(products())


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
    described = from_environment(environment)
    assert described is not None
    target, _ = real(described, "", None, Permission()).open()
    op = Op.at(target, FormDriver())
    try:
        yield op
    finally:
        op.close()


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
    assert target is not None
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


@pytest.mark.parametrize(
    ("issuer", "vendor"),
    [
        ("https://acme.okta.com/realms/staff", "okta"),
        ("HTTPS://ACME.OKTA.COM", "okta"),
        ("https://sso.example.com/auth/realms/staff", "keycloak"),
        ("https://sso.example.com/?to=acme.okta.com", ""),
        ("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a", "cognito"),
        ("https://acme.auth.eu-west-1.amazoncognito.com", "cognito"),
        ("https://acme.eu.auth0.com/", "auth0"),
        ("https://login.microsoftonline.com/common/v2.0", "entra"),
        ("https://accounts.google.com", "google"),
        ("https://auth.pingone.eu/a/as", "ping"),
    ],
)
def test_a_host_of_a_products_own_tells_before_what_may_be_at_any_host(
    issuer: str, vendor: str
) -> None:
    assert recognise(issuer) == vendor


@pytest.mark.parametrize("vendor", PRODUCTS)
def test_every_product_has_its_word_by_which_a_check_concerns_it_alone(vendor: str) -> None:
    settings = {"HOST": "https://app.example.com", "OIDC_CLIENT_ID": "a", "OIDC_VENDOR": vendor}
    with opened(settings | {"OIDC_ISSUER": "https://sso.example.com"}) as op:
        words = {one: FEATURES[f"vendor-{one}"] for one in PRODUCTS}
        missing = {name: one.why_not(op) for name, one in words.items() if not one.is_there(op)}
    assert missing == {one: f"This concerns {one} only" for one in PRODUCTS if one != vendor}


def test_the_recognised_product_decides_what_is_known(tmp_path: Path) -> None:
    """The same finding is KNOWN on Auth0, and FAILED where it is none of the products."""
    checks = ("--check", "id-token/claim-types", "--check", "claims/updated-at-userinfo")
    with RunningFake("auth0", loopback="http") as fake:
        user = fake.setup().user
        login = {"OIDC_USERNAME": user.username, "OIDC_PASSWORD": user.password}
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
