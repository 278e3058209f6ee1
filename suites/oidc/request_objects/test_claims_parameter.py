"""The `claims` request parameter: which claims, where, and when they are missing (Core 5.5)."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.request_objects.claims_parameter import NO_SUCH, available, wishes
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_refusal, expect_success
from suites.verdicts.expect import Document, NotApplicable, expect, expect_equal

AT_USERINFO = {"scope": "openid", "claims": wishes(userinfo={"name": {"essential": True}})}
IN_ID_TOKEN = {"scope": "openid", "claims": wishes(id_token={"name": {"essential": True}})}
NAME_REMEDY = "Let the provider honour the claims parameter, or not announce it."


@check(
    "claims-parameter/userinfo",
    spec=["core:5.5", "core:5.5.1"],
    level=SHOULD,
    severity=MEDIUM,
    needs=["claims-parameter", "userinfo"],
    remedy=NAME_REMEDY,
)
def test_an_essential_claim_that_was_asked_for_is_at_userinfo(op: Op) -> None:
    """Applications that ask for single claims, to learn no more than they need, learn nothing."""
    available(op, "name")
    claims = op.claims_of_userinfo(**AT_USERINFO)
    expect("name" in claims, "the claim name", "no such claim", where=claims.name)


@check(
    "claims-parameter/id-token",
    spec=["core:5.5", "core:5.5.1"],
    level=SHOULD,
    severity=MEDIUM,
    needs="claims-parameter",
    remedy=NAME_REMEDY,
)
def test_an_essential_claim_that_was_asked_for_is_in_the_id_token(op: Op) -> None:
    """Applications that never call UserInfo have no other way to learn a name."""
    available(op, "name")
    claims = op.login(**IN_ID_TOKEN).id_token.claims
    expect("name" in claims, "the claim name", "no such claim", where=claims.name)


@check(
    "claims-parameter/not-in-id-token",
    spec=["core:5.5", "core:17.1"],
    level=MAY,
    severity=LOW,
    needs=["claims-parameter", "userinfo"],
    remedy="Let the provider put claims only where the request wants them.",
)
def test_a_claim_that_was_asked_for_at_userinfo_stays_out_of_the_id_token(op: Op) -> None:
    """Personal data ends up in logs and in the browser, which the application wanted to avoid."""
    available(op, "name")
    if "name" in op.login_with_access_token(scope="openid").id_token.claims:
        raise NotApplicable("The ID Token always has a name (see id-token/no-unasked-claims).")
    claims = op.login_with_access_token(**AT_USERINFO).id_token.claims
    expect("name" not in claims, "no name", "a name", where=claims.name)


@check(
    "claims-parameter/not-at-userinfo",
    spec=["core:5.5", "core:17.1"],
    level=MAY,
    severity=INFO,
    needs=["claims-parameter", "userinfo"],
    remedy="Let the provider put claims only where the request wants them.",
)
def test_a_claim_that_was_asked_for_in_the_id_token_stays_out_of_userinfo(op: Op) -> None:
    """Whoever holds the access token learns what only the application should."""
    available(op, "name")
    if "name" in op.claims_of_userinfo(scope="openid"):
        raise NotApplicable("UserInfo always has a name (see claims/openid-only-userinfo).")
    claims = op.claims_of_userinfo(**IN_ID_TOKEN)
    expect("name" not in claims, "no name", "a name", where=claims.name)


@check(
    "claims-parameter/voluntary",
    spec="core:5.5.1",
    level=MAY,
    severity=LOW,
    needs=["claims-parameter", "userinfo"],
    remedy="Let the provider understand null as the wish for a claim like any other.",
)
def test_a_claim_that_was_asked_for_by_null_is_at_userinfo(op: Op) -> None:
    """Null is the shortest way to ask, and the one that applications use most."""
    available(op, "name")
    claims = op.claims_of_userinfo(scope="openid", claims=wishes(userinfo={"name": None}))
    expect("name" in claims, "the claim name", "no such claim", where=claims.name)


@check(
    "claims-parameter/unavailable",
    spec="core:5.5.1",
    level=MUST,
    severity=MEDIUM,
    needs="claims-parameter",
    remedy="Let the provider leave out what it does not have, and go on.",
)
def test_an_essential_claim_that_does_not_exist_is_no_error(op: Op) -> None:
    """Users without a telephone could not log in."""
    op.login()
    wanted = wishes(id_token={NO_SUCH: {"essential": True}})
    expect_success(op.authorize(claims=wanted)[1])


@check(
    "claims-parameter/unknown-members",
    spec=["core:5.5", "core:5.5.1"],
    level=MUST,
    severity=LOW,
    needs="claims-parameter",
    remedy="Let the provider ignore members of the claims parameter that it does not know.",
)
def test_unknown_members_of_the_claims_parameter_are_ignored(op: Op) -> None:
    """Whoever uses an extension of another provider cannot log anybody in here."""
    op.login()
    wanted = wishes(id_token={"name": {"essential": True, "ssoproof": 1}}, ssoproof={"name": None})
    expect_success(op.authorize(claims=wanted)[1])


@check(
    "claims-parameter/malformed",
    spec=["core:5.5", "core:3.1.2.2"],
    level=SHOULD,
    severity=LOW,
    needs="claims-parameter",
    remedy="Let the provider answer claims that are no JSON object with invalid_request.",
)
def test_claims_that_are_no_json_object_are_refused(op: Op) -> None:
    """The application believes that its wishes were heard, and misses them only later."""
    op.login()
    expect_refusal(op.authorize(claims='{"id_token":')[1], "invalid_request")


@check(
    "claims-parameter/value-not-echoed",
    spec=["core:5.5.1", "core:5.1"],
    level=MUST,
    severity=CRITICAL,
    needs="claims-parameter",
    remedy="Report to the provider's maker: the value in a request says nothing about the user.",
)
def test_the_value_of_a_claim_is_never_taken_from_the_request(op: Op) -> None:
    """Whoever writes a link could log in with somebody else's e-mail address."""
    wanted = {"email": {"value": "ssoproof@example.com", "essential": True}}
    expect_own_email(op.login(claims=wishes(id_token=wanted)).id_token.claims)
    if "userinfo_endpoint" in op.discovery():
        expect_own_email(op.claims_of_userinfo(claims=wishes(userinfo=wanted)))


def expect_own_email(claims: Document) -> None:
    """The address is not the one that the request named."""
    echoed = claims.get("email") == "ssoproof@example.com"
    expect(not echoed, "the user's own address", "the one of the request", where=claims.name)


@check(
    "claims-parameter/auth-time",
    spec="core:2",
    level=MUST,
    severity=MEDIUM,
    needs="claims-parameter",
    remedy="Let the provider put auth_time into the ID Token where a request calls it essential.",
)
def test_auth_time_is_in_the_id_token_if_it_is_essential(op: Op) -> None:
    """The application cannot tell whether the user was there just now, or last week."""
    wanted = wishes(id_token={"auth_time": {"essential": True}})
    claims = op.login(claims=wanted).id_token.claims
    expect_equal("auth_time" in claims, True, where="ID Token, auth_time is there")
