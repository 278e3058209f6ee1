"""The ID Token beside a code, alone or against that of the token endpoint (Core section 3.3)."""

from functools import partial

from fakes.attacks.hybrid import AnotherUserBehind, FrontCodeHashWrong
from fakes.faults.flows.hybrid_tokens import (
    CodeHashForgotten,
    HybridExpired,
    HybridForeignKey,
    HybridNonceForgotten,
    HybridWrongAudience,
    HybridWrongIssuer,
)
from suites.application.application import Application
from suites.application.attacks import expect_each_refused, expect_refused
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable, Tolerated

hybrid_check = partial(
    check,
    spec=["core:3.3.2.12", "core:3.2.2.11"],
    level=MUST,
    severity=HIGH,
    needs="hybrid",
    remedy="Validate the ID Token of the authorization response, c_hash too, before its code is "
    "exchanged, and compare iss and sub with those of the token endpoint's.",
)


@hybrid_check("rp-hybrid/signature", severity=CRITICAL)
def test_an_id_token_beside_a_code_that_another_key_signed_is_refused(app: Application) -> None:
    """A browser brings it: no TLS of the provider's stands for its signature."""
    expect_refused(app, HybridForeignKey)


@hybrid_check("rp-hybrid/claims")
def test_an_id_token_beside_a_code_is_validated_like_any_other(app: Application) -> None:
    """What a browser brings may be from another login, or for another application."""
    attacks = (HybridWrongIssuer, HybridWrongAudience, HybridNonceForgotten, HybridExpired)
    expect_each_refused(app, attacks)


@hybrid_check("rp-hybrid/code-hash", spec="core:3.3.2.10")
def test_a_code_that_c_hash_does_not_fit_is_refused(app: Application) -> None:
    """Somebody put another code beside the ID Token."""
    expect_refused(app, FrontCodeHashWrong)
    try:
        expect_refused(app, CodeHashForgotten)
    except Mismatch as found:
        why = "A provider has to send c_hash; a client has to compare it where it is there."
        raise Tolerated(found.expected, found.actual, found.where, why) from None


@hybrid_check("rp-hybrid/same-user", spec="core:3.3.3.6", level=SHOULD)
def test_id_tokens_of_one_login_about_two_users_sign_nobody_in(app: Application) -> None:
    """The code was exchanged for the tokens of somebody else."""
    app.honest()
    if not app.provider.asked("token"):
        raise NotApplicable("The application exchanges no code.")
    expect_refused(app, AnotherUserBehind)
