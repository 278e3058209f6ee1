"""What the author of an application is told when it cannot handle a product."""

from typing import Any

import pytest

from fakes.applications.failure import SignInFailed
from fakes.applications.faults import application_faults
from fakes.applications.wandb_server import WandbServer
from fakes.faults import Fault
from fakes.user.login import FormDriver
from suites.application.application import HONEST, Application
from suites.application.embedded import started
from suites.checks.catalogue import catalogue
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


class NeedsUsername(WandbServer):
    """Nobody is signed in without a claim that some products do not have."""

    def complete_claims(
        self, claims: dict[str, Any], metadata: dict[str, Any], access_token: str
    ) -> dict[str, Any]:
        complete = super().complete_claims(claims, metadata, access_token)
        if "preferred_username" not in complete:
            raise SignInFailed("The user has no name.")
        return complete


class AsksUserInfo(WandbServer):
    """Asks for more than the ID Token says, and signs nobody in."""

    def complete_claims(
        self, claims: dict[str, Any], metadata: dict[str, Any], access_token: str
    ) -> dict[str, Any]:
        super().complete_claims({"sub": claims["sub"]}, metadata, access_token)
        raise SignInFailed("Nobody may enter.")


ASKS_USERINFO = Fault("asks-userinfo", "", frozenset(), "", AsksUserInfo)
NEEDS_USERNAME = Fault("needs-username", "", frozenset(), "", NeedsUsername)


def outcome_of(name: str, vendor: str, fault: Fault, check: str) -> Outcome:
    """What the check finds at the embedded application, whose provider is like that product."""
    target, stop = started(name, (fault,), vendor)
    app = Application(target, FormDriver())
    try:
        return judge(catalogue("rp")[check], app)
    finally:
        app.close()
        stop()


@pytest.mark.parametrize("name", ["wandb-implicit", "wandb-pkce"])
def test_which_claims_a_product_tells_and_which_not_stands_where_nobody_can_sign_in(
    name: str,
) -> None:
    outcome = outcome_of(name, "google", NEEDS_USERNAME, HONEST)
    assert outcome.outcome == "FAILED"
    assert "the ID Token of this product has " in outcome.actual
    assert "email, email_verified, exp" in outcome.actual
    assert outcome.actual.endswith("it tells no preferred_username")
    assert "@" not in outcome.actual


def test_claims_of_userinfo_count_among_those_that_a_product_tells() -> None:
    outcome = outcome_of("wandb-pkce", "okta", ASKS_USERINFO, HONEST)
    assert outcome.outcome == "FAILED"
    assert "; UserInfo of this product has " in outcome.actual


def test_claims_of_the_reference_are_not_told_where_nobody_can_sign_in() -> None:
    outcome = outcome_of("wandb-pkce", "reference", application_faults()["nobody-enters"], HONEST)
    assert outcome.outcome == "FAILED"
    assert "this product" not in outcome.actual


def test_the_error_of_a_product_stands_beside_what_it_broke() -> None:
    fault = application_faults()["breaks-by-description"]
    outcome = outcome_of("wandb-pkce", "okta", fault, "rp-product/refusal")
    assert outcome.actual.startswith("HTTP 500, by error=access_denied, error_description=")


def test_what_a_product_says_of_a_logout_stands_beside_what_it_was_asked() -> None:
    fault = application_faults()["unregistered-logout"]
    outcome = outcome_of("wandb-pkce", "okta", fault, "rp-product/logout")
    assert outcome.actual.startswith("HTTP 400: ")
    assert "post_logout_redirect_uri" in outcome.actual
    assert outcome.where.endswith("which had id_token_hint, post_logout_redirect_uri")
