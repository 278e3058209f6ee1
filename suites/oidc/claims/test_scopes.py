"""Where the claims arrive that the scopes ask for: Core 5.4."""

import json
import re
from collections.abc import Iterable

from suites.checks.check import check
from suites.checks.words import LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.claims.standard_claims import EMAIL, PROFILE, SCOPE_CLAIMS
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.tokens.bearer import accepted_token
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    expect,
    expect_none,
    presuming,
)

EMAIL_REMEDY = "Map the user's e-mail address to `email` for the scope email"
MISSED = "claims that the application misses"
ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w")
MOST_NAMED = 3
SINGLE = ("email", "profile")
PROFILE_REMEDY = "Map the user's name to the claims of the scope profile"


def expect_any(claims: Document, wanted: Iterable[str], scope: str) -> None:
    """At least one claim that the scope asks for is there."""
    found = [name for name in wanted if claims.get(name) not in (None, "")]
    expect(bool(found), f"a claim of the scope {scope}", "none", where=claims.name)


def of_id_token(op: Op, scope: str) -> Document:
    """The claims of an ID Token that came without access token (Core 5.4)."""
    changes = {"scope": scope} if scope != op.rp.scopes else {}
    return op.login("implicit", **changes).id_token.claims


@check(
    "claims/openid-scope",
    spec=["core:5.3.2", "core:5.4"],
    level=MUST,
    severity=MEDIUM,
    needs="userinfo",
    remedy="Let UserInfo answer access tokens whose only scope is openid.",
)
def test_userinfo_answers_for_the_scope_openid_alone(op: Op) -> None:
    """The smallest request of OpenID Connect ends in an error."""
    accepted_token(op)
    reply = op.userinfo_reply(scope="openid")
    expect_answered(reply, where="UserInfo response for the scope openid")


@check(
    "claims/openid-only-userinfo",
    spec=["core:5.4", "core:17.1"],
    level=MAY,
    severity=LOW,
    needs="userinfo",
    remedy="Return claims of the scopes profile and email only where they were asked for.",
)
def test_userinfo_tells_no_more_than_the_scope_openid_asks_for(op: Op) -> None:
    """Applications learn more about people than these were asked to share."""
    if 400 <= op.userinfo_reply(scope="openid").status < 500:
        raise NotApplicable("UserInfo refuses tokens whose only scope is openid.")
    claims = op.claims_of_userinfo(scope="openid")
    found = sorted(name for name in (*PROFILE, *EMAIL) if name in claims)
    expect_none(found, where=f"{claims.name}, claims nobody asked for")


@check(
    "claims/email-scope-userinfo",
    spec="core:5.4",
    level=SHOULD,
    severity=MEDIUM,
    needs="userinfo",
    remedy=f"{EMAIL_REMEDY}, and give the test user one.",
)
def test_the_scope_email_brings_the_email_to_userinfo(op: Op) -> None:
    """Applications that know their users by e-mail address cannot let them in."""
    expect_any(op.claims_of_userinfo(scope="openid email"), EMAIL[:1], "email")


@check(
    "claims/email-scope-id-token",
    spec="core:5.4",
    level=SHOULD,
    severity=MEDIUM,
    needs="implicit",
    remedy=f"{EMAIL_REMEDY} in ID Tokens that come without access token.",
)
def test_the_scope_email_brings_the_email_into_the_id_token(op: Op) -> None:
    """Without an access token there is no other place where the application can learn it."""
    expect_any(of_id_token(op, "openid email"), EMAIL[:1], "email")


@check(
    "claims/profile-scope-userinfo",
    spec="core:5.4",
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy=f"{PROFILE_REMEDY}, and give the test user one.",
)
def test_the_scope_profile_brings_the_profile_to_userinfo(op: Op) -> None:
    """Applications show a number in place of the user's name."""
    expect_any(op.claims_of_userinfo(scope="openid profile"), PROFILE, "profile")


@check(
    "claims/profile-scope-id-token",
    spec="core:5.4",
    level=SHOULD,
    severity=LOW,
    needs="implicit",
    remedy=f"{PROFILE_REMEDY} in ID Tokens that come without access token.",
)
def test_the_scope_profile_brings_the_profile_into_the_id_token(op: Op) -> None:
    """Without an access token there is no other place where the application can learn it."""
    expect_any(of_id_token(op, "openid profile"), PROFILE, "profile")


@check(
    "claims/all-scopes-userinfo",
    spec="core:5.4",
    level=SHOULD,
    severity=MEDIUM,
    needs="userinfo",
    remedy=f"{PROFILE_REMEDY}, and the address to `email`, also if both are asked for at once.",
)
def test_all_scopes_together_bring_all_their_claims_to_userinfo(op: Op) -> None:
    """The application asks for all at once, and has no second try."""
    with presuming():
        for scope in SINGLE:
            expect_any(op.claims_of_userinfo(scope=f"openid {scope}"), SCOPE_CLAIMS[scope], scope)
    for scope in requested_scopes(op):
        expect_any(op.claims_of_userinfo(), SCOPE_CLAIMS[scope], scope)


@check(
    "claims/all-scopes-id-token",
    spec="core:5.4",
    level=SHOULD,
    severity=MEDIUM,
    needs="implicit",
    remedy="Put the claims of all scopes into ID Tokens that come without access token.",
)
def test_all_scopes_together_bring_all_their_claims_into_the_id_token(op: Op) -> None:
    """The application asks for all at once, and has no second try."""
    with presuming():
        for scope in SINGLE:
            expect_any(of_id_token(op, f"openid {scope}"), SCOPE_CLAIMS[scope], scope)
    for scope in requested_scopes(op):
        expect_any(of_id_token(op, op.rp.scopes), SCOPE_CLAIMS[scope], scope)


def requested_scopes(op: Op) -> list[str]:
    """The scopes of the application that ask for claims."""
    return [scope for scope in op.target.profile.scopes if scope in SCOPE_CLAIMS]


@check(
    "claims/relying-party",
    spec="wandb",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Put the claims that the application needs into the ID Token itself "
    "(Okta: always include in token; Keycloak: add to ID token; Entra: optional claims), or to "
    "UserInfo if it asks there.",
)
def test_the_application_gets_the_claims_that_it_needs(op: Op) -> None:
    """The login works, and the application still does not know who came."""
    profile = op.target.profile
    if not (profile.id_token_claims or profile.claims):
        raise NotApplicable("The application needs no claims about the user.")
    claims = op.login().id_token.claims
    missing = without_value(claims, profile.id_token_claims)
    expect_none(missing, where=f"ID Token{in_place_of(claims, missing)}, {MISSED}")
    if elsewhere := without_value(claims, profile.claims):
        claims = op.claims_of_userinfo()
        missing = without_value(claims, elsewhere)
        told = in_place_of(claims, missing)
        expect_none(missing, where=f"ID Token and UserInfo{told}, {MISSED}")


def in_place_of(claims: Document, missing: Iterable[str]) -> str:
    """The names of claims that hold an address where `email` is missing, such as `emails`."""
    found = [name for name, value in claims.items() if ADDRESS.search(json.dumps(value))]
    if "email" not in missing or not found:
        return ""
    return f" (an address is in {', '.join(found[:MOST_NAMED])})"


def without_value(claims: Document, wanted: Iterable[str]) -> list[str]:
    """Those of the claims that say nothing."""
    return [name for name in wanted if claims.get(name) in (None, "")]
