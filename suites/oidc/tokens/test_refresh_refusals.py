"""Who gets nothing for a refresh token: RFC 6749 sections 5.2, 6, 10.4, RFC 9700 section 4.14."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.oidc.tokens.refresh_reuse import GRACE, RETRY, reused
from suites.op.features.target import explained
from suites.op.op import Op
from suites.protocol.clients.authentication import confidential
from suites.protocol.session.logout import rp_initiated_logout
from suites.protocol.tokens.exchanges import expect_error
from suites.protocol.tokens.grants import (
    CODE,
    REFRESH,
    concurrent_requests,
    expect_tokens,
    other_party,
    successes,
    token_request,
    without_proof,
)
from suites.protocol.tokens.refresh import (
    NO_SUCH_TOKEN,
    WHERE,
    first_token,
    following,
    presume_rotation,
    refresh,
    refresh_grant,
    refresh_token_of,
    refreshable,
    refreshed,
)
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    OutOfReach,
    Tolerated,
    expect,
    presuming,
)

ROTATE = "Switch refresh token rotation on for this client, without seconds of grace."
YEAR_S = 366 * 86_400


@check(
    "refresh/unknown-token",
    spec="rfc6749:5.2",
    level=MUST,
    severity=HIGH,
    remedy="Let the token endpoint answer an unknown refresh token with 400 and invalid_grant.",
    needs="code",
)
def test_a_refresh_token_that_was_never_issued_is_answered_with_invalid_grant(op: Op) -> None:
    """A token that the provider does not know must give nothing, and the client must see why."""
    refreshable(op)
    expect_error(refresh(op, NO_SUCH_TOKEN), "invalid_grant")


@check(
    "refresh/missing-token",
    spec=["rfc6749:5.2", "rfc6749:6"],
    level=MUST,
    severity=LOW,
    remedy="Let the token endpoint answer a refresh without token with invalid_request.",
    needs="code",
)
def test_a_refresh_without_token_is_answered_with_invalid_request(op: Op) -> None:
    """The developer of a client looks for the fault in the wrong place."""
    refreshable(op)
    expect_error(token_request(op, REFRESH), "invalid_request", "invalid_grant")


@check(
    "refresh/rotation",
    spec=["rfc9700:2.2.2", "rfc9700:4.14.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=ROTATE,
    needs=["code", "public-client"],
)
def test_a_public_client_gets_a_new_refresh_token_with_each_refresh(op: Op) -> None:
    """Nobody notices that a refresh token was stolen, and the thief stays for weeks."""
    done = refreshed(op)
    with presuming():
        expect_tokens(done.reply, WHERE)
    same = following(op) == first_token(op)
    expect(not same, "a new refresh token", "the same one stays good", where=WHERE)


@check(
    "refresh/old-token-refused",
    spec=["rfc9700:2.2.2", "rfc9700:4.14.2", "rfc6749:10.4", "asvs:10.4.5"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=ROTATE,
    needs="code",
)
def test_a_refresh_token_that_was_replaced_is_refused(op: Op) -> None:
    """A rotated token that still works protects nobody."""
    done = reused(op)
    if done.at_once is None:
        return
    found = (done.at_once.expected, done.at_once.actual, done.at_once.where)
    if done.later is None:
        raise Tolerated(*found, RETRY)
    if op.target.client_secret:
        raise Tolerated(*found, "The client has to authenticate when it uses the token.")
    if not done.outlasted:
        raise Tolerated(*found, GRACE)
    raise Mismatch(*found)


@check(
    "refresh/reuse-ends-family",
    spec=["rfc9700:4.14.2", "asvs:10.4.5"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the provider end the newest refresh token when an old one is used again.",
    needs="code",
)
def test_the_use_of_a_replaced_refresh_token_ends_the_one_that_followed(op: Op) -> None:
    """Whoever came second is refused, but the thief may have been first."""
    done = reused(op)
    why = explained(op, "refresh/old-token-refused")
    if done.later is not None and why:
        raise NotApplicable(why)
    if done.later is not None:
        raise NotRun("Another check judges this first: the old refresh token is accepted.")
    expect_refused_exchange(refresh(op, done.newest))


@check(
    "refresh/race",
    spec=["rfc9700:4.14.2", "rfc6749:10.4"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=NOISY,
    remedy="Mark a refresh token as used in the same transaction that reads it.",
    needs="code",
)
def test_of_several_refreshes_at_one_moment_one_succeeds(op: Op) -> None:
    """A thief who is as fast as the application gets tokens of his own, and nobody notices."""
    presume_rotation(op)
    _, token = refresh_grant(op, "refresh race")
    won = successes(concurrent_requests(op, REFRESH, refresh_token=token))
    expect(won <= 1, "one success at most", f"{won} successes", where=WHERE)


@check(
    "refresh/other-client",
    spec=["rfc6749:6", "rfc6749:10.4"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Let the token endpoint take a refresh token only from the client that it is for.",
    needs="code",
)
def test_a_refresh_token_gives_nothing_to_another_client(op: Op) -> None:
    """A token that leaks to another application stays good there for weeks."""
    _, token = refresh_grant(op, "refresh by another")
    expect_refused_exchange(refresh(other_party(op), token))


@check(
    "refresh/without-authentication",
    spec=["rfc6749:6", "rfc6749:3.2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the token endpoint authenticate a confidential client at each refresh.",
    needs="code",
)
def test_a_confidential_client_refreshes_nothing_without_authentication(op: Op) -> None:
    """A stolen refresh token is good without the secret that should protect it."""
    client = confidential(op, grant_types=[CODE, REFRESH])
    _, token = refresh_grant(client, "refresh without authentication")
    expect_refused_exchange(refresh(without_proof(client), token))


@check(
    "refresh/after-logout",
    spec=["backchannel:2.7", "rfc9700:4.14.2"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="End refresh tokens with the session, unless offline_access was granted.",
    needs=["code", "end_session"],
)
def test_a_refresh_token_ends_with_the_session(op: Op) -> None:
    """Who logs out at a foreign computer leaves a token behind that is good for weeks."""
    if refreshable(op):
        raise NotApplicable("The refresh token is for offline access, which a logout may outlive.")
    left = rp_initiated_logout(op)
    token = refresh_token_of(left.login)
    if not token:
        raise NotApplicable("A login of the application gives no refresh token.")
    if left.known_after:
        raise NotRun(
            "Another check judges this first: the logout ended no session.",
            judge="logout/session-ends",
        )
    expect_refused_exchange(refresh(op, token))


@check(
    "refresh/lifetime",
    spec="rfc9700:4.14.2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let refresh tokens expire that are not used, after weeks or months.",
    needs="code",
)
def test_a_refresh_token_that_nobody_uses_for_a_year_expires(op: Op) -> None:
    """A forgotten token in an old backup opens the account for ever."""
    _, token = refresh_grant(op, "refresh lifetime")
    if op.target.clock.patience_s < YEAR_S:
        raise OutOfReach("This takes a year, or a clock that can be moved; ask for the setting.")
    with op.target.clock.ahead(YEAR_S):
        reply = refresh(op, token)
    expect_refused_exchange(reply)


@check(
    "refresh/unknown-parameter",
    spec=["rfc6749:3.2", "rfc6749:6"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the token endpoint ignore parameters of a refresh that it does not know.",
    needs="code",
)
def test_a_refresh_ignores_an_unknown_parameter(op: Op) -> None:
    """A client that sends an extension for another provider ends the session of its user."""
    with presuming():
        expect_tokens(refreshed(op).reply, WHERE)
    _, token = refresh_grant(op, "refresh with extras")
    expect_tokens(refresh(op, token, ssoproof="unknown"), f"{WHERE} to an unknown parameter")
