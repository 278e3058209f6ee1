"""The ID Token of a refresh: Core section 12.2."""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MUST, SHOULD, STATEFUL
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import audiences, numeric_date, optional
from suites.protocol.signatures.signatures import expect_signature
from suites.protocol.tokens.refresh import WHERE, refreshed
from suites.verdicts.expect import NotApplicable, expect, expect_contains, expect_equal, presuming

VENDOR = "Report to the provider's maker: the ID Token of a refresh says what the first one said."
FEW_S = 60


def both_id_tokens(op: Op) -> tuple[Jwt, Jwt]:
    """The ID Tokens of the login and of the refresh. Raises NotApplicable without the latter."""
    done = refreshed(op)
    if "id_token" not in done.tokens:
        raise NotApplicable("The refresh response has no ID Token, which is optional.")
    with presuming():
        again = Jwt.parse(done.tokens.string("id_token"), f"{WHERE}, ID Token")
    return done.login.id_token, again


def expect_same(op: Op, claim: str) -> None:
    """A claim is the same in both ID Tokens, or in neither."""
    first, again = both_id_tokens(op)
    where = f"{WHERE}, ID Token, {claim}"
    expect_equal(again.claims.get(claim, "none"), first.claims.get(claim, "none"), where=where)


@check(
    "refresh/id-token-iss",
    spec="core:12.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs="code",
)
def test_iss_of_the_id_token_is_the_same_after_a_refresh(op: Op) -> None:
    """A client that checks it ends the session of the user."""
    expect_same(op, "iss")


@check(
    "refresh/id-token-sub",
    spec="core:12.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs="code",
)
def test_sub_of_the_id_token_is_the_same_after_a_refresh(op: Op) -> None:
    """The user becomes somebody else in the middle of the session."""
    expect_same(op, "sub")


@check(
    "refresh/id-token-aud",
    spec="core:12.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs="code",
)
def test_aud_of_the_id_token_contains_the_first_one_after_a_refresh(op: Op) -> None:
    """A client that checks it ends the session of the user."""
    first, again = both_id_tokens(op)
    with presuming():
        wanted = audiences(first.claims)
    for one in wanted:
        expect_contains(audiences(again.claims), one, where=f"{WHERE}, ID Token, aud")


@check(
    "refresh/id-token-azp",
    spec="core:12.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs="code",
)
def test_azp_of_the_id_token_is_the_same_after_a_refresh(op: Op) -> None:
    """A client that checks it ends the session of the user."""
    expect_same(op, "azp")


@check(
    "refresh/id-token-auth-time",
    spec="core:12.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let auth_time tell when the user logged in, not when the tokens were refreshed.",
    needs="code",
)
def test_auth_time_of_the_id_token_is_the_same_after_a_refresh(op: Op) -> None:
    """An application that asks for a fresh login believes that there was one."""
    first, again = both_id_tokens(op)
    later = optional(again.claims, "auth_time")
    if "auth_time" in first.claims:
        where = f"{WHERE}, ID Token, auth_time"
        expect_equal(later, first.claims["auth_time"], where=where)
        return
    spent = refreshed(op).login.received_at
    said = numeric_date(again.claims, "auth_time")
    expect(said <= spent + FEW_S, "the time of the login", "a later one", where="auth_time")


@check(
    "refresh/id-token-iat",
    spec="core:12.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let iat tell when this ID Token was issued.",
    needs="code",
)
def test_iat_of_the_id_token_tells_when_it_was_refreshed(op: Op) -> None:
    """A client that measures its age by it refuses it, or keeps an old one."""
    again = both_id_tokens(op)[1]
    at = refreshed(op).at
    near = abs(numeric_date(again.claims, "iat") - at) <= FEW_S * 5
    expect(near, "the time of the refresh", "another time", where=f"{WHERE}, ID Token, iat")


@check(
    "refresh/id-token-nonce",
    spec="core:12.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Leave nonce out of the ID Token of a refresh.",
    needs="code",
)
def test_nonce_of_the_id_token_is_the_same_or_missing_after_a_refresh(op: Op) -> None:
    """A client that checks it takes the token for one of another login."""
    first, again = both_id_tokens(op)
    if "nonce" in again.claims:
        where = f"{WHERE}, ID Token, nonce"
        expect_equal(again.claims["nonce"], first.claims.get("nonce", "none"), where=where)


@check(
    "refresh/id-token-without-nonce",
    spec="core:12.2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Leave nonce out of the ID Token of a refresh.",
    needs="code",
)
def test_the_id_token_of_a_refresh_has_no_nonce(op: Op) -> None:
    """A nonce that comes a second time looks like a replay."""
    again = both_id_tokens(op)[1]
    expect("nonce" not in again.claims, "no nonce", "a nonce", where=f"{WHERE}, ID Token")


@check(
    "refresh/id-token-signature",
    spec=["core:12.2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Sign the ID Token of a refresh with a key that jwks_uri publishes.",
    needs="code",
)
def test_the_id_token_of_a_refresh_is_signed_by_a_published_key(op: Op) -> None:
    """Whoever can put a token in its place becomes any user."""
    expect_signature(op, both_id_tokens(op)[1], where=f"{WHERE}, ID Token, signature")
