"""What a refresh token gives: RFC 6749 sections 5.1 and 6, Core section 12.2."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, STATEFUL
from suites.oidc.tokens.test_response import BEARER
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.tokens.bearer import WHERE as USERINFO
from suites.protocol.tokens.bearer import accepted_token
from suites.protocol.tokens.exchanges import expect_unguessable
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.refresh import (
    WHERE,
    first_token,
    following,
    refresh,
    refresh_grant,
    refreshed,
)
from suites.verdicts.expect import expect, expect_media_type, presuming


@check(
    "refresh/success",
    spec=["rfc6749:6", "core:12.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Allow the client the refresh_token grant, as it was given a refresh token.",
    needs="code",
)
def test_a_refresh_token_gives_new_tokens(op: Op) -> None:
    """The user is thrown out as soon as the first access token has expired."""
    expect_tokens(refreshed(op).reply, WHERE)


@check(
    "refresh/content-type",
    spec=["rfc6749:5.1", "core:3.1.3.3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the token endpoint answer with Content-Type: application/json.",
    needs="code",
)
def test_the_refresh_response_is_application_json(op: Op) -> None:
    """Clients that look at the type refuse it, and a browser may show it as a page."""
    reply = refreshed(op).reply
    with presuming():
        expect_tokens(reply, WHERE)
    expect_media_type(reply, "application/json", where=WHERE)


@check(
    "refresh/no-store",
    spec="rfc6749:5.1",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the token endpoint send Cache-Control: no-store, and no proxy remove it.",
    needs="code",
)
def test_the_refresh_response_is_kept_by_no_cache(op: Op) -> None:
    """Tokens in a cache outlive the login, for whoever reads the cache."""
    reply = refreshed(op).reply
    with presuming():
        expect_tokens(reply, WHERE)
    header = reply.header("cache-control")
    directives = [part.strip().lower() for part in header.split(",")]
    told = header or "no such header"
    expect("no-store" in directives, "no-store", told, where=f"{WHERE}, Cache-Control")


@check(
    "refresh/token-type",
    spec="rfc6749:5.1",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the provider give tokens of the same type at a refresh as at the login.",
    needs="code",
)
def test_token_type_of_a_refresh_is_bearer(op: Op) -> None:
    """A client must not use an access token whose type it does not understand."""
    value = refreshed(op).tokens.string("token_type")
    expect(value.lower() == "bearer", "Bearer", value, where=f"{WHERE}, token_type")


@check(
    "refresh/access-token",
    spec=["rfc6749:5.1", "rfc6750:2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Report to the provider's maker: a refresh gives an access token that a header carries.",
    needs="code",
)
def test_a_refresh_gives_an_access_token_for_an_authorization_header(op: Op) -> None:
    """The application refreshed, and still has nothing to ask with."""
    token = refreshed(op).tokens.string("access_token")
    words = "letters, digits, -._~+/ and = at the end"
    expect(bool(BEARER.match(token)), words, "other characters", where=f"{WHERE}, access_token")


@check(
    "refresh/access-token-entropy",
    spec="rfc6749:10.10",
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Let the provider issue longer random access tokens at a refresh too, or signed ones.",
    needs="code",
)
def test_the_access_token_of_a_refresh_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses a token reads somebody's claims."""
    with presuming():
        token = refreshed(op).tokens.string("access_token")
    expect_unguessable(token, where=f"{WHERE}, access_token")


@check(
    "refresh/access-token-works",
    spec=["rfc6749:6", "core:5.3"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the UserInfo endpoint take the access tokens that a refresh gave.",
    needs=["code", "userinfo"],
)
def test_userinfo_takes_the_access_token_of_a_refresh(op: Op) -> None:
    """After the first hour the application cannot read the user's claims any more."""
    accepted_token(op)
    with presuming():
        expect_tokens(refreshed(op).reply, WHERE)
    # A token of its own: the next refresh may end the access token of the one before.
    _, token = refresh_grant(op, "refresh for UserInfo")
    with presuming():
        fresh = expect_tokens(refresh(op, token), WHERE).string("access_token")
    expect_answered(op.userinfo(fresh), where=f"{USERINFO} to a refreshed token")


@check(
    "refresh/token-entropy",
    spec=["rfc6749:10.4", "rfc6749:10.10"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Let the provider issue longer random refresh tokens.",
    needs="code",
)
def test_the_refresh_token_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses one stays logged in as that user for weeks."""
    refreshed(op)
    for token in {first_token(op), following(op)}:
        expect_unguessable(token, where="refresh token")


@check(
    "refresh/token-characters",
    spec="rfc6749:A.17",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Report to the provider's maker: a refresh token consists of printable ASCII.",
    needs="code",
)
def test_the_refresh_token_is_printable_ascii(op: Op) -> None:
    """A client that stores it in a header or a file gets another value back."""
    refreshed(op)
    printable = all(" " <= one <= "~" for one in first_token(op))
    expect(printable, "printable ASCII", "other characters", where="refresh token")
