"""The scopes address and phone, and all at once, for a client that may have them: Core 5.4."""

from suites.checks.check import check
from suites.checks.words import INFO, LOW, MAY, SHOULD, STATEFUL
from suites.oidc.claims.standard_claims import EMAIL, SCOPE_CLAIMS
from suites.op.op import Op
from suites.protocol.clients.registration import registered
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect

EVERY = ("profile", "email", "address", "phone")
REMEDY = "Map the user's attributes to the claims of the scope, and give the test user some."


def client_with_scopes(op: Op, *scopes: str) -> Op:
    """The provider, asked by a client that may have `scopes`: the application's, or one's own.

    Raises NotApplicable if there is none.
    """
    unlisted = [scope for scope in scopes if scope not in op.listed("scopes_supported")]
    if unlisted:
        raise NotApplicable(f"scopes_supported does not list {', '.join(unlisted)}.")
    granted = granted_to(op, *scopes)
    if granted and not scopes_without_claims(op, *scopes):
        return op
    try:
        return registered(op, scope=asking_for(*EVERY))
    except (NotApplicable, NotRun) as why:
        if granted:
            return op
        raise NotApplicable(f"No client may have {', '.join(scopes)}: {why}") from None


def granted_to(op: Op, *scopes: str) -> bool:
    """Whether the application's client gets `scopes`; without `scope` it got what it asked for."""
    words = asking_for(*scopes)
    try:
        granted = op.login_with_access_token(scope=words).tokens.get("scope", words)
    except NotRun:
        return False
    return set(scopes) <= set(str(granted).split())


def scopes_without_claims(op: Op, *scopes: str) -> list[str]:
    """Those of `scopes` of which UserInfo tells no claim."""
    claims = op.claims_of_userinfo(scope=asking_for(*scopes))
    wanted = {scope: EMAIL[:1] if scope == "email" else SCOPE_CLAIMS[scope] for scope in scopes}
    return [
        scope
        for scope, names in wanted.items()
        if all(claims.get(name) in (None, "", {}) for name in names)
    ]


def asking_for(*scopes: str) -> str:
    return " ".join(("openid", *scopes))


def expect_claims(op: Op, *scopes: str) -> None:
    """UserInfo has claims of each of `scopes`."""
    lacking = scopes_without_claims(client_with_scopes(op, *scopes), *scopes)
    told = f"none of {', '.join(lacking)}"
    expect(not lacking, f"claims of {', '.join(scopes)}", told, where="UserInfo response")


@check(
    "claims/address-scope-userinfo",
    spec=["core:5.4", "core:5.1.1"],
    level=MAY,
    severity=INFO,
    run_class=STATEFUL,
    needs="userinfo",
    remedy=REMEDY,
)
def test_the_scope_address_brings_the_address_to_userinfo(op: Op) -> None:
    """Applications that send something by post ask the user once more."""
    expect_claims(op, "address")


@check(
    "claims/phone-scope-userinfo",
    spec="core:5.4",
    level=MAY,
    severity=INFO,
    run_class=STATEFUL,
    needs="userinfo",
    remedy=REMEDY,
)
def test_the_scope_phone_brings_the_telephone_number_to_userinfo(op: Op) -> None:
    """Applications that call their users ask for the number once more."""
    expect_claims(op, "phone")


@check(
    "claims/every-scope-userinfo",
    spec="core:5.4",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="userinfo",
    remedy=REMEDY,
)
def test_the_scopes_of_core_together_bring_all_their_claims_to_userinfo(op: Op) -> None:
    """Some providers give the claims of one scope and forget the others."""
    single = [scope for scope in EVERY if has_claims_of(op, scope)]
    if len(single) < 2:
        raise NotApplicable("UserInfo has claims of one scope at most.")
    expect_claims(op, *single)


def has_claims_of(op: Op, scope: str) -> bool:
    """Whether UserInfo has claims of `scope` if it is asked for alone."""
    try:
        expect_claims(op, scope)
    except (NotApplicable, Mismatch):
        return False
    return True
