"""The times in the ID Token: Core sections 2 and 3.1.3.7, RFC 7519 section 4.1."""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import expect_not_after, numeric_date, optional
from suites.verdicts.expect import Document, expect, presuming

OLDEST_S = 600  # Entra ID dates its tokens back by 300 s
LONGEST_S = 86_400
CLOCK = "Set the provider's clock by NTP; if a warning stays, compare this machine's clock too."


def presumed(claims: Document, name: str) -> float:
    """A time whose form another check judges. Raises NotRun if it is missing or no number."""
    with presuming():
        return numeric_date(claims, name)


@check(
    "id-token/expiration",
    spec="core:2",
    level=MUST,
    severity=HIGH,
    remedy="Report to the provider's maker: `exp` must be a number of seconds since 1970.",
)
def test_exp_of_the_id_token_is_a_time(op: Op) -> None:
    """A token without a readable end is refused, or is good for ever."""
    numeric_date(op.login().id_token.claims, "exp")


@check(
    "id-token/issued-at",
    spec="core:2",
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: `iat` must be a number of seconds since 1970.",
)
def test_iat_of_the_id_token_is_a_time(op: Op) -> None:
    """Without it nobody can tell a fresh token from an old one."""
    numeric_date(op.login().id_token.claims, "iat")


@check(
    "id-token/not-expired",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Set the provider's clock by NTP, and the ID Token's lifetime to some minutes or hours.",
)
def test_the_id_token_has_not_expired_when_it_arrives(op: Op) -> None:
    """An expired token must be refused, so nobody can log in."""
    login = op.login()
    expires = presumed(login.id_token.claims, "exp")
    expect(expires > login.received_at, "in the future", "in the past", where="ID Token, exp")


@check(
    "id-token/expires-after-issue",
    spec=["core:2", "rfc7519:4.1.4"],
    level=MUST,
    severity=HIGH,
    remedy="Set the ID Token's lifetime at the provider to some minutes or hours.",
)
def test_the_id_token_expires_after_it_was_issued(op: Op) -> None:
    """A token that ends before it begins is never valid, whatever the clocks say."""
    claims = op.login().id_token.claims
    later = presumed(claims, "exp") > presumed(claims, "iat")
    expect(later, "later than iat", "not later than iat", where="ID Token, exp")


@check(
    "id-token/lifetime",
    spec="core:2",
    level=MAY,
    severity=LOW,
    remedy="Shorten the ID Token's lifetime at the provider to a day at most.",
)
def test_the_id_token_is_valid_for_a_day_at_most(op: Op) -> None:
    """A stolen token is good as long as it is valid; the specification leaves the time open."""
    claims = op.login().id_token.claims
    seconds = presumed(claims, "exp") - presumed(claims, "iat")
    expect(seconds <= LONGEST_S, "at most a day", f"{seconds:.0f} seconds", where="ID Token, exp")


@check(
    "id-token/issued-now",
    spec=["core:2", "rfc7519:4.1.6"],
    level=MUST,
    severity=HIGH,
    remedy=CLOCK,
)
def test_iat_of_the_id_token_is_not_in_the_future(op: Op) -> None:
    """Applications refuse a token that was issued after now: the login fails, or fails at times."""
    login = op.login()
    issued = presumed(login.id_token.claims, "iat")
    expect_not_after(issued, login.received_at, where="ID Token, iat")


@check(
    "id-token/issued-recently",
    spec=["core:2", "core:3.1.3.7"],
    level=SHOULD,
    severity=MEDIUM,
    remedy=CLOCK,
)
def test_iat_of_the_id_token_is_the_time_of_the_login(op: Op) -> None:
    """Clients may refuse a token that was issued long ago, and an old one may be a replay."""
    login = op.login()
    age = login.received_at - presumed(login.id_token.claims, "iat")
    expected = f"at most {OLDEST_S} seconds ago"
    expect(age <= OLDEST_S, expected, "longer ago", where="ID Token, iat")


@check(
    "id-token/not-before",
    spec="rfc7519:4.1.5",
    level=MUST,
    severity=HIGH,
    remedy=CLOCK,
)
def test_nbf_of_the_id_token_is_not_in_the_future(op: Op) -> None:
    """A token must not be accepted before that time: the login fails, or fails at times."""
    login = op.login()
    optional(login.id_token.claims, "nbf")
    begins = numeric_date(login.id_token.claims, "nbf")
    expect_not_after(begins, login.received_at, where="ID Token, nbf")


@check(
    "id-token/auth-time",
    spec="core:2",
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: `auth_time` must be a number of seconds since 1970.",
)
def test_auth_time_of_the_id_token_is_a_time(op: Op) -> None:
    """Applications decide by it whether somebody has to log in again."""
    claims = op.login().id_token.claims
    optional(claims, "auth_time")
    numeric_date(claims, "auth_time")


@check(
    "id-token/auth-time-past",
    spec="core:2",
    level=MUST,
    severity=MEDIUM,
    remedy=CLOCK,
)
def test_auth_time_of_the_id_token_is_not_in_the_future(op: Op) -> None:
    """An application that asks for a recent login takes an old one for recent."""
    login = op.login()
    optional(login.id_token.claims, "auth_time")
    authenticated = presumed(login.id_token.claims, "auth_time")
    expect_not_after(authenticated, login.received_at, where="ID Token, auth_time")


@check(
    "id-token/auth-time-with-max-age",
    spec=["core:2", "core:3.1.2.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: `auth_time` is required where max_age was asked.",
)
def test_the_id_token_has_auth_time_if_max_age_was_asked(op: Op) -> None:
    """Without it the application cannot see whether its limit was kept."""
    login = op.login(max_age=str(LONGEST_S))
    expect("auth_time" in login.id_token.claims, "a time", "none", where="ID Token, auth_time")
