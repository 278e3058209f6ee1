"""Claims that are asked for with a value: whose login it must be, and how strong (Core 5.5.1)."""

from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MUST, SHOULD, STATEFUL
from suites.oidc.request_objects.claims_parameter import (
    NO_SUCH_ACR,
    NOBODY,
    presume_own_user_is_taken,
    silent_for,
    silent_for_own_user,
    supported_acr,
    wishes,
)
from suites.op.op import Op
from suites.protocol.authorization.responses import (
    carried_in,
    expect_refusal,
    expect_success,
    presume_decided,
)
from suites.verdicts.expect import expect, expect_in

NEEDS = "claims-parameter"


@check(
    "claims-parameter/own-sub",
    spec="core:3.1.2.2",
    level=SHOULD,
    severity=LOW,
    needs=NEEDS,
    remedy="Let the provider compare the sub that a request names with the user of the session.",
)
def test_a_request_for_the_user_of_the_session_succeeds_silently(op: Op) -> None:
    """An application that asks whether its user is still there logs him out instead."""
    expect_success(silent_for_own_user(op))


@check(
    "claims-parameter/other-sub",
    spec="core:3.1.2.2",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Let the provider refuse with login_required if another user is asked for.",
)
def test_a_silent_request_for_another_user_gives_nothing(op: Op) -> None:
    """The application goes on as one user in the name of another."""
    presume_own_user_is_taken(op)
    expect_nothing_carried(silent_for(op, NOBODY))


@check(
    "claims-parameter/other-sub-login",
    spec="core:3.1.2.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let the provider compare the user who logged in with the one who was asked for.",
)
def test_a_login_of_another_user_than_the_one_asked_for_gives_nothing(op: Op) -> None:
    """The application asked for one user, and gets another one's tokens."""
    presume_own_user_is_taken(op)
    wanted = wishes(id_token={"sub": {"value": NOBODY}})
    expect_nothing_carried(op.authorize(claims=wanted)[1])


def expect_nothing_carried(landing: Landing) -> None:
    """Neither code nor token came. Raises NotRun where nothing was decided."""
    presume_decided(landing)
    found = carried_in(landing)
    expect(not found, "a refusal", " and ".join(found), where="authorization response")


@check(
    "claims-parameter/acr",
    spec="core:5.5.1.1",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Let the provider say the acr that it met in the ID Token.",
)
def test_an_essential_acr_that_is_supported_is_in_the_id_token(op: Op) -> None:
    """The application cannot see that the login was as strong as it demanded."""
    value = supported_acr(op)
    wanted = wishes(id_token={"acr": {"essential": True, "values": [value]}})
    found = op.login(claims=wanted).id_token.claims.get("acr", "no acr")
    expect_in(found, [value], where="ID Token, acr")


@check(
    "claims-parameter/acr-unmet",
    spec="core:5.5.1.1",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Let the provider fail the login if it cannot meet an essential acr.",
)
def test_an_essential_acr_that_cannot_be_met_fails_the_login(op: Op) -> None:
    """The application demanded a second factor, and gets a login without."""
    op.login()
    wanted = wishes(id_token={"acr": {"essential": True, "values": [NO_SUCH_ACR]}})
    landing = op.authorize(claims=wanted)[1]
    # Asked again after a login, the user is not logged in either.
    if not landing.asks_for_password:
        expect_refusal(landing)


@check(
    "claims-parameter/acr-voluntary",
    spec=["core:5.5.1", "core:5.5.1.1"],
    level=MUST,
    severity=LOW,
    needs=NEEDS,
    remedy="Let the provider go on if it cannot meet an acr that is only wished for.",
)
def test_an_acr_that_is_only_wished_for_does_not_fail_the_login(op: Op) -> None:
    """Applications that would like a stronger login cannot log anybody in."""
    op.login()
    wanted = wishes(id_token={"acr": {"values": [NO_SUCH_ACR]}})
    expect_success(op.authorize(claims=wanted)[1])


@check(
    "id-token/acr-asked",
    spec=["core:3.1.2.1", "core:2"],
    level=MAY,
    severity=LOW,
    remedy="Let the provider say in the ID Token which of the acr_values it met.",
)
def test_acr_of_the_id_token_is_one_of_the_acr_values_of_the_request(op: Op) -> None:
    """The application asks for a stronger login and cannot see whether it got one."""
    value = supported_acr(op)
    found = op.login(acr_values=value).id_token.claims.get("acr", "no acr")
    expect_in(found, [value], where="ID Token, acr")


@check(
    "id-token/acr-not-echoed",
    spec=["core:2", "core:3.1.2.1"],
    level=MUST,
    severity=HIGH,
    remedy="Report to the provider's maker: acr says what happened, not what was wished for.",
)
def test_acr_of_the_id_token_is_never_a_value_that_the_provider_cannot_meet(op: Op) -> None:
    """The application takes a password for the second factor that it asked for."""
    echoed = op.login(acr_values=NO_SUCH_ACR).id_token.claims.get("acr") == NO_SUCH_ACR
    expect(not echoed, "what the login was", "the value of the request", where="ID Token, acr")
